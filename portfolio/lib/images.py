"""Pictures from outside, made harmless. The work is done by pixels.py in a child."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 10_000_000
SECONDS_TO_SANITISE = 20
SECONDS_TO_ENCODE = 120
CHILD = Path(__file__).with_name("pixels.py")
# The child gets what finds its libraries, and no secret of the site.
HANDED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "HOME", "LANG")

OUT_OF_TIME = {signal.SIGKILL, signal.SIGXCPU}

logger = logging.getLogger(__name__)

REASONS: dict[str, Promise] = {
    "empty": _("The file is empty. Choose another one."),
    "bytes": _("The file is over 10 MB. Export it smaller, or as JPEG."),
    "svg": _("An SVG can carry scripts. Export it as PNG or JPEG."),
    "html": _(
        "This is a web page and not a picture. Take a screenshot as PNG or JPEG."
    ),
    "pdf": _("This is a PDF. Export the page as PNG or JPEG."),
    "heic": _("Browsers cannot show HEIC. Export it as PNG or JPEG."),
    "avif": _("AVIF is made here from what you send. Export it as PNG or JPEG."),
    "video": _(
        "This is a video. Add a link to it, and a screenshot of it as PNG or JPEG."
    ),
    "unreadable": _("This is no picture that can be read. Export it as PNG or JPEG."),
    "cut": _("The picture is cut off or damaged. Export it again as PNG or JPEG."),
    "pixels": _(
        "The picture has over 33 million pixels. Make it smaller, for example 3,840 "
        "pixels wide."
    ),
    "side": _("The picture is over 16,383 pixels long. Cut it into parts."),
    "frames": _("The animation has over 200 frames. Export its best frame as PNG."),
    "memory": _(
        "The picture takes too much memory. Make it smaller and export it as PNG or "
        "JPEG."
    ),
    "slow": _("The picture takes too long to read. Export it again as PNG or JPEG."),
}
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")


class PictureError(ValidationError):
    """A file that is not taken, and what its owner can do about it."""

    def __init__(self, reason: str) -> None:
        super().__init__(str(REASONS[reason]), code=reason)


class Master(NamedTuple):
    """A picture drawn afresh: its pixels, upright, in sRGB, and nothing else."""

    data: bytes
    format: str
    width: int
    height: int


def sanitise(upload: bytes | IO[bytes]) -> Master:
    """Return the picture in `upload`, or say why it is not taken."""
    data = upload if isinstance(upload, bytes) else upload.read(MAX_BYTES + 1)
    if reason := reason_against(data):
        raise PictureError(reason)
    for said, made in ask_child("sanitise", data, SECONDS_TO_SANITISE):
        return Master(made, said["format"], said["width"], said["height"])
    raise PictureError("unreadable")


def variants(master: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield ("480.webp", bytes) and so on, each as soon as it is made.

    A child encodes too: the worker stays small, and a fault in a codec fails one
    picture and not the worker.
    """
    for said, made in ask_child("variants", master, SECONDS_TO_ENCODE):
        yield said["name"], made


def reason_against(data: bytes) -> str | None:
    """Judge by the first bytes what no decoder needs to see; names can lie."""
    if not data:
        return "empty"
    if len(data) > MAX_BYTES:
        return "bytes"
    if data.startswith(PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return None
    if data.startswith(b"%PDF"):
        return "pdf"
    if data[4:8] == b"ftyp":
        return {b"avif": "avif", b"avis": "avif"}.get(
            data[8:12], "heic" if data[8:11] in {b"hei", b"hev", b"mif"} else "video"
        )
    if data.startswith((b"\x1aE\xdf\xa3", b"RIFF", b"OggS")):
        return "video"
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<"):
        return "html" if b"<html" in head or b"<!doctype html" in head else "svg"
    return "unreadable"


def ask_child(
    verb: str, data: bytes, seconds: int
) -> Iterator[tuple[dict[str, Any], bytes]]:
    with subprocess.Popen(  # noqa: S603  our own file, run by our own Python
        [sys.executable, "-P", str(CHILD), verb],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
    ) as child:
        alarm = threading.Timer(seconds, child.kill)
        alarm.start()
        try:
            yield from answers(child, data)
        finally:
            alarm.cancel()
            child.kill()


def answers(
    child: subprocess.Popen[bytes], data: bytes
) -> Iterator[tuple[dict[str, Any], bytes]]:
    assert child.stdin is not None  # noqa: S101  both pipes were asked for
    assert child.stdout is not None  # noqa: S101
    # It may fall over while it reads; its exit code tells.
    with suppress(BrokenPipeError), child.stdin as pipe:
        pipe.write(data)
    while (line := child.stdout.readline()).endswith(b"\n"):
        said = json.loads(line)
        if "refused" in said:
            raise PictureError(said["refused"])
        made = child.stdout.read(said["bytes"])
        if len(made) < said["bytes"]:
            break
        yield said, made
    if code := child.wait():
        logger.warning("The picture process ended with %s.", code)
        raise PictureError("slow" if -code in OUT_OF_TIME else "unreadable")
