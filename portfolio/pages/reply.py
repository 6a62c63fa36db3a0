from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.http import parse_etags

from portfolio.pages.page import Page

type Headers = list[tuple[str, str]]

# They differ between encodings, or have no place in a 304.
OF_THE_BODY = {"Content-Encoding", "Content-Length"}
BETTER_FIRST = ("br", "gzip")


class Reply:
    """A page with the headers it left Django with, ready for any visitor."""

    __slots__ = ("_full", "headers", "headers_304", "page", "until", "weight")

    def __init__(self, page: Page, headers: Iterable[tuple[str, str]]) -> None:
        self.page = page
        self.headers = [pair for pair in headers if pair[0] not in OF_THE_BODY]
        self.headers_304 = [pair for pair in self.headers if pair[0] != "Content-Type"]
        self.until = float("inf")
        self.weight = 0
        self._full: dict[str, Headers] = {}

    def to(self, environ: dict[str, Any]) -> tuple[str, Headers, bytes]:
        """Return status line, headers and body; the server may change the headers."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None and has_match(tags, self.page.etag):
            return "304 Not Modified", self.headers_304.copy(), b""
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.page.body(encoding)
        headers = self._full.get(encoding)
        if headers is None:
            headers = self._full[encoding] = self._headers(encoding, len(body))
        if environ["REQUEST_METHOD"] == "HEAD":
            body = b""
        return "200 OK", headers.copy(), body

    def _headers(self, encoding: str, length: int) -> Headers:
        encoded = [] if encoding == "identity" else [("Content-Encoding", encoding)]
        return [*self.headers, *encoded, ("Content-Length", str(length))]


def has_match(tags: str, etag: str) -> bool:
    """Compare weakly, as RFC 9110 asks of If-None-Match."""
    if tags == etag:
        return True
    listed = parse_etags(tags)
    return listed == ["*"] or etag.removeprefix("W/") in {
        tag.removeprefix("W/") for tag in listed
    }


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    weights = {}
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weights[name] = weight(parameters)
    for encoding in BETTER_FIRST:
        if weights.get(encoding, weights.get("*", 0)) > 0:
            return encoding
    return "identity"


def weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1
