from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mithaq.shells.web"
    label = "web"
