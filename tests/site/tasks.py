"""Tasks for the tests of the worker."""

import os
import signal
import time

from django.tasks import task


@task
def add(one: int, two: int) -> int:
    return one + two


@task
def fall() -> None:
    raise ValueError("The mail server said no.")


@task
def sleep() -> None:
    time.sleep(5)


@task
def be_told_to_stop() -> str:
    """Receive what a service manager sends, twice, and still finish."""
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    return "finished"
