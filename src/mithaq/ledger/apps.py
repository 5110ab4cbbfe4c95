from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "mithaq.ledger"
    label = "ledger"
