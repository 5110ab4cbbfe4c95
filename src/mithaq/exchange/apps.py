from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "mithaq.exchange"
    label = "exchange"

    def ready(self) -> None:
        from mithaq.exchange.statements.drafts.access import open_gates

        open_gates()
