import json
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler, connection

from accounts.models import User
from portfolio import backups, jobs
from tests.factories import UserFactory
from tests.prototypes.factories import PrototypeFactory, ScreenshotFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "postgresql" and not shutil.which("pg_dump"),
        reason="pg_dump is not installed",
    ),
]
PICTURE = "pictures/ab/abcdef/master.png"


@pytest.fixture
def site(settings, tmp_path):
    """One person with one picture, on a disk of their own."""
    settings.DATA_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.DATA_DIR / "secret-key").write_text("first")
    prototype = PrototypeFactory(
        owner=UserFactory(email="maya@example.com"), problem="Nobody sees the queue"
    )
    default_storage.save(PICTURE, ContentFile(b"pixels"))
    ScreenshotFactory(prototype=prototype, master=PICTURE)
    return tmp_path


@pytest.fixture
def folder(site):
    call_command("backup", site / "copy", verbosity=0)
    return site / "copy"


@pytest.fixture
def dump(folder):
    return folder / backups.DATABASE[connection.vendor]


def clear():
    """Lose everything, as after a fire."""
    call_command("flush", interactive=False, verbosity=0)
    default_storage.delete(PICTURE)
    assert not User.objects.exists()


def picture():
    with default_storage.open(PICTURE) as file:
        return file.read()


def owners():
    return list(
        User.objects.values_list("email", "prototypes__problem").order_by("email")
    )


def test_what_was_lost_comes_back(site, folder, settings, capsys):
    clear()
    (settings.DATA_DIR / "secret-key").write_text("second")
    call_command("restore", folder)
    assert owners() == [("maya@example.com", "Nobody sees the queue")]
    assert picture() == b"pixels"
    assert (settings.DATA_DIR / "secret-key").read_text() == "first"
    assert capsys.readouterr().out.startswith("Restored what was kept at 20")
    call_command("verify")
    assert capsys.readouterr().out == "All is whole.\n"


def test_a_restored_site_can_be_written_to(folder):
    clear()
    call_command("restore", folder)
    added = UserFactory(email="added@example.com")
    assert added.pk > User.objects.get(email="maya@example.com").pk


def test_what_came_after_the_backup_goes(folder):
    UserFactory(email="later@example.com")
    call_command("restore", folder, force=True)
    assert [email for email, _ in owners()] == ["maya@example.com"]


def test_it_does_not_overwrite_accounts(folder):
    with pytest.raises(CommandError, match=r"There are accounts here\. --force puts"):
        call_command("restore", folder)


def test_it_does_not_restore_under_a_running_site(folder):
    clear()
    jobs.beat("worker")
    with pytest.raises(CommandError, match=r"The site is running\. Stop it, then"):
        call_command("restore", folder)


def test_a_backup_says_what_it_holds(folder, dump, capsys):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert sorted(manifest["files"]) == sorted(
        [dump.name, f"media/{PICTURE}", "secret-key"]
    )
    assert manifest["database"] == connection.vendor
    assert ["site", "0001_worker_and_job"] in manifest["migrations"]
    call_command("verify", folder)
    assert capsys.readouterr().out == "All is whole.\n"


def test_a_backup_is_for_its_owner_alone(folder, dump):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert dump.stat().st_mode & 0o777 == 0o600


def test_pictures_can_be_left_out(site):
    call_command("backup", site / "copy", no_media=True, verbosity=0)
    assert not (site / "copy" / "media").exists()
    call_command("verify", site / "copy")


def test_a_folder_in_use_is_refused(folder):
    with pytest.raises(CommandError, match=r"is not empty\. Name a new folder"):
        call_command("backup", folder)


def test_an_attempt_cut_short_leaves_no_backup(site, monkeypatch):
    def interrupted(draft):
        raise KeyboardInterrupt

    monkeypatch.setattr(backups, "copy_media", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("backup", site / "copy")
    assert not (site / "copy").exists()
    monkeypatch.undo()
    call_command("backup", site / "copy", verbosity=0)
    call_command("verify", site / "copy")


def test_a_changed_file_is_noticed(folder, capsys):
    (folder / "media" / PICTURE).write_bytes(b"other")
    with pytest.raises(CommandError, match=r"Problems found: 1\."):
        call_command("verify", folder)
    assert capsys.readouterr().err == f"media/{PICTURE} is not as it was backed up.\n"
    with pytest.raises(CommandError, match="is not as it was backed up"):
        call_command("restore", folder, force=True)
    assert picture() == b"pixels"


def test_a_missing_file_is_noticed(folder):
    (folder / "media" / PICTURE).unlink()
    with pytest.raises(CommandError, match="is missing from the backup"):
        call_command("restore", folder, force=True)


def test_a_picture_without_a_file_is_noticed(site, capsys):
    default_storage.delete(PICTURE)
    with pytest.raises(CommandError, match=r"Problems found: 1\."):
        call_command("verify")
    assert capsys.readouterr().err == f"{PICTURE} is missing from the storage.\n"


def test_something_else_is_no_backup(tmp_path):
    for command in ("restore", "verify"):
        with pytest.raises(CommandError, match="holds no complete backup"):
            call_command(command, tmp_path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"database": "mysql"}, "This backup is of mysql, and this site uses"),
        ({"migrations": [["site", "9999_later"]]}, "A newer version of Protofolio"),
    ],
)
def test_what_cannot_work_is_refused(folder, change, words):
    file = folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(CommandError, match=words):
        call_command("restore", folder, force=True)
    assert owners() == [("maya@example.com", "Nobody sees the queue")]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into the file")
class TestSQLite:
    def test_the_copy_is_one_file_in_order(self, folder, dump):
        with closing(sqlite3.connect(f"file:{dump}?mode=ro", uri=True)) as copy:
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not Path(f"{dump}-wal").exists()

    def test_a_row_without_its_parent_is_noticed(self, folder, dump, capsys):
        with closing(sqlite3.connect(dump)) as copy:
            copy.execute("DELETE FROM accounts_user")
            copy.commit()
        manifest = folder / "manifest.json"
        told = json.loads(manifest.read_text())
        told["files"][dump.name] = backups.seal(dump)
        manifest.write_text(json.dumps(told))
        with pytest.raises(CommandError):
            call_command("verify", folder)
        assert "points at a missing row of accounts_user." in capsys.readouterr().err

    def test_what_was_acknowledged_before_is_in_the_copy(self, tmp_path, monkeypatch):
        """Others keep writing: what they had written when it began must be there."""
        file = tmp_path / "db.sqlite3"
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": file}
        ours = ConnectionHandler({"default": database})["default"]
        monkeypatch.setattr(backups, "connection", ours)
        with closing(sqlite3.connect(file)) as session:
            session.execute("PRAGMA journal_mode=WAL")
            session.execute("CREATE TABLE words (word TEXT)")
        written, stop = [], threading.Event()

        def write():
            with closing(sqlite3.connect(file, isolation_level=None)) as session:
                while not stop.is_set():
                    session.execute("INSERT INTO words VALUES (?)", ["x" * 2000])
                    written.append(1)

        writer = threading.Thread(target=write)
        writer.start()
        while len(written) < 50:
            pass
        acknowledged = len(written)
        backups.dump(tmp_path / "copy")
        stop.set()
        writer.join()
        ours.close()
        with closing(sqlite3.connect(tmp_path / "copy")) as copy:
            assert copy.execute("SELECT count(*) FROM words").fetchone()[0] >= (
                acknowledged
            )
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
