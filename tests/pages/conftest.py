from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from portfolio.pages import freshness
from portfolio.pages.front import Front
from portfolio.pages.memory import MEMORY
from tests.pages import urls

DUMMY = {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}


@dataclass
class Answered:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    from_memory: bool

    def __getitem__(self, name: str) -> str | None:
        return dict(self.headers).get(name)

    @property
    def text(self) -> str:
        return self.body.decode().split(" filler")[0].rpartition(">")[2]


def visit(app: Callable, path: str, **environ: Any) -> Answered:
    """Call a WSGI application as a server does."""
    started: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        MEMORY: "untouched",
        **environ,
    }
    answer = app(environ, lambda status, headers: started.extend([status, headers]))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return Answered(*started, body, environ.get(MEMORY) == "untouched")


@pytest.fixture
def front(transactional_db, settings, tmp_path) -> Front:
    """A process that has just started, with a worker that takes its time."""
    settings.ROOT_URLCONF = "tests.pages.urls"
    settings.DATA_DIR = tmp_path
    settings.ONE_MACHINE = True
    settings.TASKS = {"default": settings.TASKS["default"] | DUMMY}
    return Front(WSGIHandler())


@pytest.fixture
def clock(monkeypatch) -> Callable[[float], None]:
    """Stop the clock, and move it on by hand; a wait takes no time."""
    now = [1000.0]

    def move(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(freshness, "waiting", freshness.Acknowledgement())
    monkeypatch.setattr(freshness, "clock", lambda: now[0])
    monkeypatch.setattr(freshness.time, "sleep", move)
    return move


@pytest.fixture
def while_drawing(monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen once, after a page read its data and before it is done."""

    def set_up(happen: Callable[[], object]) -> None:
        def once() -> None:
            monkeypatch.setattr(urls, "after_reading", lambda: None)
            happen()

        monkeypatch.setattr(urls, "after_reading", once)

    return set_up
