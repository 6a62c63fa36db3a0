import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.templatetags.devices import device

LIST = reverse("usersessions_list")
END = "/settings/devices/end/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


@pytest.fixture
def phone(alice, sign_in) -> Client:
    elsewhere = Client(headers={"user-agent": PHONE})
    sign_in(alice, using=elsewhere)
    return elsewhere


@pytest.fixture
def laptop(client, alice, sign_in) -> Client:
    client.defaults["HTTP_USER_AGENT"] = LAPTOP
    sign_in(alice)
    return client


def session_of(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def test_both_are_listed(phone, laptop):
    page = laptop.get(LIST)
    assert "Safari on iPhone" in page.text
    assert "Firefox on Linux" in page.text
    assert page.text.count("This device") == 1
    assert page.text.count(f'action="{END}"') == 1


def test_one_is_ended(phone, laptop):
    assertRedirects(laptop.post(END, {"device": session_of(phone).pk}), LIST)
    assert phone.get("/settings/").status_code == 302
    assert laptop.get("/settings/").status_code == 200
    assert list(UserSession.objects.all()) == [session_of(laptop)]


def test_all_others_are_ended(phone, laptop):
    assertRedirects(laptop.post(LIST), LIST)
    assert phone.get("/settings/").status_code == 302
    assert laptop.get("/settings/").status_code == 200


def test_ending_this_one_signs_out(laptop):
    laptop.post(END, {"device": session_of(laptop).pk})
    assert laptop.get("/settings/").status_code == 302


def test_a_stranger_cannot_end_it(phone, bob, client, sign_in):
    sign_in(bob)
    assert client.post(END, {"device": session_of(phone).pk}).status_code == 404
    assert phone.get("/settings/").status_code == 200


@pytest.mark.parametrize("number", ["", "x", "-1", "999999", "٣", "9" * 30])
def test_what_is_no_device_is_404(laptop, number):
    assert laptop.post(END, {"device": number}).status_code == 404


def test_a_get_ends_nothing(laptop):
    assert laptop.get(END).status_code == 405


def test_anonymous_is_sent_to_login(client, db):
    for url in (LIST, END):
        assertRedirects(client.post(url), f"{reverse('account_login')}?next={url}")


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, "Safari on iPhone"),
        (LAPTOP, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "Safari on Mac",
        ),
        ("curl/8.5.0", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_device_is_named_in_plain_words(user_agent, words):
    assert device(user_agent) == words
