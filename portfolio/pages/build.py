from functools import cache
from hashlib import blake2b
from pathlib import Path

import django
from django.conf import settings

# Whatever a public page is drawn from, but the data.
SOURCES = (
    "portfolio/**/*.py",
    "accounts/**/*.py",
    "templates/**/*",
    "static/**/*",
    "locale/**/*.mo",
)


@cache
def build() -> str:
    """Name the code this process runs: pages that other code drew are not shown."""
    digest = blake2b(digest_size=12)
    for said in (django.__version__, settings.SITE_URL, settings.STATIC_URL):
        digest.update(said.encode() + b"\0")
    root = Path(settings.BASE_DIR)
    for pattern in SOURCES:
        for file in sorted(root.glob(pattern)):
            if file.is_file():
                digest.update(str(file.relative_to(root)).encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()
