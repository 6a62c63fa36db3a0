from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "portfolio.pages"

    def ready(self) -> None:
        from portfolio.pages.build import code

        code()  # now: the files may change under a process that runs on
