import pytest
import redis
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection

from portfolio.lib.trouble import passes

pytestmark = pytest.mark.urls("tests.site.urls")


@pytest.mark.parametrize("path", ["/locked/", "/full/"])
def test_it_asks_to_come_back(client, path):
    response = client.post(path)
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "private, no-store"
    assert b"Your text is still in the form" in response.content


@pytest.mark.parametrize("path", ["/missing/", "/broken/"])
def test_it_does_not_hide_faults(client, path):
    client.raise_request_exception = False
    assert client.get(path).status_code == 500


def test_it_also_covers_what_happens_outside_views(client, alice, monkeypatch):
    client.force_login(alice)
    client.raise_request_exception = False

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(SessionStore, "load", locked)
    response = client.get("/accounts/login/")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("database is locked", True),
        ("database table is locked: auth", True),
        ("database or disk is full", True),
        ("disk I/O error", True),
        ("unable to open database file", True),
        ("attempt to write a readonly database", True),
        ("no such table: accounts_user", False),
        ("near SELECT: syntax error", False),
    ],
)
def test_sqlite_says_it_in_words(monkeypatch, words, expected):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    assert passes(OperationalError(words)) is expected


def test_postgresql_says_it_by_class(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    assert passes(OperationalError("the connection is lost"))
    assert passes(OperationalError("couldn't get a connection after 5.00 sec"))


def test_a_cache_that_is_away_is_known_by_name():
    class TimeoutError(redis.exceptions.ConnectionError):
        pass

    assert passes(TimeoutError("Timeout reading from socket"))
    assert not passes(ConnectionError("of something else"))
