from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portfolio.backups import MEDIA, BackupError, back_up


class Command(BaseCommand):
    help = "Copy the database and the pictures to a new folder, while the site runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--no-media",
            action="store_true",
            help="Leave the pictures out, where they are copied by other means.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].absolute()
        try:
            manifest = back_up(folder, media=not options["no_media"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        files = manifest["files"]
        pictures = sum(name.startswith(f"{MEDIA}/") for name in files)
        megabytes = sum(file["size"] for file in files.values()) / 1_000_000
        self.stdout.write(
            f"Backed up the database and {pictures} files of pictures "
            f"({megabytes:.1f} MB) to {folder}."
        )
