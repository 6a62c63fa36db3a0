"""Telling trouble that passes by itself from a fault in the code."""

import errno
import re

from django.db import InterfaceError, OperationalError, connections

FULL = {errno.ENOSPC, errno.EDQUOT}
# SQLite reports a missing table by the same class as a lock: only the words differ.
SQLITE = re.compile(r"locked|busy|full|disk i/o|unable to open|readonly", re.IGNORECASE)

# Of packages that are not loaded unless they are used. Names, with those they inherit.
AWAY = {
    "redis.exceptions.RedisError",
    "botocore.exceptions.ConnectionError",
    "botocore.exceptions.HTTPClientError",
}


def passes(error: BaseException | None) -> bool:
    """Tell whether the same request may well succeed in a minute."""
    if isinstance(error, OSError):
        return error.errno in FULL
    if AWAY.intersection(f"{c.__module__}.{c.__name__}" for c in type(error).__mro__):
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return connections["default"].vendor != "sqlite" or bool(SQLITE.search(str(error)))
