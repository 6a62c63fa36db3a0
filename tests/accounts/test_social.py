import json
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.adapters import SocialAccountAdapter
from accounts.models import User
from accounts.social import providers

KEYS = {
    f"{name}_CLIENT_{part}": f"{name}-{part}"
    for name in ("GITHUB", "GOOGLE", "LINKEDIN")
    for part in ("ID", "SECRET")
}
CONNECTIONS = reverse("socialaccount_connections")


@pytest.fixture
def keys(settings):
    settings.SOCIALACCOUNT_PROVIDERS, origins = providers(KEYS)
    settings.SECURE_CSP = settings.SECURE_CSP | {"form-action": ["'self'", *origins]}


def test_without_keys_there_is_nothing(client, db):
    assert providers({}) == ({}, [])
    assert "Go on with" not in client.get(reverse("account_login")).text


def test_each_needs_its_own_pair_of_keys():
    only = {name: KEYS[name] for name in KEYS if name.startswith("GOOGLE")}
    found, origins = providers(only)
    assert list(found) == ["google"]
    assert found["google"]["APPS"] == [
        {"client_id": "GOOGLE-ID", "secret": "GOOGLE-SECRET"}
    ]
    assert origins == ["https://accounts.google.com"]


def test_half_a_pair_is_refused():
    with pytest.raises(
        ImproperlyConfigured, match="GITHUB_CLIENT_SECRET come together"
    ):
        providers({"GITHUB_CLIENT_ID": "x"})


@pytest.mark.parametrize("page", ["account_login", "account_signup"])
def test_with_keys_there_are_three_buttons_that_post(client, db, keys, page):
    response = client.get(reverse(page), {"next": "/settings/"})
    for address, name in (
        ("/accounts/github/login/", "GitHub"),
        ("/accounts/google/login/", "Google"),
        ("/accounts/oidc/linkedin/login/", "LinkedIn"),
    ):
        action = f"{address}?process=login&amp;next=%2Fsettings%2F"
        assert f'<form method="post" action="{action}">' in response.text
        assert f"Go on with {name}" in response.text


def test_the_page_may_post_towards_them(client, db, keys):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]
    assert (
        "form-action 'self' https://github.com https://accounts.google.com "
        "https://www.linkedin.com" in policy
    )


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("github_login", "https://github.com/login/oauth/authorize?"),
        ("google_login", "https://accounts.google.com/o/oauth2/v2/auth?"),
    ],
)
def test_a_post_leaves_for_the_other_site(client, db, keys, name, target):
    response = client.post(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(target)
    assert "state=" in response["Location"]


@pytest.mark.parametrize(
    "answer", [lambda *args, **kwargs: unwell(), lambda *args, **kwargs: away()]
)
def test_another_site_that_is_away_breaks_nothing(
    client, db, keys, monkeypatch, answer
):
    monkeypatch.setattr(requests.Session, "request", answer)
    url = reverse("openid_connect_login", kwargs={"provider_id": "linkedin"})
    response = client.post(url)
    assert response.status_code == 502
    assert "That did not work" in response.text


def away():
    raise requests.ConnectTimeout


def unwell() -> requests.Response:
    response = requests.Response()
    response.status_code = 503
    return response


def test_a_get_only_asks(client, db, keys):
    page = client.get(reverse("github_login"))
    assert "You go to GitHub now" in page.text


@pytest.mark.parametrize("name", ["github_login", "google_login", "github_callback"])
def test_without_keys_its_address_is_404(client, db, name):
    assert client.get(reverse(name)).status_code == 404


def test_an_answer_nobody_asked_for_is_refused(client, db, keys):
    response = client.get(reverse("github_callback"), {"code": "x", "state": "y"})
    assert response.status_code == 401
    assert "That did not work" in response.text


@pytest.fixture
def github(alice, keys) -> SocialAccount:
    return SocialAccount.objects.create(
        user=alice, provider="github", uid="1", extra_data={"login": "aliceadeyemi"}
    )


def test_what_is_connected_is_listed(client, alice, github):
    client.force_login(alice)
    page = client.get(CONNECTIONS)
    assert "<bdi>aliceadeyemi</bdi>" in page.text
    assert "Disconnect GitHub" in page.text
    assert "Connect Google" in page.text


def test_it_is_disconnected(client, alice, github, prove, mailoutbox):
    client.force_login(alice)
    prove()
    assertRedirects(client.post(CONNECTIONS, {"account": github.pk}), CONNECTIONS)
    assert not SocialAccount.objects.exists()
    assert [mail.subject for mail in mailoutbox] == ["GitHub is disconnected"]


def test_the_last_way_in_stays(client, alice, github):
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)
    response = client.post(CONNECTIONS, {"account": github.pk})
    assert response.status_code == 422
    assert "Choose a password first" in response.text
    assert SocialAccount.objects.count() == 1


