import re

import pytest
from allauth.account.internal import flows
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.models import User
from tests.accounts.conftest import PASSWORD

URL = reverse("account_signup")
CONFIRM = reverse("account_email_verification_sent")
FORM = {"email": "new@example.com", "password1": PASSWORD}


@pytest.mark.django_db
def test_it_asks_for_email_and_password_once(client):
    page = client.get(URL)
    assert list(page.context["form"].fields) == ["email", "password1"]
    assert "10 characters or more." in page.text


def test_it_makes_an_account_and_sends_a_code(client, db, mailoutbox, code_in):
    assertRedirects(client.post(URL, FORM), CONFIRM)
    user = User.objects.get()
    assert user.email == "new@example.com"
    assert user.check_password(PASSWORD)
    assert SESSION_KEY not in client.session
    assert [mail.to for mail in mailoutbox] == [["new@example.com"]]
    assert re.fullmatch(r"\d{4}-\d{4}", code_in())


def shape(page) -> str:
    """The page without what differs at each request."""
    return re.sub(r'(?:X-CSRFToken": "|value=")\w{64}"', "", page.text)


def test_a_taken_address_gets_the_same_answers(client, alice, mailoutbox):
    fresh = client.post(URL, {"email": "freshly@example.com", "password1": PASSWORD})
    fresh_page = client.get(CONFIRM)
    other = Client()
    taken = other.post(URL, {"email": alice.email, "password1": PASSWORD})
    taken_page = other.get(CONFIRM)
    assert (taken.status_code, taken["Location"]) == (302, fresh["Location"])
    assert shape(taken_page).replace("alice@example.com", "freshly@example.com") == (
        shape(fresh_page)
    )
    assert User.objects.count() == 2
    assert mailoutbox[-1].to == ["alice@example.com"]
    assert mailoutbox[-1].subject == "You have an account already"


def test_a_taken_address_takes_as_long(client, alice, monkeypatch):
    hashed = []
    monkeypatch.setattr("accounts.forms.make_password", hashed.append)
    client.post(URL, {"email": alice.email, "password1": PASSWORD})
    assert hashed == [PASSWORD]


def test_a_taken_address_lets_no_code_through(client, alice):
    client.post(URL, {"email": alice.email, "password1": PASSWORD})
    response = client.post(CONFIRM, {"code": "0000-0000"})
    assert response.status_code == 422
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    ("password", "error"),
    [
        (
            "short",
            "This password is too short. It must contain at least 10 characters.",
        ),
        ("password1234", "This password is too common."),
        ("3141592653589", "This password is entirely numeric."),
        ("x" * 4097, "Use at most 4,096 characters."),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(client, db, password, error):
    response = client.post(URL, FORM | {"password1": password})
    assert response.status_code == 422
    assert error in response.context["form"].errors["password1"]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password", ["  spaces around  ", "密码很长而且很特别的一句话", "x y" * 300]
)
def test_any_characters_and_any_length_are_kept_whole(client, db, password):
    client.post(URL, FORM | {"password1": password})
    assert User.objects.get().check_password(password)


def test_bad_addresses_are_refused(client, db):
    response = client.post(URL, FORM | {"email": "not an address"})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "email": ["Enter a valid email address."]
    }


def test_ten_an_hour_from_one_address(client, db):
    for number in range(10):
        form = FORM | {"email": f"p{number}@example.com"}
        assert Client().post(URL, form).status_code == 302
    response = client.post(URL, FORM)
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert not User.objects.filter(email="new@example.com").exists()


def test_who_loses_a_race_for_an_address_gets_the_same_answer(
    client, alice, monkeypatch, mailoutbox
):
    """The form looked before Alice signed up, and saves after."""
    monkeypatch.setattr(
        flows.manage_email, "email_already_exists", lambda email: (email, False)
    )
    assertRedirects(client.post(URL, FORM | {"email": alice.email}), CONFIRM)
    assert list(User.objects.all()) == [alice]
    assert [mail.subject for mail in mailoutbox] == ["You have an account already"]


def test_nobody_fills_in_more_than_the_form_asks(client, db):
    client.post(URL, FORM | {"is_staff": "on", "is_superuser": "on", "name": "Root"})
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.name) == (False, False, "")
