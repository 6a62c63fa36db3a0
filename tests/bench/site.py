"""The site that is measured: the demo in a folder of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = "/@mina/"


def environment(folder: Path) -> dict[str, str]:
    """Keep whatever this machine's .env says out of the measurement."""
    return {
        "DJANGO_SETTINGS_MODULE": "portfolio.settings",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "SITE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "False",
        "TRUSTED_PROXIES": "0",
        "PROXY_SECONDS": "0",
        "LOG_LEVEL": "WARNING",
        "WORKERS": "2",
        "THREADS": "1",
    }


def prepare() -> None:
    """Make the site as its first start does; the environment says where."""
    for command in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
        ["demo"],
        ["db_worker", "--batch", "--queue-name", "*"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=None if command[0] == "demo" else subprocess.DEVNULL,
        )
