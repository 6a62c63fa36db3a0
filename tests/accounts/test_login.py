import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from tests.accounts.conftest import PASSWORD

URL = reverse("account_login")
WRONG = "This email and password do not go together."


def test_it_signs_in_and_opens_the_log(client, alice, sign_in):
    assertRedirects(sign_in(alice), "/log/", fetch_redirect_response=False)
    assert client.session[SESSION_KEY] == str(alice.pk)


def test_the_case_of_the_address_does_not_matter(client, alice):
    client.post(URL, {"login": "ALICE@Example.com", "password": PASSWORD})
    assert client.session[SESSION_KEY] == str(alice.pk)


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(client, alice, email):
    response = client.post(URL, {"login": email, "password": "not the one at all"})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        f"{WRONG} Check both, or ask for a sign-in code by mail."
    ]
    assert SESSION_KEY not in client.session


def test_the_session_gets_a_new_key(client, alice, sign_in):
    client.get(URL)
    session = client.session
    session["before"] = "yes"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(alice)
    assert client.session.session_key != before


def test_the_session_lasts_a_fortnight(client, alice, sign_in):
    sign_in(alice)
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_it_leads_where_the_person_was_going(alice, sign_in):
    response = sign_in(alice, next="/settings/")
    assertRedirects(response, "/settings/", fetch_redirect_response=False)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "http:///evil.example/",
    ],
)
def test_it_never_leads_off_the_site(alice, sign_in, target):
    response = sign_in(alice, next=target)
    assertRedirects(response, "/log/", fetch_redirect_response=False)


def test_ten_wrong_passwords_close_the_door_for_a_quarter_of_an_hour(
    client, alice, sign_in
):
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        for _ in range(10):
            assert sign_in(alice, password="not the one at all").status_code == 422
        response = sign_in(alice)
        assert response.status_code == 429
        assert response["Retry-After"] == "900"
        assert response.context["form"].non_field_errors() == [
            "Too many tries. Wait a quarter of an hour, then try again."
        ]
        clock.shift(15 * 60 + 1)
        assert sign_in(alice).status_code == 302


def test_a_stranger_elsewhere_does_not_lock_her_out(client, alice, sign_in):
    for _ in range(11):
        client.post(
            URL,
            {"login": alice.email, "password": "not the one at all"},
            REMOTE_ADDR="203.0.113.9",
        )
    assert sign_in(alice).status_code == 302


def test_signing_in_does_not_count(client, alice, sign_in):
    for _ in range(12):
        assert sign_in(alice).status_code == 302
        client.logout()


@pytest.fixture
def limit(settings):
    """Lower a limit: what happens beyond it does not hang on how high it is."""

    def act(name: str, was: str, now: str) -> None:
        assert settings.ACCOUNT_RATE_LIMITS[name] == was
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {name: now}

    return act


def test_one_address_tries_sixty_times_an_hour(client, alice, sign_in, limit):
    limit("login_failed_address", was="60/h/ip", now="4/h/ip")
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        for number in range(4):
            form = {"login": f"p{number}@example.com", "password": "guess"}
            assert client.post(URL, form).status_code == 422
        assert sign_in(alice).status_code == 429
        clock.shift(60 * 60 + 1)
        assert sign_in(alice).status_code == 302


def test_many_addresses_on_one_account_lead_to_the_mailed_code(
    client, alice, sign_in, limit
):
    limit("login_failed_account", was="100/h/key", now="4/h/key")
    for number in range(4):
        client.post(
            URL,
            {"login": alice.email, "password": "guess"},
            REMOTE_ADDR=f"203.0.113.{number}",
        )
    response = sign_in(alice)
    assert response.status_code == 429
    assert response.context["form"].non_field_errors() == [
        "Too many failed sign-ins for this account. "
        "Ask for a sign-in code by mail instead, or wait an hour."
    ]


def test_a_forwarded_address_is_not_believed(client, alice, sign_in):
    for number in range(10):
        client.post(
            URL,
            {"login": alice.email, "password": "guess"},
            HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
        )
    assert sign_in(alice).status_code == 429


def test_a_password_is_not_hashed_beyond_4096_characters(alice, sign_in):
    response = sign_in(alice, password="x" * 4097)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "password": ["Use at most 4,096 characters."]
    }


def test_who_is_signed_in_goes_on(client, alice):
    client.force_login(alice)
    assertRedirects(client.get(URL), "/log/", fetch_redirect_response=False)


def test_an_account_that_is_off_stays_out(client, alice, sign_in):
    alice.is_active = False
    alice.save()
    assertRedirects(sign_in(alice), reverse("account_inactive"))
    assert SESSION_KEY not in client.session
