"""Names the app to Django."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The imports of the back office."""

    name = "quipu.web.imports"
    label = "imports"
    verbose_name = "Data"
