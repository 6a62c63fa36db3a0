import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portfolio.sharing.models import OldHandle, Portfolio
from tests.prototypes.factories import PrototypeFactory
from tests.sharing.factories import PortfolioFactory, published

URL = reverse("sharing:edit")
NO_LINKS = {"links-TOTAL_FORMS": "6", "links-INITIAL_FORMS": "0"}
FORM = NO_LINKS | {
    "handle": "alice",
    "headline": "Support lead becoming a PM",
    "bio": "I ran **support**.",
    "place": "Lagos",
    "kind": "powered",
    "availability": "open",
    "accent": "lake",
    "could_do": "Yes.",
    "why_care": "Nights.",
    "links-0-label": "GitHub",
    "links-0-url": "github.com/alice",
    "links-3-url": "https://alice.dev",
}


def test_it_saves(client, alice, portfolio, prototype):
    client.force_login(alice)
    form = FORM | {"could_do_shown": [prototype.pk]}
    assertRedirects(client.post(URL, form), URL)
    portfolio.refresh_from_db()
    assert portfolio.headline == "Support lead becoming a PM"
    assert "<strong>support</strong>" in portfolio.bio_html
    assert (portfolio.kind, portfolio.availability) == ("powered", "open")
    assert portfolio.accent == "lake"
    assert portfolio.links == [
        {"label": "GitHub", "url": "https://github.com/alice"},
        {"label": "alice.dev", "url": "https://alice.dev"},
    ]
    assert list(portfolio.could_do_shown.all()) == [prototype]
    assert portfolio.summary["could_do"] == [["pagewise", prototype.problem]]
    page = client.get("/@alice/")
    assertContains(page, '<body class="accent-lake">')
    assertContains(page, "<strong>support</strong>")


def test_saving_again_keeps_everything(client, alice, portfolio):
    client.force_login(alice)
    client.post(URL, FORM)
    before = Portfolio.objects.values().get()
    client.post(
        URL,
        FORM
        | {
            "links-INITIAL_FORMS": "2",
            "links-0-url": "https://github.com/alice",
            "links-1-label": "",
            "links-1-url": "https://alice.dev",
            "links-3-url": "",
        },
    )
    assert Portfolio.objects.values().get() == before


def test_an_empty_form_clears(client, alice, portfolio):
    client.force_login(alice)
    client.post(URL, FORM)
    client.post(URL, NO_LINKS | {"handle": "alice", "accent": "apple"})
    portfolio.refresh_from_db()
    assert (portfolio.headline, portfolio.bio_html, portfolio.links) == ("", "", [])


def test_a_new_address_leads_from_the_old_one(client, alice, prototype):
    client.force_login(alice)
    assertRedirects(client.post(URL, FORM | {"handle": "Adeyemi"}), URL)
    assert Portfolio.objects.get().handle == "adeyemi"
    assert list(OldHandle.objects.values_list("handle", "user")) == [
        ("alice", alice.pk)
    ]
    assertRedirects(client.get("/@alice/"), "/@adeyemi/", status_code=301)
    assertContains(client.get("/@adeyemi/"), 'href="/@adeyemi/pagewise/"')
    client.post(URL, FORM | {"handle": "alice"})
    assert list(OldHandle.objects.values_list("handle", flat=True)) == ["adeyemi"]
    assertRedirects(client.get("/@adeyemi/"), "/@alice/", status_code=301)


