"""Looking whether what is kept, here or in a backup, is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, models

from portfolio import backups

# Text fields that name a file in the storage.
NAMES = [
    ("prototypes", "Screenshot", "master"),
    ("sharing", "Portfolio", "photo_master"),
]

type Column = tuple[type[models.Model], models.Field]


def problems() -> list[str]:
    """Return a sentence for each thing that is wrong with the site's own data."""
    found = []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found += [f"SQLite: {row[0]}" for row in cursor if row[0] != "ok"]
    try:
        connection.check_constraints()
    except IntegrityError as error:
        found.append(f"A row points at one that is not there. {error}")
    for model, field in columns():
        names = model._base_manager.values_list(field.name, flat=True)
        for name in names.iterator():
            if name and not default_storage.exists(name):
                found.append(f"{name} is missing from the storage.")
    return found


def problems_of_backup(folder: Path) -> list[str]:
    manifest = backups.read_manifest(folder)
    found = backups.damaged(folder, manifest)
    dump = folder / backups.DATABASE[manifest["database"]]
    if found:
        return found
    if manifest["database"] == "postgresql":
        backups.run("pg_restore", "--list", str(dump))
        return []
    with closing(sqlite3.connect(f"file:{dump}?mode=ro", uri=True)) as copy:
        for (words,) in copy.execute("PRAGMA integrity_check"):
            if words != "ok":
                found.append(f"SQLite: {words}")
        for table, row, parent, _ in copy.execute("PRAGMA foreign_key_check"):
            found.append(f"Row {row} of {table} points at a missing row of {parent}.")
        if manifest["media"]:
            named = set(names_in(copy))
            copied = {name.removeprefix("media/") for name in manifest["files"]}
            missing = sorted(named - copied)
            found += [f"{name} is missing from the backup." for name in missing]
    return found


def names_in(copy: sqlite3.Connection) -> Iterator[str]:
    for model, field in columns():
        table, column = model._meta.db_table, field.column
        known = copy.execute("SELECT name FROM pragma_table_info(?)", [table])
        if (column,) in known.fetchall():  # older backups may not know it
            query = f'SELECT "{column}" FROM "{table}"'  # noqa: S608
            yield from (name for (name,) in copy.execute(query) if name)


def columns() -> Iterator[Column]:
    for app, model, name in NAMES:
        yield (
            apps.get_model(app, model),
            apps.get_model(app, model)._meta.get_field(name),
        )
    for each in apps.get_models():
        for field in each._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield each, field
