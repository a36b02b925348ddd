"""Who may come in: accounts and invitations. Knows no edition."""
