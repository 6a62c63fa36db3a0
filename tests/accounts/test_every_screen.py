"""Each address of allauth, in each state a person can be in, is one of our pages."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
import requests
from allauth import urls
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.urls import URLPattern, get_resolver, reverse

from accounts.social import providers
from tests.accounts.conftest import PASSWORD
from tests.accounts.passkeys import registration
from tests.accounts.test_social import KEYS

# What stands in an address: a passkey is made with this number below.
PARTS = {"pk": 4711, "uidb36": "1", "key": "bad-key", "provider_id": "linkedin"}
REDIRECTS = {301, 302}


def names(patterns=urls.urlpatterns) -> Iterator[str]:
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


NAMES = sorted(set(names()))


class Page(HTMLParser):
    """Collect what a page must not hold, and what it must."""

    def __init__(self, response) -> None:
        super().__init__()
        self.found: list[str] = []
        self.headings = 0
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.forms: list[list[str]] = []
        self.feed(response.text)

    def handle_starttag(self, tag, pairs):
        attrs = dict(pairs)
        self.found += [name for name in attrs if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and not allowed(attrs)):
            self.found.append(tag)
        self.found += [v for v in attrs.values() if v and "javascript:" in v]
        self.headings += tag == "h1"
        if tag == "label":
            self.labelled.add(attrs.get("for"))
        if tag == "form":
            self.forms.append([attrs.get("method", "get")])
        if tag in {"input", "select", "textarea"}:
            if self.forms and "name" in attrs:
                self.forms[-1].append(attrs["name"])
            if attrs.get("type") != "hidden" and "hidden" not in attrs:
                self.fields.append(attrs.get("id"))


def allowed(script: dict) -> bool:
    return script.get("src", "").startswith("/static/") or (
        script.get("type") == "application/json"
    )


def check(response) -> None:
    assert response.status_code in {200, 401, 404, *REDIRECTS}
    assert (
        "default-src 'none'; script-src 'self'; style-src 'self'"
        in (response["Content-Security-Policy"])
    )
    assert response["Cache-Control"].count("no-store") == 1
    is_page = response["Content-Type"].startswith("text/html")
    if response.status_code in {404, *REDIRECTS} or not is_page:
        return
    page = Page(response)
    assert "base_app.html" in [template.name for template in response.templates]
    assert page.found == []
    assert page.headings == 1
    assert set(page.fields) <= page.labelled
    posts = [form for form in page.forms if form[0] == "post"]
    assert [form for form in posts if "csrfmiddlewaretoken" not in form] == []
    title = re.search(r"<title>\s*(.*?)\s*·\s*Protofolio</title>", response.text, re.S)
    assert title[1]


def away(*args, **kwargs):
    raise requests.ConnectionError


@pytest.fixture
def full(alice, settings, monkeypatch):
    """Alice uses everything there is; the site has all keys, but no network."""
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", away)
    settings.SOCIALACCOUNT_PROVIDERS, _ = providers(KEYS)
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(alice)
    data = {"name": "Phone", "credential": registration()}
    Authenticator.objects.create(pk=PARTS["pk"], user=alice, type="webauthn", data=data)
    SocialAccount.objects.create(user=alice, provider="github", uid="1")
    return alice


def address(name: str) -> str:
    found = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs={part: PARTS[part] for part in found})


@pytest.mark.parametrize("name", NAMES)
def test_for_anybody(client, full, name):
    check(client.get(address(name)))


@pytest.mark.parametrize("name", NAMES)
def test_for_one_who_is_signed_in(client, full, prove, name):
    client.force_login(full)
    check(client.get(address(name)))


@pytest.mark.parametrize("name", NAMES)
def test_for_one_who_has_just_typed_the_password(client, full, prove, name):
    client.force_login(full)
    prove()
    check(client.get(address(name)))


@pytest.mark.parametrize("name", NAMES)
def test_for_one_who_uses_the_password_alone(client, alice, prove, name):
    client.force_login(alice)
    prove()
    check(client.get(address(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_form_sent_empty(client, full, prove, name):
    """It may refuse, lead on or say no; it never breaks."""
    client.force_login(full)
    prove()
    assert client.post(address(name)).status_code in {302, 401, 404, 405, 422, 502}


def test_half_way_through_signing_up(client, db, code_in):
    form = {"email": "new@example.com", "password1": PASSWORD}
    client.post(reverse("account_signup"), form)
    check(client.get(reverse("account_email_verification_sent")))


def test_half_way_through_signing_up_with_a_passkey(client, db, code_in):
    url = reverse("account_signup_by_passkey")
    client.post(url, {"email": "new@example.com"})
    code = {"code": code_in()}
    client.post(reverse("account_email_verification_sent"), code)
    page = client.get(reverse("mfa_signup_webauthn"))
    assert page.status_code == 200
    check(page)


def test_half_way_through_a_mailed_code(client, alice):
    client.post(reverse("account_request_login_code"), {"email": alice.email})
    page = client.get(reverse("account_confirm_login_code"))
    assert page.status_code == 200
    check(page)


def test_half_way_through_the_second_factor(client, full, sign_in):
    sign_in(full)
    page = client.get(reverse("mfa_authenticate"))
    assert page.status_code == 200
    check(page)


def test_at_the_end_of_a_reset_link(client, alice, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = re.search(r"http://localhost(/\S+)", mailoutbox[0].body)[1]
    page = client.get(link, follow=True)
    assert "Choose a new password" in page.text
    check(page)


@pytest.mark.parametrize("url", ["/settings/", "/settings/delete/"])
def test_our_own_pages(client, full, prove, url):
    client.force_login(full)
    prove()
    page = client.get(url)
    assert page.status_code == 200
    check(page)


def test_the_last_page_of_all(client, db):
    check(client.get("/settings/deleted/"))
