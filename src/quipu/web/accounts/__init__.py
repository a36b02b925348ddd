"""Who may come in: accounts, invitations, sign-in, second factors. Knows no edition."""
