import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from pytest_django.asserts import assertRedirects

ADD = reverse("mfa_add_webauthn")
LIST = reverse("mfa_list_webauthn")


@pytest.fixture
def key(alice) -> Authenticator:
    """A passkey as the list shows it. The ceremony itself runs in the browser test."""
    return Authenticator.objects.create(
        user=alice, type="webauthn", data={"name": "Phone", "credential": {}}
    )


def test_the_login_page_offers_it(client, db):
    page = client.get(reverse("account_login"))
    assert "Sign in with a passkey" in page.text
    assert 'id="passkey_login"' in page.text


def test_the_browser_gets_a_challenge(client, db):
    url = reverse("mfa_login_webauthn")
    answer = client.get(url, headers={"accept": "application/json"}).json()
    asked = answer["request_options"]["publicKey"]
    assert (asked["rpId"], asked["userVerification"]) == ("testserver", "required")


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '"x"', "{", "1"])
def test_a_false_answer_signs_nobody_in(client, alice, credential):
    url = reverse("mfa_login_webauthn")
    client.get(url, headers={"accept": "application/json"})
    response = client.post(url, {"credential": credential})
    assertRedirects(response, reverse("account_login"))
    assert SESSION_KEY not in client.session


def test_adding_asks_for_the_password_first(client, alice, sign_in):
    sign_in(alice)
    assertRedirects(client.get(ADD), f"{reverse('account_reauthenticate')}?next={ADD}")


def test_the_page_to_add_one_is_ready(client, alice, sign_in, prove):
    sign_in(alice)
    prove()
    page = client.get(ADD)
    asked = page.context["js_data"]["creation_options"]["publicKey"]
    assert asked["rp"] == {"id": "testserver", "name": "Protofolio"}
    assert page.context["form"]["name"].value() == "My passkey"
    assert 'id="id_passwordless"' in page.text


def test_they_are_listed(client, alice, key):
    client.force_login(alice)
    page = client.get(LIST)
    assert "<bdi>Phone</bdi>" in page.text
    assert "Never used" in page.text


def test_one_is_renamed(client, alice, sign_in, prove, key):
    client.force_login(alice)
    prove()
    url = reverse("mfa_edit_webauthn", args=[key.pk])
    assertRedirects(client.post(url, {"name": "Work laptop"}), LIST)
    key.refresh_from_db()
    assert key.wrap().name == "Work laptop"


@pytest.mark.parametrize("name", ["", "x" * 61])
def test_a_name_is_there_and_short(client, alice, prove, key, name):
    client.force_login(alice)
    prove()
    url = reverse("mfa_edit_webauthn", args=[key.pk])
    assert client.post(url, {"name": name}).status_code == 422


def test_one_is_removed(client, alice, prove, key, mailoutbox):
    client.force_login(alice)
    prove()
    url = reverse("mfa_remove_webauthn", args=[key.pk])
    assert "Remove “Phone”?" in client.get(url).text
    assertRedirects(client.post(url), LIST)
    assert not Authenticator.objects.exists()
    assert [mail.subject for mail in mailoutbox] == ["A passkey was removed"]


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_a_stranger_gets_404(client, bob, prove, key, name):
    client.force_login(bob)
    prove()
    assert client.get(reverse(name, args=[key.pk])).status_code == 404


def test_a_password_asks_for_the_passkey_too(client, alice, sign_in, key):
    assertRedirects(
        sign_in(alice), reverse("mfa_authenticate"), fetch_redirect_response=False
    )
    assert SESSION_KEY not in client.session


def test_sign_up_with_a_passkey_asks_for_the_email_alone(client, db, code_in):
    url = reverse("account_signup_by_passkey")
    assert list(client.get(url).context["form"].fields) == ["email"]
    client.post(url, {"email": "new@example.com"})
    response = client.post(
        reverse("account_email_verification_sent"), {"code": code_in()}
    )
    assertRedirects(response, reverse("mfa_signup_webauthn"))
    assert SESSION_KEY not in client.session


def test_anonymous_is_sent_to_login(client, db):
    assertRedirects(client.get(LIST), f"{reverse('account_login')}?next={LIST}")