def test_a_stranger_disconnects_nothing(client, bob, github):
    client.force_login(bob)
    assert client.post(CONNECTIONS, {"account": github.pk}).status_code == 422
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"name": "Ada  Lovelace"}, "Ada Lovelace"),
        ({"first_name": "Ada", "last_name": "Lovelace"}, "Ada Lovelace"),
        ({"name": "evil\u202eeman"}, "evileman"),
        ({"name": "x" * 200}, "x" * 80),
        ({}, ""),
    ],
)
def test_the_name_comes_along_cleaned(rf, data, name):
    login = SocialLogin(user=User(), account=SocialAccount())
    user = SocialAccountAdapter().populate_user(rf.get("/"), login, data)
    assert user.name == name


@pytest.fixture
def come_back(client, keys, monkeypatch):
    """Go to GitHub, agree there, and come back as this person."""

    def act(email: str, verified: bool = True, process: str = "login"):
        answers = {
            "https://github.com/login/oauth/access_token": {"access_token": "t"},
            "https://api.github.com/user": {"id": 7, "login": "ada", "name": "Ada L."},
            "https://api.github.com/user/emails": [
                {"email": email, "verified": verified, "primary": True}
            ],
        }

        def request(session, method, url, **more):
            response = requests.Response()
            response.status_code = 200
            response.headers["content-type"] = "application/json"
            response._content = json.dumps(answers[url]).encode()
            return response

        monkeypatch.setattr(requests.Session, "request", request)
        away = client.post(f"{reverse('github_login')}?process={process}")
        state = parse_qs(urlsplit(away["Location"]).query)["state"]
        return client.get(reverse("github_callback"), {"code": "c", "state": state[0]})

    return act


def test_a_new_person_comes_in_by_name(client, db, come_back, mailoutbox):
    response = come_back("ada@example.com")
    assertRedirects(response, "/log/", fetch_redirect_response=False)
    user = User.objects.get()
    assert (user.email, user.name) == ("ada@example.com", "Ada L.")
    assert not user.has_usable_password()
    assert client.session[SESSION_KEY] == str(user.pk)


def test_an_unconfirmed_address_is_confirmed_here(client, db, come_back, code_in):
    response = come_back("ada@example.com", verified=False)
    assertRedirects(response, reverse("account_email_verification_sent"))
    assert SESSION_KEY not in client.session


def test_a_known_address_elsewhere_opens_no_account(
    client, alice, come_back, mailoutbox
):
    """A site that says it is Alice does not make it Alice."""
    response = come_back(alice.email)
    assertRedirects(response, reverse("account_email_verification_sent"))
    assert SESSION_KEY not in client.session
    assert not SocialAccount.objects.exists()
    assert [mail.subject for mail in mailoutbox] == ["You have an account already"]


def test_it_is_connected_by_who_is_signed_in(
    client, alice, sign_in, prove, come_back, mailoutbox
):
    sign_in(alice)
    prove()
    assertRedirects(come_back("ada@example.com", process="connect"), CONNECTIONS)
    assert SocialAccount.objects.get().user == alice
    assert [mail.subject for mail in mailoutbox] == ["GitHub is connected"]
