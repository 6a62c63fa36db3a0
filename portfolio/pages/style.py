"""The style sheet that public pages carry inside themselves.

Linked, it would hold up the first paint by a second request. Inside, the policy
allows it by its hash, so that nothing else may be written into a page.
"""

import base64
import hashlib
import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

SHEET = "css/public.css"

IMPORT = re.compile(r'@import\s+url\("([^"]+)"\)(?:\s+layer\(([\w.-]+)\))?\s*;')
URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
ELSEWHERE = re.compile(r"[a-z]+:|[/#]", re.IGNORECASE)
COMMENT_OR_STRING = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.DOTALL
)


@dataclass(frozen=True)
class Style:
    css: str
    csp_hash: str


def public_style() -> Style:
    return read_style() if settings.DEBUG else kept_style()


@cache
def kept_style() -> Style:
    return read_style()


def read_style(sheet: str = SHEET) -> Style:
    css = minified(flattened(sheet))
    if "</" in css:
        raise ImproperlyConfigured(f"{sheet} would end the style element: it says </.")
    digest = hashlib.sha256(css.encode()).digest()
    return Style(css, f"'sha256-{base64.b64encode(digest).decode()}'")


def csp_for_pages() -> dict[str, Any]:
    return {**settings.SECURE_CSP, "style-src": [CSP.SELF, public_style().csp_hash]}


def flattened(sheet: str) -> str:
    """Return a sheet with its imports in their places, and addresses made absolute."""
    found = finders.find(sheet)
    if not isinstance(found, str):
        raise ImproperlyConfigured(f"There is no {sheet} among the static files.")
    css = without_comments(Path(found).read_text())
    folder = posixpath.dirname(sheet)

    def imported(match: re.Match[str]) -> str:
        body = flattened(posixpath.normpath(posixpath.join(folder, match[1])))
        return f"@layer {match[2]}{{{body}}}" if match[2] else body

    def addressed(match: re.Match[str]) -> str:
        if ELSEWHERE.match(match[1]):
            return match[0]
        name = posixpath.normpath(posixpath.join(folder, match[1]))
        return f'url("{staticfiles_storage.url(name)}")'

    # Each file resolves its own addresses, so cut it at its imports first.
    parts, end = [], 0
    for match in IMPORT.finditer(css):
        parts += [URL.sub(addressed, css[end : match.start()]), imported(match)]
        end = match.end()
    return "".join([*parts, URL.sub(addressed, css[end:])])


def without_comments(css: str) -> str:
    return COMMENT_OR_STRING.sub(
        lambda match: " " if match[0].startswith("/*") else match[0], css
    )


def minified(css: str) -> str:
    """Leave out white space that means nothing, and never touch a string."""
    parts, end = [], 0
    for match in COMMENT_OR_STRING.finditer(css):
        parts += [squeezed(css[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, squeezed(css[end:])]).strip()


def squeezed(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    # A colon keeps the space before it, which may be a descendant selector; + and -
    # keep theirs, which calc() needs.
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"([:(]) ", r"\1", css)
    return css.replace(" )", ")").replace(";}", "}")
