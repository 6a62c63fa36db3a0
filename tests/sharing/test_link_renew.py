from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from portfolio.sharing.models import ShareLink


@pytest.fixture
def link(draft):
    draft.show_to("link")
    return ShareLink.renew(draft)


@pytest.fixture
def url(draft, link):
    return reverse("sharing:link_renew", args=[draft.public_id])


def test_it_makes_a_new_link_and_ends_the_old_one(client, alice, draft, link, url):
    client.force_login(alice)
    page = reverse("sharing:publish", args=[draft.public_id])
    assertRedirects(client.post(url, {"days": "90"}), page)
    new = ShareLink.objects.active().get()
    assert new.token != link.token
    left = new.ends_at - timezone.now()
    assert timedelta(days=89) < left <= timedelta(days=90)
    assert client.get(link.get_absolute_url()).status_code == 404
    assertContains(client.get(page), new.token)


@pytest.mark.parametrize("days", ["", "0", "366", "-1", "many"])
def test_it_refuses_other_ends(client, alice, link, url, days):
    client.force_login(alice)
    response = client.post(url, {"days": days}, follow=True)
    assertContains(response, "Choose when it ends.")
    assert ShareLink.objects.active().get() == link


def test_it_needs_that_visibility(client, alice, draft, link, url):
    draft.show_to("private")
    client.force_login(alice)
    response = client.post(url, {"days": "30"}, follow=True)
    assertContains(response, "Choose “Anyone with the link” first.")
    assert ShareLink.objects.count() == 1


def test_an_ended_link_is_said_to_have_ended(client, alice, draft, link):
    ShareLink.objects.update(ends_at=timezone.now())
    client.force_login(alice)
    page = reverse("sharing:publish", args=[draft.public_id])
    assertContains(client.get(page), "The link has ended.")


def test_it_hides_from_strangers(client, charlie, link, url):
    client.force_login(charlie)
    assert client.post(url, {"days": "30"}).status_code == 404
    assert ShareLink.objects.active().get() == link


def test_it_needs_signing_in(client, url):
    assert client.post(url)["Location"] == f"{reverse('account_login')}?next={url}"


def test_it_only_posts(client, alice, url):
    client.force_login(alice)
    assert client.get(url).status_code == 405
