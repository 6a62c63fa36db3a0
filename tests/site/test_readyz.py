import shutil
from datetime import timedelta

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portfolio import health
from portfolio.models import Worker
from tests.site.tasks import add

URL = reverse("readyz")
pytestmark = pytest.mark.django_db


def ask(client, status):
    response = client.get(URL)
    assert response.status_code == status
    found = response.json()
    assert found.pop("ready") is (status == 200)
    return {name: words for name, words in found.items() if words != "ok"}


def test_it_tells_what_was_looked_at(client):
    assert client.get(URL).json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "cache": "ok",
        "storage": "ok",
        "worker": "ok",
        "disk": "ok",
    }


def test_it_only_reads(client):
    assert client.post(URL).status_code == 405


def test_a_database_that_is_away(client, monkeypatch):
    def refuse(*args):
        raise OperationalError("connection to 10.0.0.7 (PostgreSQL 17.2) refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert ask(client, 503) == {
        "database": "does not answer; the log of the site says why",
        "migrations": "not looked at, for want of the database",
        "worker": "not looked at, for want of the database",
    }


def test_a_migration_that_is_missing(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    MigrationRecorder(connection).record_unapplied("site", "0001_worker_and_job")
    assert ask(client, 503) == {"migrations": "not all applied: run manage.py migrate"}


def test_a_cache_that_forgets(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }
    assert ask(client, 503) == {"cache": "does not keep what it is given"}


def test_a_cache_in_the_database_is_not_written(client, settings, monkeypatch):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    monkeypatch.setattr(DatabaseCache, "set", None)
    assert ask(client, 200) == {}


def test_a_storage_that_cannot_be_written(client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert ask(client, 503) == {
        "storage": "does not answer; the log of the site says why"
    }


def test_a_disk_that_is_nearly_full(client, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=999_999_999)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert ask(client, 503) == {"disk": "less than 1 GB is free"}


@pytest.mark.usefixtures("queued")
class TestTheWorker:
    MISSING = {"worker": "no worker has reported lately: run manage.py work"}
    LATE = {"worker": "tasks have waited for more than ten minutes: run another worker"}

    def worker(self, **ago):
        Worker.objects.create(name="w", seen_at=timezone.now() - timedelta(**ago))

    def test_none(self, client):
        assert ask(client, 503) == self.MISSING

    def test_one_that_died(self, client):
        self.worker(minutes=1)
        assert ask(client, 503) == self.MISSING

    def test_one_that_lives(self, client):
        self.worker(seconds=5)
        assert ask(client, 200) == {}

    @pytest.mark.parametrize(("minutes", "found"), [(9, {}), (11, LATE)])
    def test_a_task_that_waits(self, client, minutes, found):
        self.worker(seconds=5)
        add.enqueue(1, 2)
        early = timezone.now() - timedelta(minutes=minutes)
        DBTaskResult.objects.update(enqueued_at=early)
        assert ask(client, 503 if found else 200) == found

    @pytest.mark.parametrize(("minutes", "found"), [(-9, {}), (9, {}), (11, LATE)])
    def test_a_task_that_was_put_off(self, client, minutes, found):
        self.worker(seconds=5)
        due = timezone.now() - timedelta(minutes=minutes)
        add.using(run_after=due).enqueue(1, 2)
        assert ask(client, 503 if found else 200) == found

    def test_a_task_that_is_tried_again(self, client):
        self.worker(seconds=5)
        add.enqueue(1, 2)
        early = timezone.now() - timedelta(hours=3)
        DBTaskResult.objects.update(enqueued_at=early, worker_ids=["a", "b"])
        assert ask(client, 200) == {}
