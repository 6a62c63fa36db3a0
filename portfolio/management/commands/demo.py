from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from portfolio.demo import load


class Command(BaseCommand):
    help = "Load the demo: four people, two hiring managers, their work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="Load it on a site that others can reach. Its passwords are public.",
        )
        parser.add_argument(
            "--start",
            action="store_true",
            help="Load it only into an empty site; otherwise just mend its links.",
        )

    def handle(self, *, force: bool, start: bool, **options: Any) -> None:
        if not (settings.IS_LOOPBACK or force):
            raise CommandError(
                f"{settings.SITE_URL} can be reached by others, and everyone knows the "
                "demo's passwords. Give --force if that is what you want."
            )
        if load.is_loaded():
            self.stdout.write(f"The demo is loaded. Links mended: {load.relink()}.")
        elif start and User.objects.exists():
            self.stdout.write("This site has people of its own: no demo.")
        else:
            load.load()
            self.stdout.write("The demo is loaded; the worker makes its pictures.")
