"""Run a command with DATABASE_URL set to a PostgreSQL: one that runs, or our own.

Ours lives in a temporary folder on a free port and ends with the command.
"""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

# Django creates and drops test_<name>; the number keeps two runs apart.
NAME = f"protofolio_{os.getpid()}"
DEBIAN = Path("/usr/lib/postgresql")


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command).returncode
    with running() or own() as address:
        os.environ["DATABASE_URL"] = f"{address}/{NAME}"
        print(f"   {address}", flush=True)
        return subprocess.run(command, stdin=subprocess.DEVNULL).returncode


def running() -> contextlib.AbstractContextManager[str] | None:
    """Return the server on the usual port, if it lets us make a database."""
    for user in ("postgres", getpass.getuser()):
        address = f"postgres://{user}@127.0.0.1:5432"
        if may_create(address):
            return contextlib.nullcontext(address)
    return None


def may_create(address: str) -> bool:
    for database in ("postgres", "test"):
        with (
            contextlib.suppress(psycopg.OperationalError),
            psycopg.connect(f"{address}/{database}", connect_timeout=3) as session,
        ):
            found = session.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles"
                " WHERE rolname = current_user"
            ).fetchone()
            return bool(found and found[0])
    return False


@contextlib.contextmanager
def own() -> Iterator[str]:
    """Start a server of our own, and end it afterwards."""
    programs = find() or install()
    folder = Path(tempfile.mkdtemp(prefix="protofolio-postgres-"))
    port = free_port()
    prefix: list[str | Path] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]
    data, log = folder / "data", folder / "log"
    control: list[str | Path] = [*prefix, programs / "pg_ctl", "-D", data, "-s", "-w"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        subprocess.run(
            [*prefix, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        subprocess.run(
            [*control, "-l", log, "-o", options, "start"], check=True, cwd="/"
        )
        try:
            yield f"postgres://postgres@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], cwd="/")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find() -> Path | None:
    """Return the folder of initdb: Debian keeps it off PATH, by version."""
    if DEBIAN.exists():
        for folder in sorted(DEBIAN.iterdir(), key=lambda f: float(f.name))[::-1]:
            if (folder / "bin" / "initdb").exists():
                return folder / "bin"
    path = shutil.which("initdb")
    return Path(path).resolve().parent if path else None


def install() -> Path:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(
            ["apt-get", "install", "-qqy", "postgresql"], check=True, env=quiet
        )
        if programs := find():
            return programs
    sys.exit(
        "These tests need PostgreSQL. Install it, or set DATABASE_URL to a server"
        " where you may create databases."
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
