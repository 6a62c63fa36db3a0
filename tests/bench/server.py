"""A server started as `manage.py serve` does, and what it costs the machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from portfolio.management.commands.serve import lasting
from tests.bench.site import ROOT

PROC = Path("/proc")
SITE = "portfolio.wsgi:application"
PATIENCE = 30  # seconds


class Server:
    def __init__(self, application: str, port: int) -> None:
        self.port = port
        command = [
            application if part == SITE else part for part in lasting("127.0.0.1", port)
        ]
        assert application in command
        with (settings.DATA_DIR / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, stderr=log
            )

    @property
    def workers(self) -> list[int]:
        return children(self._process.pid)

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.1)
        raise SystemExit(f"The server on port {self.port} did not start.")

    def cpu(self) -> float:
        """Return the seconds that all threads of all its processes have used."""
        return sum(cpu(pid) for pid in [self._process.pid, *self.workers])

    def megabytes(self) -> float:
        """Return what the largest worker holds in memory."""
        return max(resident(pid) for pid in self.workers) / 2**20

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()


@contextmanager
def serving(*applications: str) -> Iterator[list[Server]]:
    servers: list[Server] = []
    try:
        for application in applications:
            servers.append(Server(application, free_port()))
        for server in servers:
            server.wait_until_up()
        yield servers
    finally:
        for server in servers:
            server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    listed = (PROC / f"{pid}/task/{pid}/children").read_text().split()
    found = [int(child) for child in listed]
    return found + [below for child in found for below in children(child)]


def cpu(pid: int) -> float:
    # The scheduler counts nanoseconds; /proc/<pid>/stat counts hundredths of seconds.
    tasks = (PROC / f"{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def resident(pid: int) -> int:
    pages = int((PROC / f"{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
