import base64

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from tests.accounts.totp import totp

ACTIVATE = reverse("mfa_activate_totp")
DEACTIVATE = reverse("mfa_deactivate_totp")
AUTHENTICATE = reverse("mfa_authenticate")
NOON = "2026-03-01 12:00"


@pytest.fixture
def secret(client, alice, sign_in, prove) -> str:
    """Alice has an authenticator app, and is signed out."""
    with time_machine.travel("2026-02-01 12:00", tick=False):
        sign_in(alice)
        prove()
        found = client.get(ACTIVATE).context["form"].secret
        client.post(ACTIVATE, {"code": totp(found)})
        client.post(reverse("account_logout"))
    return found


def test_it_asks_for_the_password_first(client, alice, sign_in):
    sign_in(alice)
    assertRedirects(
        client.get(ACTIVATE), f"{reverse('account_reauthenticate')}?next={ACTIVATE}"
    )


def test_the_page_shows_the_key_as_picture_and_as_text(client, alice, sign_in, prove):
    sign_in(alice)
    prove()
    page = client.get(ACTIVATE)
    assert page.context["form"].secret in page.text
    kind, _, data = page.context["totp_svg_data_uri"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    # A dark page must not swallow the code.
    assert b'<rect fill="white" x="0" y="0" width="100%" height="100%" />' in (
        base64.b64decode(data)
    )
    assert "issuer=Protofolio" in page.context["totp_url"]


def test_the_right_code_turns_it_on_and_shows_recovery_codes(
    client, alice, sign_in, prove, mailoutbox, django_capture_on_commit_callbacks
):
    sign_in(alice)
    prove()
    secret = client.get(ACTIVATE).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ACTIVATE, {"code": totp(secret)})
    assertRedirects(response, reverse("mfa_view_recovery_codes"))
    types = alice.authenticator_set.order_by("type").values_list("type", flat=True)
    assert list(types) == ["recovery_codes", "totp"]
    assert [mail.subject for mail in mailoutbox] == ["Authenticator app is on"]


def test_a_wrong_code_turns_nothing_on(client, alice, sign_in, prove):
    sign_in(alice)
    prove()
    secret = client.get(ACTIVATE).context["form"].secret
    wrong = "000000" if totp(secret) != "000000" else "111111"
    assert client.post(ACTIVATE, {"code": wrong}).status_code == 422
    assert not Authenticator.objects.exists()


def test_sign_in_asks_for_the_code(client, alice, sign_in, secret):
    with time_machine.travel(NOON, tick=False):
        assertRedirects(sign_in(alice), AUTHENTICATE)
        assert SESSION_KEY not in client.session
        assert "Use a passkey" not in client.get(AUTHENTICATE).text  # she has none
        response = client.post(AUTHENTICATE, {"code": totp(secret)})
        assertRedirects(response, "/log/", fetch_redirect_response=False)
        assert client.session[SESSION_KEY] == str(alice.pk)


def test_the_password_alone_opens_nothing(client, alice, sign_in, secret):
    sign_in(alice)
    assert client.get("/settings/").status_code == 302


@pytest.mark.parametrize(
    ("steps", "status"), [(-1, 302), (1, 302), (-3, 422), (3, 422)]
)
def test_a_clock_may_be_half_a_minute_off(
    client, alice, sign_in, secret, steps, status
):
    with time_machine.travel(NOON, tick=False):
        sign_in(alice)
        response = client.post(AUTHENTICATE, {"code": totp(secret, steps)})
        assert response.status_code == status


def test_a_code_works_once(client, alice, sign_in, secret):
    with time_machine.travel(NOON, tick=False):
        sign_in(alice)
        client.post(AUTHENTICATE, {"code": totp(secret)})
        client.post(reverse("account_logout"))
        sign_in(alice)
        response = client.post(AUTHENTICATE, {"code": totp(secret)})
        assert response.status_code == 422
        assert SESSION_KEY not in client.session


def test_ten_wrong_codes_close_the_door(client, alice, sign_in, secret):
    with time_machine.travel(NOON, tick=False):
        sign_in(alice)
        wrong = "000000" if totp(secret) != "000000" else "111111"
        for _ in range(10):
            assert client.post(AUTHENTICATE, {"code": wrong}).status_code == 422
        response = client.post(AUTHENTICATE, {"code": totp(secret)})
        assert response.status_code == 429
        assert SESSION_KEY not in client.session


def test_a_code_by_mail_does_not_go_round_it(client, alice, secret, code_in):
    client.post(reverse("account_request_login_code"), {"email": alice.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in()})
    assertRedirects(response, AUTHENTICATE)
    assert SESSION_KEY not in client.session


def test_it_is_turned_off(client, alice, sign_in, prove, secret, mailoutbox):
    with time_machine.travel(NOON, tick=False):
        sign_in(alice)
        client.post(AUTHENTICATE, {"code": totp(secret)})
        prove()
        assertRedirects(client.post(DEACTIVATE), reverse("mfa_index"))
    assert not Authenticator.objects.exists()  # the codes go with their last reason
    assert mailoutbox[-1].subject == "Authenticator app is off"


def test_turning_it_off_asks_for_the_password(client, alice, sign_in, secret):
    with time_machine.travel(NOON, tick=False):
        sign_in(alice)
        client.post(AUTHENTICATE, {"code": totp(secret)})
        response = client.post(DEACTIVATE)
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_anonymous_is_sent_to_login(client, db):
    response = client.get(ACTIVATE)
    assert response["Location"].startswith(reverse("account_login"))
