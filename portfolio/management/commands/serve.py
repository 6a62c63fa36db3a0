import hashlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from environs import Env

from accounts.models import User
from portfolio.health import migrations
from portfolio.pages import rebuild
from portfolio.pages.build import build
from portfolio.sharing.following import redraw_all
from portfolio.sharing.models import Portfolio

env = Env()
MIGRATING = 73_166_973  # any number, so long as every process names the same


class Command(BaseCommand):
    """Bring the data and files in step with the code, then become the web server."""

    help = "Migrate, collect static files, load the demo on a first start, and serve."
    requires_system_checks: list[str] = []  # handle() checks more

    def handle(self, *args: Any, **options: Any) -> None:
        self.check(
            databases=["default"],
            include_deployment_checks=not settings.IS_LOOPBACK,
        )
        if not (settings.IS_LOOPBACK or settings.MAIL_HOST):
            self.stderr.write(
                "EMAIL_HOST is not set: mails go to DATA_DIR/mail and to nobody else."
            )
        with one_at_a_time():
            if migrations() != "ok":
                self.stdout.write("Preparing the database.")
                call_command("migrate", interactive=False, verbosity=0)
            if not settings.DEBUG:
                self.collect()
            rebuild.ask_outdated()
            self.redraw()
            if settings.IS_LOOPBACK and env.bool("DEMO", True):
                self.demo()
        self.stdout.flush()
        connections.close_all()
        host, port = env.str("HOST", "127.0.0.1"), env.int("PORT", 8000)
        command = reloading(host, port) if settings.DEBUG else lasting(host, port)
        os.execv(sys.executable, [sys.executable, *command])  # noqa: S606

    def collect(self) -> None:
        """Collect and compress the static files, when they or the packages changed."""
        stamp = settings.DATA_DIR / "static-stamp"
        manifest = settings.STATIC_ROOT / "staticfiles.json"
        now = digest()
        if manifest.exists() and stamp.exists() and stamp.read_text() == now:
            return
        self.stdout.write("Collecting and compressing the static files.")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(now)

    def redraw(self) -> None:
        """Have the cards drawn afresh by the worker, when what draws them changed."""
        stamp = settings.DATA_DIR / "cards-stamp"
        if stamp.exists() and stamp.read_text() == build():
            return
        if Portfolio.objects.exists():
            redraw_all.enqueue()
        stamp.write_text(build())

    def demo(self) -> None:
        if not User.objects.exists():
            self.stdout.write("Loading the demo.")
        call_command("demo", "--start", stdout=io.StringIO())
        if User.objects.filter(email="builder@example.com").exists():
            self.stdout.write(
                "Sign in to the demo as builder@example.com (a portfolio) or\n"
                "manager@example.com (hiring). Both passwords: protofolio-demo"
            )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one machine migrate while the others wait. SQLite locks by itself."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def digest() -> str:
    """Sum up all that the collected files are made from."""
    total = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    locks = sorted((settings.BASE_DIR / "requirements").glob("*.txt"))
    files = sorted(path for path in Path(*settings.STATICFILES_DIRS).rglob("*"))
    for path in [*locks, *files]:
        if path.is_file():
            total.update(str(path.relative_to(settings.BASE_DIR)).encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def reloading(host: str, port: int) -> list[str]:
    return [str(settings.BASE_DIR / "manage.py"), "runserver", f"{host}:{port}"]


def lasting(host: str, port: int) -> list[str]:
    workers = env.int("WORKERS", min(cores(), 4))
    # Threads help only where a request waits for another machine.
    threads = env.int("THREADS", 1 if connection.vendor == "sqlite" else 4)
    return [
        *("-m", "granian", "portfolio.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--http", "1", "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--backpressure", "64", "--respawn-failed-workers"),
        *("--respawn-interval", "1", "--workers-kill-timeout", "30"),
        *("--log-level", "warning"),
    ]


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
