"""Log lines that tell one request from another and give no secret away."""

import json
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

requests = logging.getLogger("portfolio.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="-")

# Whoever reads these parts of an address could open what they guard.
SECRETS = re.compile(
    r"""(/s/|/password/reset/key/|/confirm-email/|[?&](?:code|key|state|token)=)"""
    r"""[^/?&\s"'<>]+"""
)


def masked(text: str) -> str:
    return SECRETS.sub(r"\1***", text)


class RequestFilter(logging.Filter):
    """Give every record the request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class Line(logging.Formatter):
    """A line for people. What is masked includes the traceback."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class Json(logging.Formatter):
    """A line for programs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps({key: masked(text) for key, text in line.items()})


def number_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Number each request, and log how it went."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request_id.set(uuid4().hex[:12])  # and keep it: Django logs after this, too
        began = time.perf_counter()
        response = get_response(request)
        if response.status_code >= 500:  # for whoever reports it to quote
            response.headers["X-Request-ID"] = request_id.get()
        milliseconds = (time.perf_counter() - began) * 1000
        requests.info(
            "%s %s %d %.0f ms %s",
            request.method,
            escape_uri_path(request.path),  # it may hold line ends
            response.status_code,
            milliseconds,
            who(request),
        )
        return response

    return middleware


def who(request: HttpRequest) -> str:
    """Return the signed-in person's number, without asking the database for it."""
    user = getattr(request, "_cached_user", None)
    return f"user {user.pk}" if user and user.pk else "nobody"
