"""Copies of all that the site keeps: taken while it runs, checked, and brought back.

The database is copied first. A picture is written before its row, so each row of the
copy finds its picture; what is deleted meanwhile may be missing from the copy.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from io import BufferedReader
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.models import User
from portfolio import jobs

MANIFEST = "manifest.json"
DATABASE = {"sqlite": "db.sqlite3", "postgresql": "database.dump"}
SECRET = "secret-key"  # noqa: S105  the name of a file
MEDIA = "media"

type Files = dict[str, dict[str, Any]]


class BackupError(Exception):
    """Why a copy cannot be made or brought back, in a sentence."""


def back_up(folder: Path, *, media: bool = True) -> dict[str, Any]:
    """Copy everything to a folder that is there only when it is complete."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty. Name a new folder for each backup.")
    draft = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    dump(draft / DATABASE[connection.vendor])
    files = {DATABASE[connection.vendor]: seal(draft / DATABASE[connection.vendor])}
    if (settings.DATA_DIR / SECRET).exists():
        shutil.copy2(settings.DATA_DIR / SECRET, draft / SECRET)
        files[SECRET] = seal(draft / SECRET)
    if media:
        files |= copy_media(draft)
    manifest = {
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "migrations": sorted(
            map(list, MigrationRecorder(connection).applied_migrations())
        ),
        "media": media,
        "files": files,
    }
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1))
    seal(draft / MANIFEST)
    if folder.exists():
        folder.rmdir()
    draft.rename(folder)
    return manifest


def dump(target: Path) -> None:
    if connection.vendor == "postgresql":
        run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a journal


def copy_media(draft: Path) -> Files:
    files: Files = {}
    for name in stored():
        target = draft / MEDIA / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except FileNotFoundError:  # deleted since it was listed
            target.unlink(missing_ok=True)
            continue
        files[f"{MEDIA}/{name}"] = seal(target)
    return files


def stored(folder: str = "") -> Iterator[str]:
    """Yield the name of every file in the storage."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}{name}"
    for name in folders:
        yield from stored(f"{folder}{name}/")


def seal(path: Path) -> dict[str, Any]:
    """Bring a file to the disk, and return what shows later that it is whole."""
    path.chmod(0o600)
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return {"size": path.stat().st_size, "sha256": digest(file)}


def digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupError(f"{folder} holds no complete backup.") from error
    return manifest


def damaged(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Return a sentence for each file that is not as it was sealed."""
    found = []
    for name, told in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing from the backup.")
            continue
        with path.open("rb") as file:
            if digest(file) != told["sha256"]:
                found.append(f"{name} is not as it was backed up.")
    return found


def restore(folder: Path, *, force: bool = False) -> dict[str, Any]:
    """Put back all that a backup holds, in the place of what is here."""
    manifest = read_manifest(folder)
    refuse_what_cannot_work(folder, manifest)
    if not force:
        refuse_to_overwrite()
    load(folder / DATABASE[connection.vendor])
    if SECRET in manifest["files"]:
        put_secret(folder / SECRET)
    for name in manifest["files"]:
        if name.startswith(f"{MEDIA}/"):
            put_media(folder, name.removeprefix(f"{MEDIA}/"))
    call_command("migrate", interactive=False, verbosity=0)
    return manifest


def refuse_what_cannot_work(folder: Path, manifest: dict[str, Any]) -> None:
    if problems := damaged(folder, manifest):
        raise BackupError(" ".join(problems[:10]))
    if manifest["database"] != connection.vendor:
        raise BackupError(
            f"This backup is of {manifest['database']}, and this site uses "
            f"{connection.vendor}. Set DATABASE_URL to match."
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {app for app, _ in known}
    if any(
        app in ours and (app, name) not in known for app, name in manifest["migrations"]
    ):
        raise BackupError(
            "A newer version of Protofolio made this backup. Update first."
        )


def refuse_to_overwrite() -> None:
    try:
        if jobs.living():
            raise BackupError("The site is running. Stop it, then restore.")
        if User.objects.exists():
            raise BackupError(
                "There are accounts here. --force puts the backup in their place."
            )
    except DatabaseError:  # no tables yet, so there is nothing to lose
        return


def load(source: Path) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                name = connection.ops.quote_name(table)
                cursor.execute(f"DROP TABLE IF EXISTS {name} CASCADE")
        connection.close()
        run(
            *("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl"),
            *("--single-transaction", "--exit-on-error"),
            *(f"--dbname={connection.settings_dict['NAME']}", str(source)),
        )
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection)
    connection.close()


def put_secret(source: Path) -> None:
    draft = settings.DATA_DIR / f"{SECRET}.restored"
    draft.touch(mode=0o600)
    draft.write_bytes(source.read_bytes())
    draft.replace(settings.DATA_DIR / SECRET)


def put_media(folder: Path, name: str) -> None:
    default_storage.delete(name)
    with (folder / MEDIA / name).open("rb") as file:
        kept = default_storage.save(name, File(file))
    if kept != name:
        raise BackupError(f"{name} could not be put back under its name.")


def run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL. The password goes by the environment: arguments
    are for everybody on the machine to read."""
    settings_dict = connection.settings_dict
    told = {
        "PGHOST": settings_dict["HOST"],
        "PGPORT": settings_dict["PORT"],
        "PGUSER": settings_dict["USER"],
        "PGPASSWORD": settings_dict["PASSWORD"],
        "PGDATABASE": settings_dict["NAME"],
        "PGSSLMODE": settings_dict["OPTIONS"].get("sslmode"),
        "PGSSLROOTCERT": settings_dict["OPTIONS"].get("sslrootcert"),
    }
    environment = os.environ | {name: str(v) for name, v in told.items() if v}
    try:
        done = subprocess.run(  # noqa: S603
            [program, *arguments], env=environment, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"{program} is not installed (Debian: apt install postgresql-client)."
        ) from error
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")
