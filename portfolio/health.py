"""What has to be in order before the site can do all that it promises."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.tasks import TaskResultStatus, task_backends
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from portfolio import jobs

logger = logging.getLogger("portfolio.health")

OK = "ok"
QUEUE_AGE = timedelta(minutes=10)
FREE_DISK = 1_000_000_000

_migrated = False


def report() -> dict[str, str]:
    """Return what was looked at, with "ok" or what is wrong in plain words."""
    found: dict[str, str] = {}
    for name, look in LOOKS.items():
        if name in NEED_DATABASE and found["database"] != OK:
            found[name] = "not looked at, for want of the database"
        else:
            found[name] = looked(look)
    return found


def looked(look: Callable[[], str]) -> str:
    try:
        return look()
    except Exception:
        # The words of an error may tell names and versions, so they stay in the log.
        logger.exception("A health check failed.")
        return "does not answer; the log of the site says why"


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def migrations() -> str:
    global _migrated  # what is applied stays applied while this process lives
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return OK if _migrated else "not all applied: run manage.py migrate"


def caching() -> str:
    if isinstance(caches["default"], DatabaseCache):
        cache.get("health")  # a table like others; asking after it writes nothing
        return OK
    key, value = f"health:{get_random_string(12)}", get_random_string(12)
    cache.set(key, value, 10)
    found = cache.get(key)
    cache.delete(key)
    return OK if found == value else "does not keep what it is given"


def storage() -> str:
    if isinstance(default_storage, FileSystemStorage):
        folder = Path(default_storage.location)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ok")
    else:
        default_storage.exists("health")
    return OK


def worker() -> str:
    if not isinstance(task_backends["default"], DatabaseBackend):
        return OK  # tasks run within the request
    if not jobs.living():
        return "no worker has reported lately: run manage.py work"
    late = timezone.now() - QUEUE_AGE
    at_once = Q(run_after=get_date_max(), enqueued_at__lt=late)
    # A task that was tried before has waited on purpose.
    fresh = DBTaskResult.objects.filter(status=TaskResultStatus.READY, worker_ids=[])
    if fresh.filter(at_once | Q(run_after__lt=late)).exists():
        return "tasks have waited for more than ten minutes: run another worker"
    return OK


def disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return OK if free > FREE_DISK else "less than 1 GB is free"


LOOKS = {
    "database": database,
    "migrations": migrations,
    "cache": caching,
    "storage": storage,
    "worker": worker,
    "disk": disk,
}
NEED_DATABASE = {"migrations", "worker"}
