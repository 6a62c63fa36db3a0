"""Passkeys in a browser, with the authenticator that Chromium pretends to be."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, live_server) -> Iterator[Page]:
    """A page with a built-in authenticator, which says nothing on its console."""
    said: list[str] = []
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    yield page
    context.close()
    assert said == []


def sign_in(page: Page, user: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r"/$"))


def add_passkey(page: Page) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def test_a_passkey_is_added_and_signs_in_alone(page, alice):
    sign_in(page, alice)
    page.wait_for_url("**/log/")
    add_passkey(page)
    key = Authenticator.objects.get(type="webauthn")
    assert (key.user, key.wrap().name, key.wrap().is_passwordless) == (
        alice,
        "Work laptop",
        True,
    )
    sign_out(page)
    page.goto("/accounts/login/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/settings/")
    expect(page.locator(".menu .who")).to_contain_text(alice.email)


def test_beside_a_password_it_is_the_second_factor(page, alice):
    sign_in(page, alice)
    add_passkey(page)
    sign_out(page)
    sign_in(page, alice)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/log/")


def test_it_proves_who_one_is_before_a_change(page, alice):
    sign_in(page, alice)
    add_passkey(page)
    sign_out(page)
    alice.set_unusable_password()
    alice.save()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/log/")
    page.goto("/settings/delete/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete your account?")


def test_an_account_is_made_with_a_passkey_alone(page, mailoutbox):
    page.goto("/accounts/signup/")
    page.get_by_role("link", name="Use a passkey instead of a password").click()
    page.get_by_label("Email").fill("new@example.com")
    page.get_by_role("main").get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")
    code = re.search(r"\d{4}-\d{4}", mailoutbox[0].body)[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm the address").click()
    page.get_by_label("Name").press("Enter")
    page.wait_for_url("**/log/")
    user = User.objects.get()
    assert (user.email, user.has_usable_password()) == ("new@example.com", False)
    assert user.authenticator_set.get().type == "webauthn"


def test_where_no_passkey_fits_a_sentence_says_so(page):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text(
        "No passkey was used. Try again, or choose another way."
    )


def test_without_javascript_nothing_is_offered_that_does_not_work(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    assert page.get_by_text("Sign in with a passkey").is_hidden()
    assert page.get_by_text("Send me a sign-in code").is_visible()
    context.close()
