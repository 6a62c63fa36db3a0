"""The child process that touches pictures: nothing else of the site decodes one.

It stands alone, without Django, so that it starts fast and holds no secret. It reads
a picture from its input and answers with lines of JSON, each followed by as many bytes
as the line says.
"""

import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

# Naming the two formats Pillow does not know at first keeps it from loading forty.
from PIL import AvifImagePlugin as AvifImagePlugin
from PIL import Image, ImageCms, ImageOps
from PIL import WebPImagePlugin as WebPImagePlugin

MAX_PIXELS = 33_177_600  # 8K UHD
MAX_SIDE = 16_383  # WebP can be no longer
MAX_FRAMES = 200
WIDTHS = (480, 960, 1600)
MEMORY = 1_500_000_000
SECONDS = {"sanitise": 10, "variants": 60}


class Refused(Exception):
    """The picture cannot be taken, for a reason that images.py has a sentence for."""


def limit(seconds: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(kind, (most, hard))


def sanitise(data: bytes) -> tuple[bytes, str, int, int]:
    """Draw the picture afresh from its pixels alone."""
    picture = open_picture(data)
    is_lossy = picture.format == "JPEG" or b"VP8 " in data[:64]
    picture = upright(picture)
    picture = bare(in_srgb(picture))
    if is_lossy and picture.mode == "RGB":
        return encode(picture, "JPEG", quality=92), "JPEG", *picture.size
    return encode(picture, "PNG", compress_level=4), "PNG", *picture.size


def open_picture(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture: Image.Image = Image.open(
            io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")
        )
        frames = getattr(picture, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("pixels") from None
    except MemoryError:
        raise
    except Exception:
        raise Refused("unreadable") from None
    if max(picture.size) > MAX_SIDE:
        raise Refused("side")
    if frames > MAX_FRAMES:
        raise Refused("frames")
    try:
        picture.load()
    except MemoryError:
        raise
    except Exception:
        raise Refused("cut") from None
    return picture


def upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # a broken EXIF block turns nothing
        return picture


def in_srgb(picture: Image.Image) -> Image.Image:
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"L", "RGB", "RGBA", "CMYK"}:
        # A broken profile colours nothing.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            picture = recoloured(picture, profile)
    return picture.convert(mode)


def recoloured(picture: Image.Image, profile: bytes) -> Image.Image:
    old = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    new = ImageCms.createProfile("sRGB")
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    result = ImageCms.profileToProfile(picture, old, new, outputMode=mode)
    return result or picture


def bare(picture: Image.Image) -> Image.Image:
    """Copy the pixels to a picture that remembers nothing else."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    return fresh


def variants(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Make every size and format that pages offer, the one for cards first."""
    picture = open_picture(data)
    widths = sorted({min(width, picture.width) for width in WIDTHS})
    small = resized(picture, widths[0])
    yield f"{widths[0]}.webp", webp(small)
    sizes = {widths[0]: small}
    for width in reversed(widths[1:]):
        sizes[width] = picture = resized(picture, width)
    for width in widths:
        if width != widths[0]:
            yield f"{width}.webp", webp(sizes[width])
        yield f"{width}.avif", avif(sizes[width])
        yield f"{width}.jpg", jpeg(sizes[width])


def resized(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    size = (width, height)
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def webp(picture: Image.Image) -> bytes:
    return encode(picture, "WEBP", quality=80, method=4)


def avif(picture: Image.Image) -> bytes:
    # Slower speeds save four bytes in a hundred; faster ones save no bytes over WebP.
    return encode(picture, "AVIF", quality=62, speed=8, max_threads=1)


def jpeg(picture: Image.Image) -> bytes:
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    return encode(picture, "JPEG", quality=82, progressive=True, optimize=True)


def encode(picture: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def answer(out: BinaryIO, data: bytes, **said: str | int) -> None:
    out.write(json.dumps(said | {"bytes": len(data)}).encode() + b"\n" + data)
    out.flush()


def main(verb: str) -> None:
    limit(SECONDS[verb])
    out = sys.stdout.buffer
    try:
        data = sys.stdin.buffer.read()
        if verb == "variants":
            for name, made in variants(data):
                answer(out, made, name=name)
            return
        made, kind, width, height = sanitise(data)
        answer(out, made, format=kind, width=width, height=height)
    except Refused as reason:
        answer(out, b"", refused=str(reason))
    except MemoryError:
        answer(out, b"", refused="memory")


if __name__ == "__main__":
    main(sys.argv[1])
