import zlib
from dataclasses import dataclass, field
from hashlib import blake2b

import brotli

GZIP = 31  # zlib's number for: gzip header, largest window


@dataclass(slots=True)
class Page:
    """One drawn page, its bytes in each encoding, and what it was drawn from."""

    owner: int
    version: int  # of its group, read before the data
    generation: int  # the site's version, read in the same statement
    content_type: str
    language: str
    etag: str
    bodies: dict[str, bytes] = field(default_factory=dict)
    is_stored: bool = False

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())

    def body(self, encoding: str) -> bytes:
        """Return the bytes in this encoding, made now if nobody asked before."""
        if (body := self.bodies.get(encoding)) is None:
            body = self.bodies[encoding] = self._made(encoding)
        return body

    def _made(self, encoding: str) -> bytes:
        if encoding == "br":
            # Someone waits: 0.2 ms. The worker's quality 11 takes 20 ms.
            return bytes(brotli.compress(self.body("identity"), quality=4))  # type: ignore[no-untyped-call]
        if encoding == "gzip":
            return zlib.compress(self.body("identity"), 5, GZIP)
        return zlib.decompress(self.bodies["gzip"], GZIP)


def etag_of(body: bytes) -> str:
    # Weak: one tag stands for every encoding of the same page.
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def best_br(body: bytes) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=11))  # type: ignore[no-untyped-call]


def best_gzip(body: bytes) -> bytes:
    return zlib.compress(body, 9, GZIP)
