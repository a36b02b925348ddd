"""Names the app to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts of the back office."""

    name = "quipu.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"
