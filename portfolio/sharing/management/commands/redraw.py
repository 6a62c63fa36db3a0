from typing import Any

from django.core.management.base import BaseCommand

from portfolio.sharing.following import redraw_all


class Command(BaseCommand):
    help = "Draw every stored card afresh: after an update that changed their looks."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{redraw_all.call()} cards drawn.")
