"""All processes of a site count together: in a table, if the cache says so."""

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.fixture
def shared(db, settings):
    call_command("createcachetable", "shared_cache", verbosity=0)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM shared_cache")
        return cursor.fetchone()[0]


def test_failed_sign_ins_are_rows(shared, alice, sign_in):
    for _ in range(10):
        assert sign_in(alice, password="guess guess").status_code == 422
    assert sign_in(alice).status_code == 429
    assert rows() > 0


def test_a_sign_in_that_works_leaves_room(shared, client, alice, sign_in):
    for _ in range(12):
        assert sign_in(alice).status_code == 302
        client.logout()
