"""The site's own settings, quick and quiet for tests."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="protofolio-tests-"))
os.environ.setdefault("DEBUG", "False")
os.environ["SITE_URL"] = "http://localhost"

from portfolio.settings import *  # noqa: F403
from portfolio.settings import STORAGES

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    "default": {
        "BACKEND": "django.tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["default", "media", "mail"],
    }
}
WHITENOISE_AUTOREFRESH = True
