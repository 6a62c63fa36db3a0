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
        """Return what it weighs once somebody asked for each encoding it keeps."""
        if self.is_stored:
            return len(self.bodies["gzip"]) + len(self.bodies["br"])
        return 2 * len(self.bodies["identity"])

    def body(self, encoding: str) -> bytes:
        """Return the bytes in this encoding, made now if nobody asked before."""
        if (body := self.bodies.get(encoding)) is not None:
            return body
        if self.is_stored:
            # Hardly any visitor takes no gzip, so it is not worth the room.
            return zlib.decompress(self.bodies["gzip"], GZIP)
        body = self.bodies[encoding] = quick(encoding, self.bodies["identity"])
        return body


def quick(encoding: str, body: bytes) -> bytes:
    """Compress while somebody waits: 0.2 ms, where the worker's best takes 20."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=4))  # type: ignore[no-untyped-call]
    return zlib.compress(body, 5, GZIP)


def etag_of(body: bytes) -> str:
    # Weak: one tag stands for every encoding of the same page.
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def best_br(body: bytes) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=11))  # type: ignore[no-untyped-call]


def best_gzip(body: bytes) -> bytes:
    return zlib.compress(body, 9, GZIP)
