from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "portfolio.pages"

    def ready(self) -> None:
        from portfolio.pages.build import build

        build()  # now: the files may change under a process that runs on
