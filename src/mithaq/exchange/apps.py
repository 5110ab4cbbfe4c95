from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "mithaq.exchange"
    label = "exchange"
