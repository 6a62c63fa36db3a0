import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.models import User
from tests.accounts.conftest import PASSWORD

URL = reverse("account_change_password")
NEW = "another quite long one"
FORM = {"oldpassword": PASSWORD, "password1": NEW}


def test_it_changes_the_password_and_tells_by_mail(client, alice, sign_in, mailoutbox):
    sign_in(alice)
    assertRedirects(client.post(URL, FORM), "/settings/")
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert [mail.subject for mail in mailoutbox] == ["Your password is changed"]


def test_this_device_stays_and_all_others_end(client, alice, sign_in):
    elsewhere = Client()
    sign_in(alice, using=elsewhere)
    sign_in(alice)
    before = client.session.session_key
    client.post(URL, FORM)
    assert elsewhere.get("/settings/").status_code == 302
    assert client.get("/settings/").status_code == 200
    assert client.session.session_key != before
    client.get(reverse("usersessions_list"))
    assert [s.session_key for s in UserSession.objects.all()] == [
        client.session.session_key
    ]


def test_the_current_password_is_needed(client, alice, sign_in):
    sign_in(alice)
    response = client.post(URL, FORM | {"oldpassword": "guess guess guess"})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "oldpassword": ["This is not your current password."]
    }


def test_guessing_it_ends_after_ten_tries(client, alice, sign_in):
    sign_in(alice)
    for _ in range(10):
        client.post(URL, FORM | {"oldpassword": "guess guess guess"})
    assert client.post(URL, FORM).status_code == 429


def test_anonymous_is_sent_to_login(client, db):
    assertRedirects(client.get(URL), f"{reverse('account_login')}?next={URL}")


@pytest.mark.django_db
def test_who_has_no_password_chooses_one(client):
    carla = User.objects.create_confirmed("carla@example.com")
    client.force_login(carla)
    assertRedirects(client.get(URL), reverse("account_set_password"))
    client.post(reverse("account_set_password"), {"password1": NEW})
    carla.refresh_from_db()
    assert carla.check_password(NEW)
    assert client.session[SESSION_KEY] == str(carla.pk)
