from typing import Any

from django.core.management.base import BaseCommand

from portfolio.sharing.following import redraw
from portfolio.sharing.models import Portfolio


class Command(BaseCommand):
    help = "Draw every stored card afresh: after an update that changed their looks."

    def handle(self, *args: Any, **options: Any) -> None:
        people = Portfolio.objects.select_related("user")
        cards = sum(redraw(portfolio) for portfolio in people.iterator(chunk_size=100))
        self.stdout.write(f"{cards} cards drawn.")
