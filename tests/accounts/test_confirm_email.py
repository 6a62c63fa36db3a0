import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.models import User
from tests.accounts.conftest import PASSWORD

URL = reverse("account_email_verification_sent")


@pytest.fixture
def signed_up(client, db) -> User:
    client.post(
        reverse("account_signup"), {"email": "new@example.com", "password1": PASSWORD}
    )
    return User.objects.get()


def test_the_right_code_opens_the_log(client, signed_up, code_in):
    response = client.post(URL, {"code": code_in()})
    assertRedirects(response, "/log/", fetch_redirect_response=False)
    assert client.session[SESSION_KEY] == str(signed_up.pk)
    address = signed_up.emailaddress_set.get()
    assert (address.verified, address.primary) == (True, True)


def test_the_dash_may_be_left_out(client, signed_up, code_in):
    client.post(URL, {"code": code_in().replace("-", " ")})
    assert client.session[SESSION_KEY] == str(signed_up.pk)


def test_it_leads_where_the_person_was_going(client, db, code_in):
    client.post(
        reverse("account_signup"),
        {"email": "new@example.com", "password1": PASSWORD, "next": "/settings/"},
    )
    response = client.post(URL, {"code": code_in()})
    assertRedirects(response, "/settings/", fetch_redirect_response=False)


def test_a_wrong_code_is_refused_and_the_third_ends_it(client, signed_up, code_in):
    right = code_in()
    wrong = "1111-1111" if right != "1111-1111" else "2222-2222"
    for _ in range(2):
        response = client.post(URL, {"code": wrong})
        assert response.status_code == 422
        assert response.context["form"].errors == {
            "code": ["This code is not right, or has run out. Use the newest."]
        }
    assertRedirects(client.post(URL, {"code": wrong}), reverse("account_login"))
    client.post(URL, {"code": right})
    assert SESSION_KEY not in client.session


def test_a_code_runs_out_after_a_quarter_of_an_hour(client, db, code_in):
    form = {"email": "new@example.com", "password1": PASSWORD}
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        client.post(reverse("account_signup"), form)
        clock.shift(15 * 60 + 1)
        client.post(URL, {"code": code_in()})
    assert SESSION_KEY not in client.session


def test_a_new_code_takes_the_place_of_the_old(client, db, mailoutbox, code_in):
    form = {"email": "new@example.com", "password1": PASSWORD}
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        client.post(reverse("account_signup"), form)
        old = code_in()
        clock.shift(11)
        page = client.post(URL, {"action": "resend"}, follow=True)
        assert "A new code is on its way." in page.text
        assert len(mailoutbox) == 2
        assert client.post(URL, {"code": old}).status_code == 422
        client.post(URL, {"code": code_in()})
        assert SESSION_KEY in client.session


def test_nobody_gets_more_than_five_codes_an_hour(client, alice, sign_in, mailoutbox):
    alice.emailaddress_set.update(verified=False)
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        for _ in range(8):
            sign_in(alice)
            client.post(reverse("account_logout"))
            clock.shift(60)
    assert len(mailoutbox) == 5


def test_an_account_without_a_confirmed_address_stays_out(
    client, alice, sign_in, code_in
):
    alice.emailaddress_set.update(verified=False)
    assertRedirects(sign_in(alice), URL)
    assert SESSION_KEY not in client.session
    client.post(URL, {"code": code_in()})
    assert client.session[SESSION_KEY] == str(alice.pk)


def test_without_a_sign_up_there_is_nothing_to_confirm(client, db):
    assertRedirects(client.get(URL), reverse("account_login"))
