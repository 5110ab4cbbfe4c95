from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "mithaq.registry"
    label = "registry"
