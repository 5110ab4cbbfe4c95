from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "mithaq.domains.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        from mithaq.domains.partnerships.access import open_gates

        open_gates()
