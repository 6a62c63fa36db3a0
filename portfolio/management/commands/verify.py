from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portfolio.backups import BackupError
from portfolio.integrity import problems, problems_of_backup


class Command(BaseCommand):
    help = "Check that the site's data, or a backup, is whole: rows, keys and pictures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", help="A backup to check.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["folder"]
        try:
            found = problems_of_backup(folder) if folder else problems()
        except BackupError as error:
            raise CommandError(str(error)) from error
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"Problems found: {len(found)}.")
        self.stdout.write("All is whole.")
