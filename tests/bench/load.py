"""A small client that keeps its connections and times every answer."""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
ENCODINGS = "Accept-Encoding: gzip, deflate, br, zstd"


@dataclass
class Run:
    requests: Iterator[bytes]
    status: int
    times: list[float] = field(default_factory=list)


class Connection(asyncio.Protocol):
    def __init__(self, run: Run) -> None:
        self.run = run
        self.buffer = b""
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        request = next(self.run.requests, None)
        if request is None:
            self.transport.close()
            return
        self.began = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, end, body = self.buffer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not end or len(body) < (int(length[1]) if length else 0):
            return
        status = int(head[9:12])
        if status != self.run.status:
            self.done.set_exception(AssertionError(f"It answered {status}."))
            self.transport.close()
            return
        self.run.times.append(time.perf_counter() - self.began)
        self.buffer = b""
        self.ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def ask(
    port: int,
    paths: Sequence[str],
    *,
    headers: Sequence[str] = (),
    status: int = 200,
    connections: int = 16,
) -> list[float]:
    """Ask for every path in turn, and return how long each took, in seconds."""
    more = "\r\n".join([f"Host: 127.0.0.1:{port}", ENCODINGS, *headers])
    requests = (f"GET {path} HTTP/1.1\r\n{more}\r\n\r\n".encode() for path in paths)
    run = Run(requests, status)

    async def all_of_them() -> None:
        loop = asyncio.get_running_loop()
        made = [
            await loop.create_connection(lambda: Connection(run), "127.0.0.1", port)
            for _ in range(connections)
        ]
        await asyncio.gather(*(connection.done for _, connection in made))

    asyncio.run(all_of_them())
    assert len(run.times) == len(paths), f"{len(run.times)} of {len(paths)} answers"
    return run.times
