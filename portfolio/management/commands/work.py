import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections
from django.utils.autoreload import run_with_reloader

from portfolio.health import migrations
from portfolio.worker import Worker


class Command(BaseCommand):
    help = "Run tasks and keep the schedule, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reload",
            action="store_true",
            help="Start again when the code changes, for development.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reload"]:
            run_with_reloader(work)
        else:
            work()


def work() -> None:
    while not is_migrated():
        time.sleep(1)
    Worker().run()


def is_migrated() -> bool:
    try:
        return migrations() == "ok"
    except DatabaseError:  # not up yet, or locked while another process migrates
        connections.close_all()
        return False
