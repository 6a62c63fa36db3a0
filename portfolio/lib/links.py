"""What an address says by itself. Nothing here asks the network."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.lib.advice import KINDS, Advice, advice
from portfolio.lib.text import UNSTORABLE

__all__ = [
    "Advice",
    "Link",
    "Match",
    "Pattern",
    "advice",
    "clean_url",
    "host_of",
    "is_clean",
    "parse",
    "recognise",
]

MAX_URL = 2000
DEFAULT_PORTS = {"http": "80", "https": "443"}
SAFE = "!#$%&()*+,/:;=?@[]~"  # stays as it is after the host
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):(//)?", re.IGNORECASE)
PORT = re.compile(r"\d+(?=[/?#]|$)", re.ASCII)
LABEL = re.compile(r"[a-z0-9_\-]{1,63}")
LEAVES_THE_PAGE = {"'": "%27", '"': "%22", "\\": "%5C", "<": "%3C", ">": "%3E"}
TUNNEL = "tunnel"  # what the catalogue calls a way into somebody's laptop
NO_ROOM = "\u200b\u200e\u200f\u2060\ufeff"


class Link(NamedTuple):
    scheme: str
    user: str
    host: str
    port: str
    tail: str

    @property
    def path(self) -> str:
        """The path as its site reads it: without query, and never empty."""
        return unquote(re.split("[?#]", self.tail)[0]) or "/"

    @property
    def name(self) -> str:
        """The host without the "www." that means nothing."""
        return self.host.removeprefix("www.")

    def __str__(self) -> str:
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{self.host}{port}{self.tail}"


def clean_url(text: str) -> str:
    """Return the address in its one ASCII form, or refuse it and say what to do."""
    link = read(text)
    if link.user:
        raise ValidationError(
            _("Remove the name and password before the @ sign."), code="user_info"
        )
    if len(str(link)) > MAX_URL:
        raise too_long()
    return str(link)


def is_clean(url: str) -> bool:
    """Tell whether a stored address may still be printed as a link."""
    try:
        return clean_url(url) == url
    except ValidationError:
        return False


def host_of(url: str) -> str:
    """Return the short name a reader knows a site by, empty when there is none."""
    link = parse(url)
    return link.name if link else ""


def parse(text: str) -> Link | None:
    """Take an address apart, also one that may not be stored."""
    try:
        return read(text)
    except ValidationError:
        return None


def read(text: str) -> Link:
    text = text.strip().strip(NO_ROOM).strip()
    refuse_characters(text)
    scheme, rest = split_scheme(text)
    place = re.split("[/?#]", rest, maxsplit=1)[0]
    tail = quote(rest[len(place) :], safe=SAFE)
    user, at, place = place.rpartition("@")
    host, port = split_port(place)
    host = ascii_host(host)
    if not scheme and not ("." in host or ":" in host or host == "localhost"):
        raise incomplete()
    scheme = scheme or "https"
    if port == DEFAULT_PORTS[scheme]:
        port = ""
    return Link(scheme, user + at, host, port, tail)


def refuse_characters(text: str) -> None:
    if not text:
        raise incomplete()
    if len(text) > MAX_URL:
        raise too_long()
    if UNSTORABLE.search(text) or any(character.isspace() for character in text):
        raise ValidationError(
            _("Enter one address, and write %(code)s where it needs a space."),
            code="space",
            params={"code": "%20"},
        )
    for character, code in LEAVES_THE_PAGE.items():
        if character in text:
            raise ValidationError(
                _("Write %(code)s instead of %(character)s in the address."),
                code="character",
                params={"code": code, "character": character},
            )


def split_scheme(text: str) -> tuple[str, str]:
    if text.startswith("//"):
        return "", text[2:]
    found = SCHEME.match(text)
    # "example.com:8080/x" has no scheme; "javascript:1" is caught by its lone word.
    if not found or (not found[2] and PORT.match(text, found.end())):
        return "", text
    scheme = found[1].lower()
    if scheme not in DEFAULT_PORTS or not found[2]:
        raise ValidationError(
            _("Start the address with https:// or http://."), code="scheme"
        )
    return scheme, text[found.end() :]


def split_port(place: str) -> tuple[str, str]:
    host, colon, port = place.rpartition(":")
    if not colon or "]" in port:
        return place, ""
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ValidationError(
            _("Use a port between 1 and 65535, or none."), code="port"
        )
    return host, port.lstrip("0")


def ascii_host(host: str) -> str:
    """Spell a host as browsers look it up (UTS 46, without the old mappings)."""
    if host.startswith("[") and host.endswith("]"):
        return f"[{numbers(host[1:-1], ipaddress.IPv6Address)}]"
    host = unicodedata.normalize("NFKC", unquote(host).lower()).lower()
    host = host.replace("。", ".")
    labels = [ascii_label(label) for label in host.removesuffix(".").split(".")]
    host = ".".join(labels)
    if len(host) > 253:
        raise incomplete()
    if labels[-1].isdigit():
        return numbers(host, ipaddress.IPv4Address)
    return host


def ascii_label(label: str) -> str:
    if not label.isascii() and all(
        character.isalnum() or character == "-" or is_mark(character)
        for character in label
    ):
        label = "xn--" + label.encode("punycode").decode()
    if not LABEL.fullmatch(label):
        raise incomplete()
    return label


def is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"}


def numbers(
    host: str, kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address]
) -> str:
    try:
        address = kind(host)
    except ValueError:
        raise incomplete() from None
    if "%" in str(address):
        raise incomplete()
    return str(address)


def incomplete() -> ValidationError:
    return ValidationError(
        _("Enter a whole address, such as https://example.com."), code="incomplete"
    )


def too_long() -> ValidationError:
    return ValidationError(
        _("Use an address of at most %(limit)s characters."),
        code="too_long",
        params={"limit": MAX_URL},
    )


class Pattern(NamedTuple):
    """A row of the catalogue: "*.host" or "host/start-of-path", and what it means."""

    pattern: str
    tool: str
    kind: str
    builder: bool = False
    note: str = ""

    def fits(self, link: Link) -> bool:
        host, slash, path = self.pattern.partition("/")
        if host.startswith("*."):
            at_home = link.name.endswith(host[1:].lower())
        else:
            at_home = link.name == host.lower()
        return at_home and link.path.startswith(slash + path)

    @property
    def weight(self) -> tuple[int, int]:
        """The most specific pattern wins: the longest host, then the longest path."""
        host, _slash, path = self.pattern.partition("/")
        return len(host.removeprefix("*.")), len(path)


class Match(NamedTuple):
    """What an address turned out to be."""

    pattern: str
    tool: str
    kind: str
    builder: bool
    note: str
    host: str

    @property
    def is_tunnel(self) -> bool:
        return self.tool == TUNNEL

    @property
    def advice(self) -> Advice | None:
        return advice(self)

    @property
    def kind_words(self) -> str:
        """The kind as it stands after "looks like Replit, …"."""
        return str(KINDS.get(self.kind, ""))


def recognise(url: str, patterns: Iterable[Pattern]) -> Match | None:
    """Find the most specific pattern an address fits, however it is written."""
    link = parse(url)
    if link is None:
        return None
    fitting = [pattern for pattern in patterns if pattern.fits(link)]
    if not fitting:
        return None
    best = max(fitting, key=lambda pattern: pattern.weight)
    kind = "preview" if is_preview(best.pattern, link.name) else best.kind
    return Match(best.pattern, best.tool, kind, best.builder, best.note, link.name)


def is_preview(pattern: str, host: str) -> bool:
    """Tell a trial deployment from the published one by how the host names it."""
    name = host.split(".")[0]
    if pattern == "*.lovable.app":
        return name.startswith(("preview--", "id-preview--"))
    if pattern == "*.netlify.app":
        return name.startswith("deploy-preview-")
    if pattern == "*.vercel.app":
        return "-git-" in name or any(map(is_hash, name.split("-")[1:]))
    return False


def is_hash(word: str) -> bool:
    """Tell nine mixed letters and digits from a word, or a word and a year."""
    return bool(
        re.fullmatch(r"[a-z0-9]{9}", word)
        and re.search(r"[0-9][a-z]", word)
        and re.search(r"[a-z][0-9]", word)
    )
