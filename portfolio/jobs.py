"""What keeps tasks going: a schedule, and a second chance for those that fell.

Any task may run twice. So each is written to find its work done and leave it at that.
"""

import logging
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from portfolio.models import Job, Worker

logger = logging.getLogger("portfolio.jobs")

MINUTE, HOUR, DAY = 60, 3600, 86400
# Task -> seconds from one run to the next, counted from three in the morning UTC.
EVERY = {
    "portfolio.jobs.prune": DAY,
    "portfolio.jobs.check_database": DAY,
    "portfolio.prototypes.sweep.remove_deleted": HOUR,
    "portfolio.prototypes.sweep.sweep_files": DAY,
}
NIGHT = datetime(2024, 1, 1, 3, tzinfo=UTC)

LEASE = timedelta(seconds=30)  # a worker that is silent for longer has died
TRIES = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=6)


def beat(worker: str) -> None:
    """Report that this worker lives."""
    now = timezone.now()
    if not Worker.objects.filter(name=worker).update(seen_at=now):
        Worker.objects.create(name=worker, seen_at=now)


def leave(worker: str) -> None:
    Worker.objects.filter(name=worker).delete()


def living() -> set[str]:
    since = timezone.now() - LEASE
    return set(Worker.objects.filter(seen_at__gt=since).values_list("name", flat=True))


def schedule() -> None:
    """Queue what is due. Two workers may do this at once: the update picks one."""
    now = timezone.now()
    due_at = dict(Job.objects.values_list("path", "due_at"))
    for path, seconds in EVERY.items():
        following = next_run(now, seconds)
        if path not in due_at:
            Job.objects.get_or_create(path=path, defaults={"due_at": following})
        elif due_at[path] <= now:
            with transaction.atomic():
                if Job.objects.filter(path=path, due_at__lte=now).update(
                    due_at=following
                ):
                    import_string(path).enqueue()


def next_run(now: datetime, seconds: int) -> datetime:
    every = timedelta(seconds=seconds)
    return now - (now - NIGHT) % every + every


def reap() -> None:
    """Queue the tasks of workers that died with them."""
    alive = living()
    # A worker that came up just now may not have reported yet.
    before = timezone.now() - LEASE
    for row in DBTaskResult.objects.running().filter(started_at__lt=before):
        if not alive.intersection(row.worker_ids[-1:]):
            again(row, "its worker died")


def retry() -> None:
    """Queue the tasks that failed, each after its wait."""
    now = timezone.now()
    recent = DBTaskResult.objects.failed().filter(
        finished_at__gt=now - 2 * LONGEST_WAIT
    )
    for row in recent.defer("args_kwargs", "traceback"):
        tries = len(row.worker_ids)
        if tries < TRIES and row.finished_at + wait(tries) <= now:
            again(row, row.exception_class_path)


def wait(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 10 s, 40 s, 3 min, 11 min, ..."""
    return min(FIRST_WAIT * int(4 ** (tries - 1)), LONGEST_WAIT)


def again(row: DBTaskResult, reason: str) -> None:
    """Queue this task once more, or give it up for somebody to look at."""
    tries = len(row.worker_ids)
    # What was read may be old by now: only an unchanged row is touched.
    unchanged = DBTaskResult.objects.filter(
        pk=row.pk, status=row.status, started_at=row.started_at
    )
    if tries < TRIES:
        if unchanged.update(status=TaskResultStatus.READY):
            logger.warning("%s (%s) runs again: %s", row.task_path, row.pk, reason)
    elif unchanged.update(status=TaskResultStatus.FAILED, finished_at=timezone.now()):
        give_up(row, reason)


def give_up(row: DBTaskResult, reason: str) -> None:
    logger.error(
        "%s (%s) is given up after %d tries: %s. The admin lists it as failed.",
        row.task_path,
        row.pk,
        len(row.worker_ids),
        reason,
    )


@task
def prune() -> None:
    """Forget what is over: tasks done, sessions that ended, workers that are gone."""
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=2,
        failed_min_age_days=30,
        verbosity=0,
    )
    call_command("clearsessions")
    Worker.objects.filter(seen_at__lt=timezone.now() - timedelta(days=1)).delete()
    Job.objects.exclude(path__in=EVERY).delete()


@task
def check_database() -> None:
    """Look for damage that SQLite would otherwise meet only when it reads that page."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            found = [row[0] for row in cursor.fetchall()]
    except OperationalError:  # locked or away, which is no damage
        raise
    except DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        logger.critical("The database is damaged. Restore a backup. %s", found[:10])
        raise RuntimeError("PRAGMA quick_check found damage.")
