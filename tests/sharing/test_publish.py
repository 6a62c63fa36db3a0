import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from portfolio.catalog.models import Problem
from portfolio.prototypes.models import Prototype
from portfolio.sharing.models import Portfolio, ShareLink
from tests.factories import UserFactory
from tests.prototypes.factories import PrototypeFactory, ScreenshotFactory
from tests.sharing.factories import PortfolioFactory

FORM = {"visibility": "public", "handle": "alice", "headline": " Becoming a  PM "}


@pytest.fixture
def url(draft):
    return reverse("sharing:publish", args=[draft.public_id])


def test_the_first_time_it_asks_for_an_address(client, alice, url):
    client.force_login(alice)
    response = client.get(url)
    assertContains(response, "Publish your first prototype")
    assert response.context["form"]["handle"].initial == "alice-adeyemi"
    assert response.context["form"].initial["visibility"] == "public"
    assert "name" not in response.context["form"].fields


def test_it_publishes(client, alice, draft, url):
    client.force_login(alice)
    assertRedirects(client.post(url, FORM), url)
    draft.refresh_from_db()
    portfolio = Portfolio.objects.get()
    assert (draft.visibility, draft.slug) == ("public", "night-card")
    assert (portfolio.user, portfolio.handle) == (alice, "alice")
    assert portfolio.headline == "Becoming a PM"
    assert portfolio.summary["problems"] == [["paperwork", "Paperwork", 1]]
    assertContains(client.get(url), "http://localhost/@alice/night-card/")
    client.logout()
    assertContains(client.get("/@alice/night-card/"), draft.problem)


def test_it_shares_the_words_it_uses(client, alice, draft, url):
    draft.problems.set(Problem.objects.resolve(["Bed shortage"]))
    client.force_login(alice)
    assert Problem.objects.get(name="Bed shortage").is_shared is False
    client.post(url, FORM)
    assert Problem.objects.get(name="Bed shortage").is_shared is True


def test_the_second_time_it_asks_for_nothing(client, alice, portfolio, url):
    client.force_login(alice)
    assert list(client.get(url).context["form"].fields) == ["visibility"]
    assertRedirects(client.post(url, {"visibility": "public"}), url)


def test_it_hides_from_strangers(client, charlie, url):
    client.force_login(charlie)
    assert client.get(url).status_code == 404
    assert client.post(url, FORM).status_code == 404
    assert Portfolio.objects.count() == 0


def test_it_needs_signing_in(client, url):
    assertRedirects(
        client.get(url),
        f"{reverse('account_login')}?next={url}",
        fetch_redirect_response=False,
    )


def test_it_answers_get_and_post_only(client, alice, url):
    client.force_login(alice)
    assert client.put(url).status_code == 405


@pytest.mark.parametrize(
    ("form", "field", "message"),
    [
        ({"visibility": "all"}, "visibility", "all"),
        ({"handle": "admin"}, "handle", "The site keeps this address for itself."),
        ({"handle": ""}, "handle", "Use 3 to 39 characters."),
        ({"headline": "x" * 161}, "headline", "160"),
    ],
)
def test_it_refuses_with_a_reason(client, alice, draft, url, form, field, message):
    client.force_login(alice)
    response = client.post(url, FORM | form)
    assert response.status_code == 422
    assert message in " ".join(response.context["form"].errors[field])
    draft.refresh_from_db()
    assert draft.visibility == "private"
    assert Portfolio.objects.count() == 0


def test_it_says_what_is_missing_and_where(client, alice):
    bare = PrototypeFactory(owner=alice)
    ScreenshotFactory(prototype=bare)
    url = reverse("sharing:publish", args=[bare.public_id])
    client.force_login(alice)
    response = client.get(url)
    assert list(response.context["missing"]) == ["prototype", "problem", "pictures"]
    for place in response.context["missing"]:
        assertContains(response, f'href="{bare.get_absolute_url()}#{place}"')
    refused = client.post(url, FORM)
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors() == [
        "Give it a name before you publish.",
        "Tag at least one problem before you publish.",
        "Describe each picture in words, or mark it as decorative.",
    ]


