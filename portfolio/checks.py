import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

# Two connections and a checkpoint can lose commits: https://sqlite.org/wal.html
WAL_RESET_FIXED = {(3, 44): 6, (3, 50): 7}
WAL_RESET_FIXED_EVERYWHERE = (3, 51, 3)
# Here locks fail or lie, and memory is not shared, which the journal relies on.
NETWORK = {"9p", "afs", "ceph", "cifs", "glusterfs", "lustre", "nfs", "nfs4", "smb3"}


@register(Tags.security, deploy=True)
def production_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    if settings.DEBUG:
        problems.append(Error("DEBUG is on.", hint="Unset DEBUG.", id="site.E001"))
    if "*" in settings.ALLOWED_HOSTS:
        problems.append(
            Error(
                "ALLOWED_HOSTS lets every host name in.",
                hint="Name the hosts that people type, separated by commas.",
                id="site.E002",
            )
        )
    return problems


@register(Tags.database)
def sqlite_settings(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    if connection.vendor != "sqlite" or "default" not in (databases or []):
        return []
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        del wanted["journal_mode"]
    found = {name: pragma(name) for name in wanted}
    found["transaction_mode"] = connection.transaction_mode  # type: ignore[attr-defined]
    wanted["transaction_mode"] = "IMMEDIATE"
    return [
        Error(
            f"SQLite runs with {name} {found[name]}, not {value}.",
            hint="What was saved could be lost. Is DATA_DIR on an unusual disk?",
            id="site.E003",
        )
        for name, value in wanted.items()
        if found[name] != value
    ]


def pragma(name: str) -> Any:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@register(Tags.database)
def sqlite_disk(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    mounts = Path("/proc/mounts")
    if connection.vendor != "sqlite" or not databases or not mounts.exists():
        return []
    kind = file_system(settings.DATA_DIR.resolve(), mounts.read_text())
    if kind not in NETWORK and not kind.startswith("fuse."):
        return []
    return [
        Warning(
            f"SQLite is kept on a network file system ({kind}), which may damage it.",
            hint="Set DATA_DIR to a folder on a local disk, or use PostgreSQL.",
            id="site.W002",
        )
    ]


def file_system(path: Path, mounts: str) -> str:
    """Return what kind of file system holds this path, as /proc/mounts names it."""
    kinds = {}
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        kinds[Path(point.replace(r"\040", " "))] = kind
    holder = next((place for place in [path, *path.parents] if place in kinds), None)
    return kinds[holder] if holder else ""


@register(Tags.database, deploy=True)
def sqlite_version(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if connection.vendor != "sqlite" or has_wal_reset_fix(sqlite3.sqlite_version_info):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can, very rarely, lose commits in WAL.",
            hint="Use SQLite 3.51.3 or newer, or PostgreSQL.",
            id="site.W001",
        )
    ]


def has_wal_reset_fix(version: tuple[int, int, int]) -> bool:
    fixed = WAL_RESET_FIXED.get(version[:2])
    return version >= WAL_RESET_FIXED_EVERYWHERE or (
        fixed is not None and version[2] >= fixed
    )
