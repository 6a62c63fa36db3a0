import uuid

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from portfolio.catalog.models import Problem
from portfolio.prototypes.models import Prototype

URL = reverse("prototypes:new")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


def test_the_problem_alone_is_enough(signed_in, alice):
    response = signed_in.post(URL, {"problem": "Nurses retype handover notes"})
    prototype = alice.prototypes.get()
    assertRedirects(response, prototype.get_absolute_url())
    assert prototype.visibility == "private"
    assert prototype.slug == "nurses-retype-handover-notes"


def test_without_a_problem_it_says_so(signed_in, alice):
    response = signed_in.post(URL, {"problem": " "})
    assertContains(response, "This field is required", status_code=422)
    assert not alice.prototypes.exists()


def test_a_link_brings_its_tool(signed_in, alice):
    signed_in.post(URL, {"problem": "x", "demo_url": "billwhy.replit.app"})
    prototype = alice.prototypes.get()
    assert prototype.demo_url == "https://billwhy.replit.app"
    assert [tool.name for tool in prototype.tools.all()] == ["Replit"]


def test_mere_hosting_is_no_tool(signed_in, alice):
    signed_in.post(URL, {"problem": "x", "demo_url": "https://bills.vercel.app"})
    assert alice.prototypes.get().tools.count() == 0


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("javascript:alert(1)", "Start the address with https://"),
        ("https://me:secret@example.com", "Remove the name and password"),
        ("https://x.ngrok.io", "This is a tunnel"),
        ("not a link", "Enter one address"),
    ],
)
def test_a_link_it_cannot_keep_is_explained(signed_in, alice, url, says):
    response = signed_in.post(URL, {"problem": "x", "demo_url": url})
    assertContains(response, says, status_code=422)
    assert not alice.prototypes.exists()


def test_sent_twice_it_is_logged_once(signed_in, alice):
    form = {"problem": "x", "nonce": str(uuid.uuid4())}
    first, second = signed_in.post(URL, form), signed_in.post(URL, form)
    assert first["Location"] == second["Location"]
    assert alice.prototypes.count() == 1


def test_a_nonce_says_nothing_about_others(signed_in, alice, bob):
    theirs = Prototype.objects.create(owner=bob, problem="theirs")
    signed_in.post(URL, {"problem": "mine", "nonce": str(theirs.nonce)})
    assert alice.prototypes.get().problem == "mine"


def test_tags_are_found_or_made(signed_in, alice):
    Problem.objects.filter(name="Hand-offs").exists() or Problem.objects.resolve(
        ["Hand-offs"]
    )
    signed_in.post(URL, {"problem": "x", "problems": "hand-offs, Lost parcels"})
    tags = alice.prototypes.get().problems.order_by("pk")
    assert [tag.name for tag in tags] == ["Hand-offs", "Lost parcels"]


def test_a_near_duplicate_is_offered_the_existing_one(signed_in, alice):
    form = {"problem": "x", "problems": "Handoffs"}
    response = signed_in.post(URL, form)
    assertContains(response, "which others use", status_code=422)
    assertContains(response, 'value="Hand-offs"', status_code=422)
    again = response.context["form"].data
    signed_in.post(URL, again)
    assert [tag.name for tag in alice.prototypes.get().problems.all()] == ["Hand-offs"]


def test_whoever_insists_keeps_the_own_name(signed_in, alice):
    form = {"problem": "x", "problems": "Handoffs"}
    again = signed_in.post(URL, form).context["form"].data
    signed_in.post(URL, again | {"problems": "Handoffs"})
    assert [tag.name for tag in alice.prototypes.get().problems.all()] == ["Handoffs"]


def test_somebody_elses_private_word_is_not_offered(signed_in, bob):
    Problem.objects.resolve(["Secret project Zeta"], by=bob)
    response = signed_in.post(URL, {"problem": "x", "problems": "Secret projekt Zeta"})
    assert response.status_code == 302
    options = signed_in.get(
        URL,
        {"problems": "Secret project"},
        headers={"HX-Request": "true", "HX-Trigger-Name": "problems"},
    )
    assert b"Zeta" not in options.content.replace(b"Secret projekt Zeta", b"")


def test_owner_and_visibility_are_never_taken_from_the_form(signed_in, alice, bob):
    signed_in.post(
        URL, {"problem": "x", "owner": bob.pk, "visibility": "public", "featured": "on"}
    )
    prototype = alice.prototypes.get()
    assert (prototype.visibility, prototype.featured) == ("private", False)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://billwhy.replit.app", "Replit"),
        ("https://x--y.replit.dev", "replit.app address"),
        ("https://old.glitch.me", "8 July 2025"),
    ],
)
def test_a_pasted_link_is_recognised_at_once(signed_in, url, says):
    response = signed_in.get(URL, {"demo_url": url}, headers={"HX-Request": "true"})
    assertContains(response, says)


@pytest.mark.parametrize(
    "url", ["https://replit.app.evil.example", "https://notreplit.app", "", "x y"]
)
def test_look_alikes_are_not_recognised(signed_in, url):
    response = signed_in.get(URL, {"demo_url": url}, headers={"HX-Request": "true"})
    assert response.content.strip() == b""


def test_tags_are_suggested(signed_in):
    response = signed_in.get(
        URL,
        {"problems": "Hand"},
        headers={"HX-Request": "true", "HX-Trigger-Name": "problems"},
    )
    assertContains(response, 'data-value="Hand-offs"')


def test_anonymous_signs_in_first(client, db):
    assert client.post(URL, {"problem": "x"})["Location"].startswith("/accounts/login/")


def test_other_methods_are_refused(signed_in):
    assert signed_in.put(URL).status_code == 405


@pytest.mark.parametrize(
    "text", ["🌙 值班工程师凌晨被叫醒", "مرحبا", "a" * 160, "<b>&amp;", "Ünïcödé"]
)
def test_any_words_come_back_as_they_were(signed_in, alice, text):
    signed_in.post(URL, {"problem": text})
    assert alice.prototypes.get().problem == text
