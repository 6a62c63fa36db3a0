"""Whatever is hidden shows nowhere: no page, no count, no list, no picture.

A public prototype stands beside the hidden one, so that every page exists and the
hidden one could be on it.
"""

import pytest
from django.urls import reverse

from portfolio.prototypes.models import Prototype
from portfolio.sharing.models import Portfolio
from tests.prototypes.factories import AttemptFactory
from tests.sharing.factories import pictured, published

HIDDEN = "Nobody may read this sentence"
WORDS = [HIDDEN, "Hush", "hush", "Whisper", "whisper"]


@pytest.fixture
def hidden(alice, prototype):
    hidden = published(
        alice,
        problem=HIDDEN,
        name="Hush",
        problems=["Hand-offs", "Whisper"],
        tools=["Replit", "Whisper tool"],
        outcome="failed",
        people_shown=4,
    )
    with hidden.changing():
        AttemptFactory(prototype=hidden)
    with alice.portfolio.changing():
        alice.portfolio.could_do_shown.set([hidden])
        alice.portfolio.could_do = "Yes"
        alice.portfolio.save()
    return hidden


WAYS = {
    "private": lambda p: p.show_to("private"),
    "by link": lambda p: p.show_to("link"),
    "archived": lambda p: p.archive(True),
    "deleted": lambda p: p.delete_softly(),
}


def every_page(handle="alice"):
    return [
        "/",
        "/problems/",
        "/problems/hand-offs/",
        "/problems/whisper/",
        "/tools/replit/",
        "/tools/whisper-tool/",
        f"/@{handle}/",
        f"/@{handle}/problems/hand-offs/",
        f"/@{handle}/problems/whisper/",
        f"/@{handle}/outcomes/failed/",
        f"/@{handle}/pagewise/",
        f"/@{handle}/hush/",
        "/sitemap.xml",
        "/sitemap/words.xml",
        "/sitemap/2.xml",
    ]


def leaks(client, words=WORDS, handle="alice"):
    """Say on which pages which of the words stand."""
    pages = {url: client.get(url).content.decode() for url in every_page(handle)}
    return {
        url: said
        for url, html in pages.items()
        if (said := [word for word in words if word in html])
    }


def test_before_it_is_hidden_it_is_on_every_page(client, hidden):
    assert {client.get(url).status_code for url in every_page()} == {200}
    assert set(leaks(client)) == set(every_page()) - {"/sitemap.xml"}


@pytest.mark.parametrize("way", WAYS)
def test_hidden_it_is_on_no_page(client, alice, hidden, way):
    WAYS[way](hidden)
    assert leaks(client) == {}
    client.force_login(alice)
    assert leaks(client) == {}


@pytest.mark.parametrize("way", WAYS)
def test_hidden_its_own_pages_are_as_if_they_never_were(client, alice, hidden, way):
    WAYS[way](hidden)
    for url in ("/@alice/hush/", "/problems/whisper/", "/tools/whisper-tool/"):
        unknown = client.get("/@alice/unknown/")
        response = client.get(url)
        assert (response.status_code, response.content) == (404, unknown.content)


@pytest.mark.parametrize("way", WAYS)
def test_hidden_it_is_in_no_count(client, alice, hidden, way):
    WAYS[way](hidden)
    summary = Portfolio.objects.get().summary
    assert summary == {
        "prototypes": 1,
        "shown": 0,
        "failed": 0,
        "attempts": 0,
        "weeks": [],
        "last": "",
        "problems": [["hand-offs", "Hand-offs", 1]],
        "could_do": [],
        "why_care": [],
    }
    assert (
        "<span>1 prototype</span>"
        in client.get("/problems/hand-offs/").content.decode()
    )
    assert '<span class="muted small">1</span>' in client.get("/").content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_hidden_its_pictures_are_hidden(client, alice, charlie, hidden, way):
    shot = pictured(hidden)
    url = reverse("pictures:file", args=[shot.public_id, "480.webp"])
    assert client.get(url).getvalue() == b"webp"
    WAYS[way](hidden)
    assert client.get(url).status_code == 404
    client.force_login(charlie)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_hidden_its_old_addresses_are_hidden(client, hidden, way):
    with hidden.changing():
        hidden.name = "Silence"
        hidden.save(update_fields=["name"])
        hidden.take_slug_of_name()
    assert client.get("/@alice/hush/").status_code == 301
    WAYS[way](hidden)
    assert client.get("/@alice/hush/").status_code == 404
    assert client.get("/@ALICE/silence/").status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_hidden_it_is_no_place_to_go_on_from(client, hidden, way):
    WAYS[way](hidden)
    url = reverse("sharing:problem_after", args=["hand-offs", hidden.public_id])
    assert client.get(url).status_code == 404


def switch_off(person):
    with person.portfolio.changing():
        person.portfolio.is_public = False
        person.portfolio.save(update_fields=["is_public"])


def shut_out(person):
    person.is_active = False
    person.save()


@pytest.mark.parametrize("way", [switch_off, shut_out])
def test_a_person_who_is_off_is_on_no_page(client, bob, hidden, way):
    """Here it is Bob's work that stays, and Alice who goes with all of hers."""
    published(bob, name="Bobs", tools=["Replit"])
    way(hidden.owner)
    words = [*WORDS, "Alice", "@alice", "Pagewise"]
    assert leaks(client, words, bob.portfolio.handle) == {}


@pytest.mark.parametrize("way", [switch_off, shut_out])
def test_a_person_who_is_off_has_no_pages(client, hidden, way):
    shot = pictured(hidden)
    way(hidden.owner)
    theirs = [url for url in every_page() if url.startswith("/@")]
    theirs.append(reverse("pictures:file", args=[shot.public_id, "480.webp"]))
    assert {client.get(url).status_code for url in theirs} == {404}


def test_only_public_rows_are_public(hidden):
    for way in WAYS.values():
        Prototype.objects.filter(pk=hidden.pk).update(
            visibility="public", archived_at=None, deleted_at=None
        )
        hidden.refresh_from_db()
        assert Prototype.objects.public().count() == 2
        way(hidden)
        assert list(Prototype.objects.public().values_list("name", flat=True)) == [
            "Pagewise"
        ]
        hidden.refresh_from_db()
        assert hidden.card == ""
