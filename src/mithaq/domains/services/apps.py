from importlib import import_module

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "mithaq.domains.services"
    label = "services"

    def ready(self) -> None:
        import_module("mithaq.domains.services.access")  # opens its gate to attached files
