from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "mithaq.shells.api"
    label = "api"
