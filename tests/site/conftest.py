import runpy
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parent.parent.parent / "portfolio" / "settings.py"


@pytest.fixture
def queued(settings):
    """Keep tasks in the database, as in production, instead of running them at once."""
    settings.TASKS = {
        "default": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": ["default", "media", "mail"],
        }
    }


@pytest.fixture
def read_settings(monkeypatch, tmp_path):
    """Read the settings anew, from an environment that says only this."""

    def read(**said):
        for name in ("DATABASE_URL", "DEBUG", "SITE_URL", "PORT", "SECRET_KEY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in ({"DATA_DIR": str(tmp_path)} | said).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(FILE))

    return read
