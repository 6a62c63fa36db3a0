import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

# Two connections and a checkpoint can lose commits: https://sqlite.org/wal.html
WAL_RESET_FIXED = {(3, 44): 6, (3, 50): 7}
WAL_RESET_FIXED_EVERYWHERE = (3, 51, 3)


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
