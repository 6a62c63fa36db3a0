import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts import deletion
from accounts.models import User

URL = "/settings/delete/"
FORM = {"email": "alice@example.com"}


@pytest.fixture
def sure(client, alice, sign_in, prove) -> None:
    """Alice is signed in, and has just typed her password."""
    sign_in(alice)
    prove()


def test_it_asks_for_the_password_first(client, alice, sign_in):
    sign_in(alice)
    assertRedirects(
        client.post(URL, FORM), f"{reverse('account_reauthenticate')}?next={URL}"
    )
    assert User.objects.count() == 1


def test_it_removes_the_person_and_what_hangs_on_them(
    client, alice, bob, sure, mailoutbox
):
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "x"})
    assertRedirects(client.post(URL, FORM), "/settings/deleted/")
    assert list(User.objects.all()) == [bob]
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [bob.email]
    assert not Authenticator.objects.exists()
    assert not UserSession.objects.exists()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["alice@example.com"], "Your account is deleted")
    ]


def test_it_signs_out_here_and_everywhere(client, alice, sign_in, sure):
    elsewhere = Client()
    sign_in(alice, using=elsewhere)
    client.post(URL, FORM)
    assert SESSION_KEY not in client.session
    assert elsewhere.get("/settings/").status_code == 302
    keys = {elsewhere.cookies["sessionid"].value}
    assert not Session.objects.filter(session_key__in=keys).exists()


def test_the_address_may_be_made_an_account_again(client, sure):
    client.post(URL, FORM)
    User.objects.create_confirmed("alice@example.com", "a whole new password")


@pytest.mark.parametrize("typed", ["", "bob@example.com", "alice"])
def test_the_address_has_to_be_typed(client, alice, sure, typed):
    response = client.post(URL, {"email": typed})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]
    assert User.objects.get() == alice


def test_a_wrong_address_is_answered_with_the_right_one(client, alice, sure):
    response = client.post(URL, {"email": "alice@example.org"})
    assert response.context["form"].errors == {
        "email": ["This is not the address of this account. Type alice@example.com."]
    }


def test_the_steps_of_other_apps_run_in_the_same_transaction(
    client, alice, sure, monkeypatch, mailoutbox
):
    def fail(user: User) -> None:
        User.objects.filter(pk=user.pk).update(name="half gone")
        raise RuntimeError

    monkeypatch.setattr(deletion, "steps", [fail])
    with pytest.raises(RuntimeError):
        client.post(URL, FORM)
    assert User.objects.get().name == "Alice Adeyemi"


def test_the_steps_see_the_person_before_they_go(client, alice, sure, monkeypatch):
    seen = []
    monkeypatch.setattr(deletion, "steps", [lambda user: seen.append(user.pk)])
    client.post(URL, FORM)
    assert seen == [alice.pk]


def test_an_old_proof_does_not_do(client, alice, sign_in, prove):
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        sign_in(alice)
        prove()
        clock.shift(5 * 60 + 1)
        assert client.post(URL, FORM).status_code == 302
    assert User.objects.count() == 1


def test_a_get_deletes_nothing(client, alice, sure):
    assert "Delete your account?" in client.get(URL).text
    assert User.objects.count() == 1


def test_anonymous_is_sent_to_login(client, db):
    response = client.post(URL, FORM)
    assertRedirects(response, f"{reverse('account_login')}?next={URL}")


def test_the_last_page_is_open_to_all(client, db):
    assert "Your account is deleted" in client.get("/settings/deleted/").text
