from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from pytest_django.asserts import assertRedirects

URL = reverse("account_logout")


def test_a_post_signs_out(client, alice):
    client.force_login(alice)
    assertRedirects(client.post(URL), "/", fetch_redirect_response=False)
    assert SESSION_KEY not in client.session


def test_a_get_only_asks(client, alice):
    client.force_login(alice)
    response = client.get(URL)
    assert "Sign out of this device?" in response.text
    assert client.session[SESSION_KEY] == str(alice.pk)


def test_the_old_cookie_is_worth_nothing(client, alice):
    client.force_login(alice)
    key = client.session.session_key
    client.post(URL)
    client.cookies["sessionid"] = key
    assert client.get("/settings/").status_code == 302


def test_who_is_not_signed_in_is_led_away(client, db):
    assertRedirects(client.get(URL), "/", fetch_redirect_response=False)
