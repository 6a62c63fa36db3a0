import logging
import signal
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import ConnectionHandler, OperationalError, transaction
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from portfolio import jobs, worker
from portfolio.models import Job, Worker
from tests.site.tasks import add, be_told_to_stop, fall, sleep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def one(monkeypatch):
    # The connection holds the transaction of the test.
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    return worker.Worker()


@pytest.fixture
def handlers():
    """Give signals back to the test runner afterwards."""
    kept = {n: signal.getsignal(n) for n in (2, 3, 14, 15)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def only():
    return DBTaskResult.objects.get()


def test_it_runs_what_is_queued(one, handlers):
    add.enqueue(2, 3)
    assert one.step() is True
    assert one.step() is False
    assert (only().status, only().return_value) == ("SUCCESSFUL", 5)


def test_a_queued_task_goes_with_its_transaction(one):
    with transaction.atomic():
        add.enqueue(2, 3)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


class TestWhatFailed:
    def fail(self, one, at):
        with time_machine.travel(at, tick=False):
            assert one.step() is True

    def test_it_waits_and_runs_again(self, one, handlers):
        fall.enqueue()
        self.fail(one, NOON)
        assert (only().status, only().exception_class_path) == (
            "FAILED",
            "builtins.ValueError",
        )
        with time_machine.travel(NOON + timedelta(seconds=9), tick=False):
            jobs.retry()
            assert only().status == "FAILED"
        with time_machine.travel(NOON + timedelta(seconds=10), tick=False):
            jobs.retry()
            assert only().status == "READY"

    def test_it_is_given_up_after_eight_tries(self, one, handlers, caplog):
        fall.enqueue()
        at = NOON
        for tries in range(1, 9):
            self.fail(one, at)
            at += jobs.wait(tries)
            with time_machine.travel(at, tick=False):
                jobs.retry()
        assert (only().status, len(only().worker_ids)) == ("FAILED", 8)
        assert [
            entry.getMessage()
            for entry in caplog.records
            if entry.name == "portfolio.jobs" and entry.levelno == logging.ERROR
        ] == [
            f"tests.site.tasks.fall ({only().pk}) is given up after 8 tries: "
            "builtins.ValueError. The admin lists it as failed."
        ]

    def test_the_wait_grows_to_six_hours(self):
        seconds = [jobs.wait(tries).total_seconds() for tries in range(1, 9)]
        assert seconds == [10, 40, 160, 640, 2560, 10240, 21600, 21600]

    def test_a_task_that_takes_too_long_fails(self, one, handlers, monkeypatch):
        monkeypatch.setattr(worker, "TIME_LIMIT", 0.05)
        sleep.enqueue()
        one.step()
        assert (only().status, only().exception_class_path) == (
            "FAILED",
            "portfolio.worker.TooLong",
        )


class TestWhatADeadWorkerLeft:
    def left(self, *workers, ago):
        add.enqueue(2, 3)
        DBTaskResult.objects.update(
            status="RUNNING",
            worker_ids=workers,
            started_at=timezone.now() - timedelta(seconds=ago),
        )
        jobs.reap()
        return only().status

    def test_it_is_queued_and_runs_to_its_end(self, one, handlers):
        assert self.left("dead", ago=31) == "READY"
        one.step()
        assert (only().status, only().return_value) == ("SUCCESSFUL", 5)
        assert only().worker_ids == ["dead", one.worker_id]

    def test_a_silent_worker_counts_as_dead(self):
        silent = timezone.now() - timedelta(seconds=31)
        Worker.objects.create(name="silent", seen_at=silent)
        assert self.left("silent", ago=40) == "READY"

    def test_a_living_worker_keeps_its_task(self):
        jobs.beat("living")
        assert self.left("dead", "living", ago=500) == "RUNNING"

    def test_a_worker_that_came_up_just_now_keeps_its_task(self):
        assert self.left("new", ago=20) == "RUNNING"

    def test_it_is_given_up_when_it_killed_eight_workers(self, caplog):
        assert self.left(*"abcdefgh", ago=31) == "FAILED"
        assert "is given up after 8 tries: its worker died" in caplog.text


class TestTheSchedule:
    @pytest.fixture(autouse=True)
    def every(self, monkeypatch):
        monkeypatch.setattr(jobs, "EVERY", {"portfolio.jobs.prune": jobs.DAY})

    def test_the_first_run_is_the_coming_night(self):
        with time_machine.travel(NOON, tick=False):
            jobs.schedule()
        assert Job.objects.get().due_at == datetime(2026, 5, 5, 3, tzinfo=UTC)
        assert not DBTaskResult.objects.exists()

    def test_what_is_due_is_queued_once(self):
        Job.objects.create(path="portfolio.jobs.prune", due_at=NOON)
        with time_machine.travel(NOON + timedelta(days=3), tick=False):
            jobs.schedule()
            jobs.schedule()
        assert only().task_path == "portfolio.jobs.prune"
        assert Job.objects.get().due_at == datetime(2026, 5, 8, 3, tzinfo=UTC)

    def test_of_two_workers_that_see_it_due_one_queues_it(self, monkeypatch):
        Job.objects.create(path="portfolio.jobs.prune", due_at=NOON)
        values_list = Job.objects.values_list("path", "due_at")
        seen_by_both = list(values_list)
        monkeypatch.setattr(
            type(Job.objects), "values_list", lambda *args: seen_by_both
        )
        jobs.schedule()
        jobs.schedule()
        assert DBTaskResult.objects.count() == 1

    @pytest.mark.parametrize(
        ("seconds", "following"),
        [
            (60, datetime(2026, 5, 4, 12, 1, tzinfo=UTC)),
            (3600, datetime(2026, 5, 4, 13, tzinfo=UTC)),
            (86400, datetime(2026, 5, 5, 3, tzinfo=UTC)),
        ],
    )
    def test_runs_are_counted_from_three_in_the_morning(self, seconds, following):
        assert jobs.next_run(NOON, seconds) == following


def test_every_job_is_a_task():
    assert jobs.EVERY
    for path in jobs.EVERY:
        assert isinstance(import_string(path), Task)


def test_prune_forgets_what_is_over():
    with time_machine.travel(NOON, tick=False):
        add.enqueue(1, 1)
        done = only()
        done.status, done.finished_at = "SUCCESSFUL", NOON - timedelta(days=3)
        done.save()
        add.enqueue(2, 2)
        Worker.objects.create(name="gone", seen_at=NOON - timedelta(days=2))
        Worker.objects.create(name="here", seen_at=NOON)
        Job.objects.create(path="a.job.of.an.older.version", due_at=NOON)
        jobs.prune.call()
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [[2, 2]]
    assert list(Worker.objects.values_list("name", flat=True)) == ["here"]
    assert not Job.objects.exists()


class TestCheckDatabase:
    @pytest.fixture
    def file(self, tmp_path, monkeypatch):
        file = tmp_path / "db.sqlite3"
        with sqlite3.connect(file) as session:
            session.execute("CREATE TABLE words (word TEXT)")
            session.executemany("INSERT INTO words VALUES (?)", [("x" * 500,)] * 100)
        session.close()
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": file}
        connection = ConnectionHandler({"default": database})["default"]
        monkeypatch.setattr(jobs, "connection", connection)
        yield file
        connection.close()

    def test_a_sound_file_passes(self, file):
        jobs.check_database.call()

    def test_damage_is_shouted_about(self, file, caplog):
        sound = file.read_bytes()
        file.write_bytes(sound[:8192] + b"\xff" * 4096 + sound[12288:])
        with pytest.raises(RuntimeError):
            jobs.check_database.call()
        assert "The database is damaged. Restore a backup." in caplog.text
        assert caplog.records[-1].levelno == logging.CRITICAL


class TestTheLoop:
    @pytest.fixture(autouse=True)
    def alone(self, monkeypatch):
        monkeypatch.setattr(worker.Worker, "keep", lambda self: None)

    def test_it_finishes_its_task_when_told_to_stop(self, one, handlers):
        be_told_to_stop.enqueue()
        jobs.beat(one.worker_id)
        one.run()
        assert (only().status, only().return_value) == ("SUCCESSFUL", "finished")
        assert not Worker.objects.exists()

    def test_it_outlives_a_locked_database(self, one, monkeypatch, caplog):
        def locked():
            raise OperationalError("database is locked")

        name = one.worker_id
        one.ended.set()  # no waiting
        monkeypatch.setattr(one, "claim", locked)
        monkeypatch.setattr(worker.connections, "close_all", lambda: None)
        assert one.step() is False
        assert one.worker_id != name
        assert "The database is away or busy." in caplog.text


def test_a_round_of_the_schedule_reports_and_mends(one, monkeypatch):
    called = []
    for name in ("reap", "retry", "schedule"):
        monkeypatch.setattr(jobs, name, lambda name=name: called.append(name))
    monkeypatch.setattr(one.ended, "wait", lambda seconds: one.ended.set())
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    one.keep()
    assert called == ["reap", "retry", "schedule"]
    assert Worker.objects.get().name == one.worker_id