def test_a_person_without_a_name_is_asked_for_one(client, url, alice, draft):
    User.objects.update(name="")
    client.force_login(alice)
    refused = client.post(url, FORM)
    assert refused.status_code == 422
    assert "name" in refused.context["form"].errors
    assertRedirects(client.post(url, FORM | {"name": " Alice\u202e  A. "}), url)
    alice.refresh_from_db()
    assert alice.name == "Alice A."


def test_a_handle_taken_meanwhile_is_a_message(client, alice, draft, url, monkeypatch):
    PortfolioFactory(handle="alice")
    monkeypatch.setattr("portfolio.sharing.handles.refusal", lambda *args: "")
    client.force_login(alice)
    response = client.post(url, FORM)
    assert response.status_code == 422
    assertContains(response, "Somebody took this address just now.", status_code=422)
    draft.refresh_from_db()
    assert draft.visibility == "private"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Alice", "<b>http://localhost/@alice/</b> is free."),
        ("bob", "Somebody has this address already."),
        ("b0b", "This looks too much like “bob”"),
        ("<b>", "Use the letters a to z"),
    ],
)
def test_a_handle_is_judged_while_it_is_typed(client, alice, url, typed, said):
    PortfolioFactory(handle="bob")
    client.force_login(alice)
    headers = {"HX-Request": "true"}
    response = client.get(url, {"handle": typed}, headers=headers)
    assertContains(response, said)
    assertNotContains(response, "<html")


def test_by_link_it_needs_no_address(client, alice, draft, url):
    client.force_login(alice)
    assertRedirects(client.post(url, {"visibility": "link"}), url)
    draft.refresh_from_db()
    assert draft.visibility == "link"
    assert Portfolio.objects.count() == 0
    link = ShareLink.objects.get()
    assertContains(client.get(url), f"http://localhost/s/{link.token}/")


def test_it_takes_back(client, alice, prototype):
    url = reverse("sharing:publish", args=[prototype.public_id])
    prototype.feature(True)
    client.force_login(alice)
    client.post(url, {"visibility": "private"})
    prototype.refresh_from_db()
    assert (prototype.visibility, prototype.featured) == ("private", False)
    assert client.get("/@alice/pagewise/").status_code == 404


def test_choosing_something_else_ends_the_link(client, alice, draft, url):
    client.force_login(alice)
    client.post(url, {"visibility": "link"})
    address = ShareLink.objects.get().get_absolute_url()
    assert client.get(address).status_code == 200
    client.post(url, {"visibility": "private"})
    client.post(url, {"visibility": "link"})
    assert client.get(address).status_code == 404
    assert ShareLink.objects.active().count() == 1


def test_an_archived_one_comes_back_with_its_link(client, alice, draft, url):
    draft.archive(True)
    client.force_login(alice)
    client.post(url, {"visibility": "link"})
    assert client.get(ShareLink.objects.get().get_absolute_url()).status_code == 200


def test_the_card_shows_before_there_is_an_address(client, alice, draft, url):
    client.force_login(alice)
    assertContains(client.get(url), f'<a href="/@you/{draft.slug}/">{draft.problem}')
    assert Prototype.objects.get().card == ""


@pytest.mark.parametrize("count", [1, 3])
def test_it_needs_a_fixed_number_of_queries(
    client, count, alice, draft, url, django_assert_num_queries
):
    PortfolioFactory(user=alice)
    for _each in range(count):
        ScreenshotFactory(prototype=draft, alt="A board")
        PrototypeFactory(owner=alice)
        PortfolioFactory(user=UserFactory())
    client.force_login(alice)
    client.get(url)  # the first visit of a session is noted
    with django_assert_num_queries(13):
        client.get(url)
