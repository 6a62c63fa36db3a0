from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.middleware import sessions

DAY = timedelta(days=1)
URL = "/settings/"


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-01 12:00", tick=False) as travel:
        yield travel


def test_one_that_is_not_used_ends_after_a_fortnight(client, alice, sign_in, clock):
    sign_in(alice)
    client.get(URL)
    clock.shift(14 * DAY + timedelta(seconds=1))
    assert client.get(URL).status_code == 302


def test_one_that_is_used_goes_on(client, alice, sign_in, clock):
    sign_in(alice)
    for _ in range(6):
        clock.shift(13 * DAY)
        assert client.get(URL).status_code == 200


def test_one_that_is_used_ends_after_ninety_days(client, alice, sign_in, clock):
    sign_in(alice)
    client.get(URL)
    for _ in range(8):
        clock.shift(11 * DAY)
        assert client.get(URL).status_code == 200
    clock.shift(2 * DAY)
    response = client.get(URL)
    assertRedirects(response, f"{reverse('account_login')}?next={URL}")
    assert SESSION_KEY not in client.session


def test_the_days_begin_afresh_with_each_sign_in(client, alice, sign_in, clock):
    sign_in(alice)
    client.get(URL)
    clock.shift(10 * DAY)
    client.post(reverse("account_logout"))
    sign_in(alice)
    client.get(URL)
    for _ in range(8):
        clock.shift(11 * DAY)
        assert client.get(URL).status_code == 200


def test_the_last_use_is_noted_once_in_a_quarter_of_an_hour(
    client, alice, sign_in, clock
):
    sign_in(alice)
    client.get(URL)
    noted = UserSession.objects.get().last_seen_at
    clock.shift(timedelta(minutes=14))
    client.get(URL)
    assert UserSession.objects.get().last_seen_at == noted
    clock.shift(timedelta(minutes=1))
    client.get(URL)
    assert UserSession.objects.get().last_seen_at == noted + timedelta(minutes=15)


def test_a_page_that_was_just_seen_writes_nothing(client, alice, sign_in):
    sign_in(alice)
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_without_a_cookie_the_session_is_not_looked_at(rf):
    request = rf.get("/")  # has neither session nor user
    assert sessions(lambda request: "answer")(request) == "answer"
