"""One server process of the small site, told what to do by lines of JSON.

Started by test_races.py with DATABASE_URL, DATA_DIR and ONE_MACHINE in its
environment; every answer is one line too.
"""

import json
import sys
import threading
import time
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

settings.ROOT_URLCONF = "tests.pages.urls"
DUMMY = {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}
settings.TASKS = {"default": settings.TASKS["default"] | DUMMY}
django.setup()

from django.db import transaction  # noqa: E402

from accounts.models import User  # noqa: E402
from portfolio.pages.front import Front  # noqa: E402
from portfolio.pages.models import Group  # noqa: E402
from tests.pages import urls  # noqa: E402
from tests.pages.conftest import visit  # noqa: E402

front = Front(WSGIHandler())
reading = threading.Event()
reads: list[tuple[float, str, bool]] = []
threads: list[threading.Thread] = []
held: list[Any] = []


def sign_up(name: str) -> int:
    user = User.objects.create(email=f"{name}@example.com", name=name)
    urls.change(user.pk, name)
    return user.pk


def get(path: str) -> dict[str, Any]:
    answer = visit(front, path)
    return {"text": answer.text, "from_memory": answer.from_memory}


def edit(pk: int, name: str) -> float:
    """Change as a person does, and return when they were told that it is done."""
    answer = visit(front, f"/rename/{pk}/{name}/", REQUEST_METHOD="POST")
    assert answer.body == b"done"
    return time.monotonic()


def edit_often(pk: int, times: int) -> str:
    for number in range(times):
        edit(pk, str(number))
    return get(f"/people/{pk}/")["text"]


def versions() -> dict[str, int]:
    return {str(group.owner): group.version for group in Group.objects.all()}


def begin(pk: int, name: str) -> None:
    """Change in a transaction that stays open."""
    held.append(transaction.atomic())
    held[0].__enter__()
    urls.change(pk, name)


def end(is_kept: bool) -> None:
    error = None if is_kept else RuntimeError
    held.pop().__exit__(error, error and error(), None)


def read_on(path: str) -> None:
    """Read a page again and again beside everything else."""

    def read() -> None:
        while reading.is_set():
            began = time.monotonic()
            answer = visit(front, path)
            reads.append((began, answer.text, answer.from_memory))

    reading.set()
    threads.append(threading.Thread(target=read, daemon=True))
    threads[-1].start()


def stop_reading() -> list[tuple[float, str, bool]]:
    reading.clear()
    for thread in threads:
        thread.join()
    return reads


if __name__ == "__main__":
    known = (
        sign_up,
        get,
        edit,
        edit_often,
        versions,
        begin,
        end,
        read_on,
        stop_reading,
    )
    verbs = {verb.__name__: verb for verb in known}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        sys.stdout.write(json.dumps(verbs[name](*arguments)) + "\n")
        sys.stdout.flush()
