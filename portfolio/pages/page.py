import zlib
from dataclasses import dataclass, field
from hashlib import blake2b

import brotli

# Set in request.META by the worker, which wants a page drawn and not a kept one.
DRAWING = "pages.drawing"
GZIP = 31  # zlib's number for: gzip header, largest window


@dataclass(slots=True)
class Page:
    """One drawn page, its bytes in each encoding, and what it was drawn from."""

    owner: int | None  # None: of nobody who ever published, so it is not kept
    version: int  # of its group, read before the data
    generation: int  # the site's version, read in the same statement
    content_type: str
    language: str
    etag: str
    bodies: dict[str, bytes] = field(default_factory=dict)
    is_stored: bool = False

    @property
    def size(self) -> int:
        """Return what it weighs once somebody asked for each encoding."""
        kept = sum(len(body) for body in self.bodies.values())
        return kept if self.is_stored else 2 * kept

    def body(self, encoding: str) -> bytes:
        """Return the bytes in this encoding, made now if nobody asked before."""
        if (body := self.bodies.get(encoding)) is not None:
            return body
        plain = self._plain()
        if encoding == "identity":
            return plain
        body = self.bodies[encoding] = quick(encoding, plain)
        # Hardly any visitor takes no compressed page, so it is not worth the room.
        self.bodies.pop("identity", None)
        return body

    def _plain(self) -> bytes:
        if "identity" in self.bodies:
            return self.bodies["identity"]
        if "gzip" in self.bodies:
            return zlib.decompress(self.bodies["gzip"], GZIP)
        return bytes(brotli.decompress(self.bodies["br"]))


def quick(encoding: str, body: bytes) -> bytes:
    """Compress while somebody waits: a hundredth of the best's time, a fifth larger."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=1))  # type: ignore[no-untyped-call]
    return zlib.compress(body, 1, GZIP)


def etag_of(body: bytes) -> str:
    # Weak: one tag stands for every encoding of the same page.
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def best_br(body: bytes) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=11))  # type: ignore[no-untyped-call]


def best_gzip(body: bytes) -> bytes:
    return zlib.compress(body, 9, GZIP)
