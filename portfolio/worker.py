import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.db import DatabaseError, close_old_connections, connections
from django.tasks import TaskResultStatus
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from portfolio import jobs

logger = logging.getLogger("portfolio.worker")

PAUSE = 0.3  # seconds between looks at an empty queue
BEAT = 5  # seconds between reports
TIME_LIMIT = 600  # seconds a task may take


class TooLong(Exception):
    """A task ran into the time limit."""


class Worker(db_worker.Worker):
    """Run the tasks of every queue, one at a time, and keep the schedule.

    Whatever the database does (locked, restarted, away for a while), it waits and goes
    on; the parent class would end.
    """

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            interval=PAUSE,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.ended = threading.Event()
        self.is_main = threading.current_thread() is threading.main_thread()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Finish the task under way, however often we are asked to stop."""
        self.running = False
        self.ended.set()

    def run(self) -> None:
        if self.is_main:
            self.configure_signals()
        keeper = threading.Thread(target=self.keep, name="schedule", daemon=True)
        keeper.start()
        while self.running:
            if not self.step():
                self.ended.wait(self.interval)
        self.ended.set()
        keeper.join(timeout=BEAT)
        try:
            jobs.leave(self.worker_id)
        except DatabaseError:
            logger.warning("The database is away, so its lease ends this worker.")

    def step(self) -> bool:
        """Run one task, if there is one."""
        try:
            row = self.claim()
            if row:
                self.run_task(row)
                close_old_connections()
        except DatabaseError:
            logger.exception("The database is away or busy.")
            connections.close_all()
            # Should a task be marked as running still, nobody owns it under the new
            # name: it is reaped like that of a dead worker.
            self.worker_id = get_random_string(32)
            self.ended.wait(BEAT)
            return False
        return row is not None

    def claim(self) -> DBTaskResult | None:
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not ready.exists():  # looking costs no lock
            return None
        with exclusive_transaction():
            row: DBTaskResult | None = ready.get_locked()
            if row:
                row.claim(self.worker_id)
        return row

    def run_task(self, db_task_result: DBTaskResult) -> None:
        if self.is_main:  # alarms ring nowhere else
            signal.signal(signal.SIGALRM, too_long)
            signal.setitimer(signal.ITIMER_REAL, TIME_LIMIT)
        try:
            super().run_task(db_task_result)
        finally:
            if self.is_main:
                signal.setitimer(signal.ITIMER_REAL, 0)
        tries = len(db_task_result.worker_ids)
        if db_task_result.status == TaskResultStatus.FAILED and tries >= jobs.TRIES:
            jobs.give_up(db_task_result, db_task_result.exception_class_path)

    def keep(self) -> None:
        """Report, keep the schedule and queue what fell, beside the tasks."""
        while not self.ended.is_set():
            close_old_connections()
            try:
                jobs.beat(self.worker_id)
                jobs.reap()
                jobs.retry()
                jobs.schedule()
            except DatabaseError:
                logger.warning("The database is away or busy: no report this time.")
            except Exception:
                logger.exception("The schedule met an error and goes on.")
            self.ended.wait(BEAT)
        connections.close_all()


def too_long(*args: Any) -> None:
    raise TooLong(f"The task took more than {TIME_LIMIT} s.")
