import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import ConnectionHandler

from portfolio import checks

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/vdb /home/maya/local\\040disk ext4 rw 0 0
keys /mnt/keys fuse.sshfs rw 0 0
"""


@pytest.fixture
def sqlite(monkeypatch, tmp_path):
    """Check another database: a file, opened with these options."""
    opened = []

    def use(**options):
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "db.sqlite3"}
        made = ConnectionHandler({"default": file | {"OPTIONS": options}})["default"]
        monkeypatch.setattr(checks, "connection", made)
        opened.append(made)

    yield use
    for connection in opened:
        connection.close()


def test_sqlite_must_run_as_the_settings_say(sqlite):
    sqlite()
    found = checks.sqlite_settings(None, databases=["default"])
    assert [message.msg for message in found] == [
        "SQLite runs with journal_mode delete, not wal.",
        "SQLite runs with transaction_mode None, not IMMEDIATE.",
    ]
    assert {message.id for message in found} == {"site.E003"}


def test_sqlite_as_the_settings_say_passes(sqlite, read_settings):
    sqlite(**read_settings()["DATABASES"]["default"]["OPTIONS"])
    assert checks.sqlite_settings(None, databases=["default"]) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/data", "ext4"),
        ("/home/maya/var", "nfs4"),
        ("/home/maya/local disk/var", "ext4"),
        ("/homes/var", "ext4"),
        ("/mnt/keys/var", "fuse.sshfs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(path, kind):
    assert checks.file_system(Path(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "warned"), [("nfs4", True), ("fuse.sshfs", True), ("ext4", False)]
)
def test_a_network_disk_is_warned_about(sqlite, monkeypatch, kind, warned):
    sqlite()
    monkeypatch.setattr(checks, "file_system", lambda path, mounts: kind)
    found = checks.sqlite_disk(None, databases=["default"])
    assert [message.id for message in found] == (["site.W002"] if warned else [])


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_which_sqlite_may_lose_commits(version, fixed):
    assert checks.has_wal_reset_fix(version) is fixed


def test_a_site_for_everyone_is_refused(settings):
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["*"]
    found = checks.production_settings(None)
    assert [message.id for message in found] == ["site.E001", "site.E002"]


def test_a_site_on_https_deploys_without_a_warning(tmp_path):
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "SITE_URL": "https://example.com",
        },
        capture_output=True,
        text=True,
    )
    assert checked.stdout.startswith("System check identified no issues")
    assert (checked.returncode, checked.stderr) == (0, "")
