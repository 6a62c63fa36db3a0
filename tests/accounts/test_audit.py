import logging

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.accounts.totp import totp


@pytest.fixture
def lines(caplog):
    """Return what the security log says."""
    caplog.set_level(logging.INFO, "protofolio.security")

    def act() -> list[str]:
        return [
            record.getMessage()
            for record in caplog.records
            if record.name == "protofolio.security"
        ]

    return act


def test_sign_in_and_out(client, alice, sign_in, lines):
    sign_in(alice)
    client.post(reverse("account_logout"))
    assert lines() == [f"signed-in user={alice.pk}", f"signed-out user={alice.pk}"]


def test_a_failed_sign_in_names_the_account_if_there_is_one(
    client, alice, sign_in, lines
):
    sign_in(alice, password="wrong wrong wrong")
    sign_in(User(email="nobody@example.com"))
    assert lines() == [f"sign-in-failed user={alice.pk}", "sign-in-failed user=-"]


def test_a_password_changed(client, alice, sign_in, lines):
    sign_in(alice)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "another quite long one"},
    )
    assert lines()[-1] == f"password-changed user={alice.pk}"


def test_an_address_changed(client, alice, sign_in, prove, code_in, lines):
    sign_in(alice)
    prove()
    form = {"email": "new@example.com", "action_add": "yes"}
    client.post(reverse("account_email"), form)
    client.post(reverse("account_email_verification_sent"), {"code": code_in()})
    assert lines()[-2:] == [
        f"email-confirmed user={alice.pk}",
        f"email-changed user={alice.pk}",
    ]


def test_a_passkey_removed(client, alice, sign_in, prove, lines):
    key = Authenticator.objects.create(
        user=alice, type="webauthn", data={"name": "Phone"}
    )
    client.force_login(alice)
    prove()
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert lines()[-1] == f"second-factor-removed user={alice.pk} type=webauthn"


def test_an_app_added(
    client, alice, sign_in, prove, lines, django_capture_on_commit_callbacks
):
    sign_in(alice)
    prove()
    url = reverse("mfa_activate_totp")
    secret = client.get(url).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"code": totp(secret)})
    assert lines()[-2:] == [
        f"second-factor-added user={alice.pk} type=totp",
        f"second-factor-added user={alice.pk} type=recovery_codes",
    ]


def test_a_second_factor_refused(client, alice, sign_in, lines):
    Authenticator.objects.create(
        user=alice, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    sign_in(alice)
    client.post(reverse("mfa_authenticate"), {"code": "no code"})
    assert lines() == [f"second-factor-refused user={alice.pk} type=totp"]


def test_an_account_deleted(client, alice, sign_in, prove, lines):
    sign_in(alice)
    prove()
    client.post("/settings/delete/", {"email": alice.email})
    assert f"account-deleted user={alice.pk}" in lines()


def test_it_holds_no_secret(client, db, mailoutbox, code_in, caplog):
    caplog.set_level(logging.DEBUG)
    client.post(
        reverse("account_signup"), {"email": "new@example.com", "password1": PASSWORD}
    )
    code = code_in()
    client.post(reverse("account_email_verification_sent"), {"code": code})
    client.post(reverse("account_reset_password"), {"email": "new@example.com"})
    token = mailoutbox[-1].body.partition("/key/")[2].partition("/")[0]
    mine = [r for r in caplog.records if not r.name.startswith("django.db")]
    text = "\n".join(record.getMessage() for record in mine)
    assert "signed-up user=" in text
    assert token
    assert [secret for secret in (PASSWORD, code, token) if secret in text] == []
