"""How other processes learn of a change before its author is told it is done.

On one machine a commit makes a file longer, and who remembers a page looks at the
file's length first. Several machines share no file: there a remembered page is
trusted for a lease after each look at the database, and a change is acknowledged
only when every lease that began before it has run out.
"""

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

LEASE = 0.25  # seconds
MARGIN = 0.05  # for clocks that do not run equally fast
# A process may die between its commit and its note in the file. Nobody was told of
# that change, and everybody finds it this many seconds later.
RECHECK = 1.0

# Unlike the monotonic clock it goes on while a machine is suspended.
CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

type Token = tuple[int, int] | None

logger = logging.getLogger(__name__)


def clock() -> float:
    return time.clock_gettime(CLOCK)


def trusted_for() -> float:
    return RECHECK if settings.ONE_MACHINE else LEASE


def generation_file() -> str:
    return f"{settings.DATA_DIR}/pages-generation"


def token(path: str) -> Token:
    """Return what differs after every change; the time of a file is too coarse."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size


def announce() -> None:
    """Tell every process of a change that was just committed."""
    if not settings.ONE_MACHINE:
        return acknowledge_after(LEASE + MARGIN)
    try:
        lengthen(generation_file())
    except OSError:
        logger.exception("A change could not be announced, so its author waits.")
        acknowledge_after(RECHECK + MARGIN)


def lengthen(path: str) -> None:
    # One byte a change: appending is atomic, so it needs no lock, and a length that
    # only grows never repeats.
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(file, b".")
    finally:
        os.close(file)


class Acknowledgement(threading.local):
    not_before = 0.0
    is_at_end = False


waiting = Acknowledgement()


def acknowledge_after(seconds: float) -> None:
    waiting.not_before = clock() + seconds
    if not waiting.is_at_end:
        wait()


@contextmanager
def one_acknowledgement() -> Iterator[None]:
    """Wait once, at the end, for all changes of one request."""
    waiting.is_at_end = True
    try:
        yield
    finally:
        waiting.is_at_end = False
        wait()


def wait() -> None:
    while (left := waiting.not_before - clock()) > 0:
        time.sleep(left)
