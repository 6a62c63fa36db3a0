"""Pictures for tests."""

import io
import struct
import zlib

from PIL import Image

RED, GREEN, BLUE, CLEAR = (200, 30, 30), (30, 160, 60), (20, 40, 200), (0, 0, 0, 0)


def encoded(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def two_halves(size=(60, 40), mode="RGB") -> Image.Image:
    """Red on the left, blue on the right: it shows which side is up."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def is_near(colour, other, by=12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(colour, other, strict=False))


def chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def png_of_size(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 64)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", body)
        + chunk(b"IEND", b"")
    )
