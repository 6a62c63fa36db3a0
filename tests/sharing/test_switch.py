from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

URL = reverse("sharing:switch")
EDIT = reverse("sharing:edit")


def test_it_takes_the_whole_page_off_and_puts_it_back(client, alice, prototype):
    client.force_login(alice)
    assertRedirects(client.post(URL, {"public": "no"}), EDIT)
    assert client.get("/@alice/").status_code == 404
    assert client.get("/@alice/pagewise/").status_code == 404
    assertContains(client.get(EDIT), "Your page is off.")
    assertRedirects(client.post(URL, {"public": "yes"}), EDIT)
    assertContains(client.get("/@alice/"), prototype.problem)


def test_publishing_says_when_the_page_is_off(client, alice, prototype):
    client.force_login(alice)
    client.post(URL, {"public": "no"})
    url = reverse("sharing:publish", args=[prototype.public_id])
    assertContains(client.get(url), "Your whole page is switched off")


def test_without_a_page_there_is_nothing_to_switch(client, charlie):
    client.force_login(charlie)
    assert client.post(URL, {"public": "no"}).status_code == 404


def test_it_needs_signing_in(client, db):
    assert client.post(URL)["Location"] == f"{reverse('account_login')}?next={URL}"


def test_it_only_posts(client, alice, portfolio):
    client.force_login(alice)
    assert client.get(URL).status_code == 405
