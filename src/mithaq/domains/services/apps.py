from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "mithaq.domains.services"
    label = "services"

    def ready(self) -> None:
        from mithaq.domains.services.access import open_gates

        open_gates()
