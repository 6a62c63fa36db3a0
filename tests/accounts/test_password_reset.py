import re

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from tests.accounts.conftest import PASSWORD

URL = reverse("account_reset_password")
DONE = reverse("account_reset_password_done")
NEW = "another quite long one"


@pytest.fixture
def link_in(mailoutbox):
    def act() -> str:
        return re.search(r"http://localhost(/\S+)", mailoutbox[-1].body)[1]

    return act


def choose(client, link, password=NEW):
    """Follow the link from the mail, and fill in the form behind it."""
    page = client.get(link, follow=True)
    path = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(path, {"password1": password})


def test_known_and_unknown_addresses_get_the_same_answer(client, alice, mailoutbox):
    for email in (alice.email, "nobody@example.com"):
        assertRedirects(client.post(URL, {"email": email}), DONE)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["alice@example.com"], "Choose a new password"),
        (["nobody@example.com"], "No account with this address"),
    ]


def test_the_link_leads_to_the_site_whatever_the_host_says(client, alice, mailoutbox):
    client.post(URL, {"email": alice.email}, HTTP_HOST="127.0.0.1")
    assert "http://localhost/accounts/password/reset/key/" in mailoutbox[0].body
    assert "127.0.0.1" not in mailoutbox[0].body


def test_a_host_that_is_not_ours_is_refused(client, alice, mailoutbox):
    response = client.post(URL, {"email": alice.email}, HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert not mailoutbox


def test_the_link_changes_the_password_once(client, alice, link_in, mailoutbox):
    client.post(URL, {"email": alice.email})
    link = link_in()
    response = choose(client, link)
    assertRedirects(response, reverse("account_reset_password_from_key_done"))
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert mailoutbox[-1].subject == "Your password is changed"
    again = Client().get(link)
    assert "This link has run out" in again.text


def test_the_token_is_not_in_the_address_of_the_form(client, alice, link_in):
    client.post(URL, {"email": alice.email})
    response = client.get(link_in())
    assert response["Location"].endswith("-set-password/")


def test_the_link_runs_out_after_an_hour(client, alice, link_in):
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        client.post(URL, {"email": alice.email})
        link = link_in()
        clock.shift(59 * 60)
        assert Client().get(link).status_code == 302
        clock.shift(2 * 60)
        assert "This link has run out" in Client().get(link).text


def test_a_changed_password_kills_the_link(client, alice, link_in):
    client.post(URL, {"email": alice.email})
    alice.set_password("changed in the meantime")
    alice.save()
    assert "This link has run out" in client.get(link_in()).text


def test_it_ends_every_session(client, alice, sign_in, link_in):
    elsewhere = Client()
    sign_in(alice, using=elsewhere)
    client.post(URL, {"email": alice.email})
    choose(client, link_in())
    assertRedirects(
        elsewhere.get("/settings/"), f"{reverse('account_login')}?next=/settings/"
    )
    assert SESSION_KEY not in client.session


def test_a_weak_password_is_refused(client, alice, link_in):
    client.post(URL, {"email": alice.email})
    response = choose(client, link_in(), "short")
    assert response.status_code == 422
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_two_mails_an_hour_and_five_a_day(client, alice, mailoutbox):
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        for hour, sent in enumerate((2, 4, 5, 5)):
            for _ in range(3):
                response = client.post(URL, {"email": "Alice@example.com"})
            assert response.status_code == 429
            assert len(mailoutbox) == sent, hour
            clock.shift(60 * 60 + 1)


def test_an_address_that_is_none_is_refused(client, db):
    assert client.post(URL, {"email": "no"}).status_code == 422
