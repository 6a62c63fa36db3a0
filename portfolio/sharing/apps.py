from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "portfolio.sharing"
