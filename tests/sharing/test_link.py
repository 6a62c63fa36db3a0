from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from portfolio.sharing.models import ShareLink
from portfolio.sharing.models.link import hash_of
from tests.sharing.factories import pictured, published


@pytest.fixture
def link(draft):
    draft.show_to("link")
    return ShareLink.renew(draft)


@pytest.fixture
def url(link):
    return link.get_absolute_url()


def test_whoever_has_it_reads_the_page(client, draft, url):
    response = client.get(url)
    assertContains(response, draft.problem)
    assertContains(response, "<bdi>Alice Adeyemi</bdi>")


def test_nothing_on_the_way_keeps_or_tells_it(client, url):
    response = client.get(url)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "ETag" not in response
    assert not response.cookies
    assertNotContains(response, "canonical")
    assertNotContains(response, "og:")


def test_it_shows_nothing_but_its_prototype(client, alice, draft, url):
    """The tags of private work are no addresses either."""
    other = published(alice, name="Other")
    response = client.get(url)
    assertNotContains(response, other.problem)
    assertNotContains(response, "/problems/paperwork/")
    assertContains(response, f'href="/@{alice.portfolio.handle}/"')


def test_a_page_that_is_off_is_not_linked(client, alice, portfolio, url):
    portfolio.is_public = False
    portfolio.save(update_fields=["is_public"])
    assertNotContains(client.get(url), "/@alice/")


def test_the_token_has_192_bits_and_is_stored_nowhere(link):
    assert len(link.token) == 32
    stored = [str(value) for value in vars(link).values()]
    assert link.token not in stored
    assert hash_of(link.token) == link.token_hash


def test_it_is_shown_again_after_the_secret_changed(link, settings):
    token = link.token
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert ShareLink.objects.get().token == token
    settings.SECRET_KEY_FALLBACKS = []
    assert ShareLink.objects.get().token == ""


def end(link):
    link.ends_at = timezone.now()
    link.save()


def switch_off(link):
    link.owner.is_active = False
    link.owner.save()


WAYS_TO_END = {
    "ended": end,
    "renewed": lambda link: ShareLink.renew(link.prototype),
    "revoked": lambda link: ShareLink.objects.revoke(),
    "private": lambda link: link.prototype.show_to("private"),
    "public": lambda link: (
        published(link.owner, name="First"),
        link.prototype.publish(),
    ),
    "archived": lambda link: link.prototype.archive(True),
    "deleted": lambda link: link.prototype.delete_softly(),
    "shut out": switch_off,
    "gone": lambda link: link.delete(),
}


@pytest.mark.parametrize("way", WAYS_TO_END)
def test_however_it_ends_the_answer_is_the_same(client, link, url, way):
    shot = pictured(link.prototype)
    picture = reverse(
        "sharing:link_picture", args=[link.token, shot.public_id, "480.webp"]
    )
    assert client.get(picture).getvalue() == b"webp"
    assert client.get(url).status_code == 200
    unknown = client.get(reverse("sharing:link", args=["A" * 32]))
    WAYS_TO_END[way](link)
    ended = client.get(url, headers={"If-None-Match": "*"})
    assert (ended.status_code, ended.content) == (404, unknown.content)
    assert client.get(picture).status_code == 404


def test_it_ends_after_thirty_days(client, link, url):
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        assert client.get(url).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        assert client.get(url).status_code == 200


def test_it_lasts_a_year_at_most(draft):
    link = ShareLink.renew(draft, 10_000)
    assert (link.ends_at - timezone.now()).days <= 365


def test_its_pictures_are_under_its_own_address(client, draft, link, url):
    shot = pictured(draft)
    assertContains(client.get(url), f"{url}pictures/{shot.public_id}/480.avif 480w")
    assertNotContains(client.get(url), f'"/pictures/{shot.public_id}')
    response = client.get(f"{url}pictures/{shot.public_id}/480.avif")
    assert response.getvalue() == b"avif"
    assert response["Content-Type"] == "image/avif"
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(f"/pictures/{shot.public_id}/480.avif").status_code == 404


def test_it_opens_no_other_picture(client, alice, link):
    other = published(alice, name="Other")
    shot = pictured(other)
    url = reverse("sharing:link_picture", args=[link.token, shot.public_id, "480.webp"])
    assert client.get(url).status_code == 404


def test_reading_writes_nothing(client, url, django_assert_num_queries):
    with django_assert_num_queries(7) as queries:
        client.get(url)
    assert all(query["sql"].startswith("SELECT") for query in queries)
    assert client.post(url).status_code == 405
