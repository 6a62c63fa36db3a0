from typing import Any

from django.core.management.base import BaseCommand

from portfolio.prototypes import sweep


class Command(BaseCommand):
    help = "Remove prototypes deleted over a week ago, and picture files without a row."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = sweep.remove_deleted.call()
        swept = sweep.sweep_files.call()
        self.stdout.write(f"Prototypes removed: {removed}. Orphaned pictures: {swept}.")
