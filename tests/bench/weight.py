"""What a browser fetches for a page it never saw; pictures and fonts do not count."""

import http.client
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import brotli

PICTURE_OR_FONT = re.compile(r"image/|font/|application/font")
IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"')\s]+)""")


class Links(HTMLParser):
    """Collect what a page asks for: what its first paint waits for, and the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.is_head = True
        self.blocking: list[str] = []
        self.later: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        rel = set((named.get("rel") or "").split())
        if tag == "body":
            self.is_head = False
        elif tag == "script" and named.get("src"):
            waits = (
                not {"defer", "async"} & set(named) and named.get("type") != "module"
            )
            self.add(named["src"], waits)
        elif tag == "link" and rel & {
            "stylesheet",
            "manifest",
            "preload",
            "modulepreload",
        }:
            self.add(named["href"], "stylesheet" in rel)

    def add(self, address: str | None, waits: bool) -> None:
        (self.blocking if waits and self.is_head else self.later).append(str(address))


def weigh(port: int, path: str) -> tuple[list[int], list[int]]:
    """Return the sizes of what comes before the first paint, and of everything."""
    size, _, html = fetch(port, path)
    links = Links()
    links.feed(html)
    before = [size, *(s for a in links.blocking for s in sizes(port, urljoin(path, a)))]
    after = [s for a in links.later for s in sizes(port, urljoin(path, a))]
    return before, before + after


def sizes(port: int, path: str) -> list[int]:
    """Return the sizes of a resource and of what it imports."""
    size, kind, text = fetch(port, path)
    if PICTURE_OR_FONT.match(kind):
        return []
    imports = IMPORT.findall(text) if kind.startswith("text/css") else []
    return [size, *(s for name in imports for s in sizes(port, urljoin(path, name)))]


def fetch(port: int, path: str) -> tuple[int, str, str]:
    """Return the size as sent, headers included, the content type and the text."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": "br"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, f"{answer.status} for {path}"
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.getheaders())
    is_br = answer.getheader("Content-Encoding") == "br"
    text = brotli.decompress(body) if is_br else body
    kind = answer.getheader("Content-Type", "")
    return (
        len("HTTP/1.1 200 OK\r\n\r\n") + head + len(body),
        kind,
        text.decode("utf-8", "replace"),
    )
