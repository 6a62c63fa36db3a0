import pytest


@pytest.fixture
def queued(settings):
    """Keep tasks in the database, as in production, instead of running them at once."""
    settings.TASKS = {
        "default": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": ["default", "media", "mail"],
        }
    }
