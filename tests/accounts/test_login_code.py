import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from pytest_django.asserts import assertRedirects

URL = reverse("account_request_login_code")
CONFIRM = reverse("account_confirm_login_code")


def test_the_code_signs_in(client, alice, code_in):
    assertRedirects(client.post(URL, {"email": alice.email}), CONFIRM)
    response = client.post(CONFIRM, {"code": code_in()})
    assertRedirects(response, "/log/", fetch_redirect_response=False)
    assert client.session[SESSION_KEY] == str(alice.pk)


def test_known_and_unknown_addresses_get_the_same_answer(client, alice, mailoutbox):
    assertRedirects(client.post(URL, {"email": "nobody@example.com"}), CONFIRM)
    page = client.get(CONFIRM)
    assert "We sent a mail to <b>nobody@example.com</b>." in page.text
    assert mailoutbox[0].subject == "No account with this address"
    assert client.post(CONFIRM, {"code": "1234-5678"}).status_code == 422


def test_three_wrong_codes_end_it(client, alice, code_in):
    client.post(URL, {"email": alice.email})
    right = code_in()
    wrong = "1111-1111" if right != "1111-1111" else "2222-2222"
    for _ in range(3):
        client.post(CONFIRM, {"code": wrong})
    client.post(CONFIRM, {"code": right})
    assert SESSION_KEY not in client.session


def test_a_code_works_once(client, alice, code_in):
    client.post(URL, {"email": alice.email})
    client.post(CONFIRM, {"code": code_in()})
    client.post(reverse("account_logout"))
    assertRedirects(client.post(CONFIRM, {"code": code_in()}), URL)
    assert SESSION_KEY not in client.session


def test_five_codes_an_hour(client, alice, mailoutbox):
    with time_machine.travel("2026-03-01 12:00", tick=False):
        for _ in range(6):
            client.logout()
            response = client.post(URL, {"email": alice.email})
    assert response.status_code == 429
    assert len(mailoutbox) == 5


@pytest.mark.parametrize("email", ["", "no"])
def test_an_address_that_is_none_is_refused(client, db, email):
    assert client.post(URL, {"email": email}).status_code == 422
