from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "mithaq.domains.services"
    label = "services"
