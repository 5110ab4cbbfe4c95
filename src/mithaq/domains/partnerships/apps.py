from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "mithaq.domains.partnerships"
    label = "partnerships"
