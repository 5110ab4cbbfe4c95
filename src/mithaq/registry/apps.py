from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegistryConfig(AppConfig):
    name = "mithaq.registry"
    label = "registry"

    def ready(self) -> None:
        from mithaq.registry.append_only import keep_append_only

        post_migrate.connect(keep_append_only, sender=self, dispatch_uid="registry_append_only")