@pytest.mark.parametrize(
    ("form", "field", "message"),
    [
        ({"handle": "bob"}, "handle", "Somebody has this address already."),
        ({"handle": "b0b"}, "handle", "This looks too much like “bob”"),
        ({"handle": ""}, "handle", "This field is required."),
        ({"headline": "x" * 161}, "headline", "160"),
        ({"accent": "red"}, "accent", "red"),
        ({"could_do_shown": ["999999"]}, "could_do_shown", "999999"),
        ({"bio": "x\x00"}, "bio", "null"),
    ],
)
def test_it_refuses_with_a_reason(client, alice, portfolio, form, field, message):
    PortfolioFactory(handle="bob")
    client.force_login(alice)
    response = client.post(URL, FORM | form)
    assert response.status_code == 422
    assert message.lower() in " ".join(response.context["form"].errors[field]).lower()
    portfolio.refresh_from_db()
    assert (portfolio.handle, portfolio.headline) == ("alice", "")


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"links-0-url": "javascript:alert(1)"}, "Start the address with https://"),
        ({"links-0-url": "https://me@x.example"}, "Remove the name and password"),
        ({"links-0-url": ""}, "Add the address, or clear the label."),
        ({"links-TOTAL_FORMS": "7"}, "6"),
    ],
)
def test_it_refuses_bad_links(client, alice, portfolio, form, message):
    client.force_login(alice)
    many = {f"links-{n}-url": f"https://x.example/{n}" for n in range(7)}
    response = client.post(
        URL, FORM | (many if "links-TOTAL_FORMS" in form else {}) | form
    )
    assert response.status_code == 422
    portfolio.refresh_from_db()
    assert portfolio.links == []
    assertContains(response, message, status_code=422)


def test_an_address_taken_meanwhile_is_a_message(client, alice, portfolio, monkeypatch):
    PortfolioFactory(handle="bob")
    monkeypatch.setattr("portfolio.sharing.handles.refusal", lambda *args: "")
    client.force_login(alice)
    response = client.post(URL, FORM | {"handle": "bob"})
    assertContains(response, "Somebody took this address just now.", status_code=422)
    assertContains(response, "http://localhost/@alice/", status_code=422)


def test_only_own_public_work_can_be_shown(client, alice, bob, portfolio, prototype):
    client.force_login(alice)
    private = PrototypeFactory(owner=alice)
    foreign = published(bob)
    for other in (private, foreign):
        response = client.post(URL, FORM | {"why_care_shown": [other.pk]})
        assert response.status_code == 422
    choices = client.get(URL).context["form"].fields["why_care_shown"].choices
    assert list(choices) == [(prototype.pk, prototype.problem)]


def test_nothing_else_can_be_set(client, alice, bob, portfolio):
    client.force_login(alice)
    client.post(
        URL,
        FORM
        | {"user": bob.pk, "is_public": "", "photo_state": "ready", "summary": "{}"},
    )
    portfolio.refresh_from_db()
    assert (portfolio.user, portfolio.is_public, portfolio.photo_state) == (
        alice,
        True,
        "",
    )


def test_a_handle_is_judged_while_it_is_typed(client, alice, portfolio):
    client.force_login(alice)
    headers = {"HX-Request": "true"}
    response = client.get(URL, {"handle": "adeyemi"}, headers=headers)
    assertContains(response, "<b>http://localhost/@adeyemi/</b> is free.")
    assertNotContains(response, "<html")


def test_before_there_is_a_page_it_says_how_to_get_one(client, alice, draft):
    client.force_login(alice)
    response = client.get(URL)
    assertContains(response, "Your page begins with one prototype")
    assertContains(response, reverse("sharing:publish", args=[draft.public_id]))
    assertContains(client.post(URL, FORM), "Your page begins with one prototype")


def test_it_needs_signing_in(client, db):
    assert client.get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"


def test_everybody_sees_their_own(client, alice, charlie, portfolio):
    client.force_login(charlie)
    assertNotContains(client.get(URL), "@alice")


def test_other_methods_are_refused(client, alice, portfolio):
    client.force_login(alice)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_it_needs_a_fixed_number_of_queries(
    client, count, alice, portfolio, django_assert_num_queries
):
    for number in range(count):
        published(alice, name=f"Card {number}")
    client.force_login(alice)
    client.get(URL)  # the first visit of a session is noted
    with django_assert_num_queries(8):
        client.get(URL)
