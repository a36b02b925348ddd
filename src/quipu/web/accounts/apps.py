"""Names the app to Django, and ours to Wagtail as the place of accounts."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """The accounts of the back office."""

    name = "quipu.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Begin to write down who comes in and whose roles change."""
        from quipu.web.accounts import journal

        journal.connect()


class ListedAccountsConfig(WagtailUsersAppConfig):
    """Wagtail's list of accounts, with invitations in place of passwords that somebody else sets."""

    user_viewset = "quipu.web.accounts.listing.AccountViewSet"
