from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "mithaq.ledger"
    label = "ledger"

    def ready(self) -> None:
        from mithaq.ledger.access import open_gates
        from mithaq.ledger.append_only import keep_append_only

        post_migrate.connect(keep_append_only, sender=self, dispatch_uid="ledger_append_only")
        open_gates()
