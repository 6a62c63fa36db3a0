from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """The project package as an app: commands and checks that see every app."""

    name = "portfolio"
    label = "site"

    def ready(self) -> None:
        from portfolio import checks  # noqa: F401  registers the system checks
