"""What a public page is drawn from, but the data: one name for all of it."""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from portfolio.pages.style import kept_style

SOURCES = (
    "portfolio/**/*.py",
    "accounts/**/*.py",
    "templates/**/*",
    "static/css/**/*.css",
    "locale/**/*.mo",
)


def build() -> str:
    """Name the code and files this process draws with; no others' pages are shown."""
    return code() + getattr(staticfiles_storage, "manifest_hash", "")


@cache
def code() -> str:
    digest = blake2b(digest_size=8)
    for said in (django.__version__, settings.SITE_URL, settings.STATIC_URL):
        digest.update(said.encode() + b"\0")
    root = Path(settings.BASE_DIR)
    for pattern in SOURCES:
        for file in sorted(root.glob(pattern)):
            if file.is_file():
                digest.update(str(file.relative_to(root)).encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()


def catch_up() -> None:
    """Read the names of static files again: a worker may start before they are made."""
    storage: Any = staticfiles_storage
    if hasattr(storage, "load_manifest"):
        storage.hashed_files, storage.manifest_hash = storage.load_manifest()
        kept_style.cache_clear()
