import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from pytest_django.asserts import assertRedirects

VIEW = reverse("mfa_view_recovery_codes")
GENERATE = reverse("mfa_generate_recovery_codes")
DOWNLOAD = reverse("mfa_download_recovery_codes")
AUTHENTICATE = reverse("mfa_authenticate")


@pytest.fixture
def codes(rf, alice) -> RecoveryCodes:
    """Alice has an app and ten codes."""
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    return RecoveryCodes.activate(alice)


@pytest.fixture
def inside(client, alice, sign_in, codes, prove):
    """She is signed in, and has just typed her password."""
    sign_in(alice)
    client.post(AUTHENTICATE, {"code": codes.get_unused_codes()[0]})
    prove()


def test_a_code_signs_in_once(client, alice, sign_in, codes):
    code = codes.get_unused_codes()[3]
    sign_in(alice)
    response = client.post(AUTHENTICATE, {"code": code})
    assertRedirects(response, "/log/", fetch_redirect_response=False)
    client.post(reverse("account_logout"))
    sign_in(alice)
    assert client.post(AUTHENTICATE, {"code": code}).status_code == 422
    assert SESSION_KEY not in client.session


def test_they_are_shown_and_counted(client, codes, inside):
    page = client.get(VIEW)
    assert "9 of 10 are left." in page.text
    codes.instance.refresh_from_db()
    left = codes.get_unused_codes()
    assert [code for code in left if code in page.text] == left


def test_they_are_downloaded(client, codes, inside):
    response = client.get(DOWNLOAD)
    codes.instance.refresh_from_db()
    assert response.text.split() == codes.get_unused_codes()
    assert response["Content-Type"].startswith("text/plain")
    assert (
        response["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    )
    assert "no-store" in response["Cache-Control"]


def test_new_ones_take_the_place_of_the_old(
    client, alice, codes, inside, mailoutbox, django_capture_on_commit_callbacks
):
    old = codes.get_unused_codes()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(GENERATE)
    assertRedirects(response, VIEW)
    new = alice.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(new) == 10
    assert not set(new) & set(old)
    assert mailoutbox[-1].subject == "New recovery codes"


@pytest.mark.parametrize("url", [VIEW, GENERATE, DOWNLOAD])
def test_they_need_the_password_first(client, alice, sign_in, codes, url):
    sign_in(alice)
    client.post(AUTHENTICATE, {"code": codes.get_unused_codes()[0]})
    response = client.get(url)
    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_without_a_second_factor_there_are_none(client, alice, sign_in, prove):
    sign_in(alice)
    prove()
    assert client.get(VIEW).status_code == 404
    assert client.post(GENERATE).status_code == 422


def test_nobody_sees_the_codes_of_another(client, bob, codes, sign_in, prove):
    sign_in(bob)
    prove()
    assert client.get(VIEW).status_code == 404
    assert client.get(DOWNLOAD).status_code == 404
