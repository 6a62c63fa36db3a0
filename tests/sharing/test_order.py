import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portfolio.sharing.views import order
from tests.prototypes.factories import PrototypeFactory
from tests.sharing.factories import published

URL = reverse("sharing:order")


@pytest.fixture
def three(alice, portfolio):
    """Newest first, they stand as C, B, A."""
    return {
        name: published(alice, name=name, problem=f"Trouble {name}") for name in "ABC"
    }


def act(client, prototype, act, **form):
    url = reverse("sharing:order_change", args=[prototype.public_id])
    return client.post(url, {"act": act, **form})


def shown(client, url="/@alice/"):
    html = client.get(url).content.decode()
    places = {name: html.find(f"Trouble {name}<") for name in "ABC"}
    return "".join(sorted((n for n in "ABC" if places[n] > 0), key=places.get))


def test_it_moves_up_and_down(client, alice, three):
    client.force_login(alice)
    assert shown(client) == shown(client, URL) == "CBA"
    response = act(client, three["A"], "up")
    assertRedirects(response, f"{URL}#p-{three['A'].public_id}")
    assert shown(client) == shown(client, URL) == "CAB"
    act(client, three["C"], "down")
    assert shown(client) == "ACB"
    act(client, three["A"], "up")
    act(client, three["B"], "down")
    assert shown(client) == "ACB"


def test_a_new_one_comes_first(client, alice, three):
    client.force_login(alice)
    act(client, three["A"], "up")
    PrototypeFactory(owner=alice)
    assert shown(client) == "CAB"
    newest = published(alice, name="New", problem="Trouble new")
    html = client.get("/@alice/").content.decode()
    assert html.index(newest.problem) < html.index("Trouble C")


def test_it_puts_at_the_front_and_takes_back(client, alice, three):
    client.force_login(alice)
    act(client, three["A"], "feature")
    assert shown(client) == "ACB"
    act(client, three["B"], "feature")
    assert shown(client) == "BAC"
    act(client, three["A"], "up")
    assert shown(client) == "ABC"
    act(client, three["A"], "unfeature")
    assert shown(client)[0] == "B"


def test_a_fourth_at_the_front_is_refused(client, alice, three):
    client.force_login(alice)
    for prototype in three.values():
        act(client, prototype, "feature")
    fourth = published(alice, name="D")
    response = act(client, fourth, "feature")
    assertRedirects(
        response, f"{URL}#p-{fourth.public_id}", fetch_redirect_response=False
    )
    assertContains(client.get(URL), "Three are featured already.")


@pytest.mark.parametrize("unknown", ["", "first", "delete"])
def test_what_it_does_not_know_changes_nothing(client, alice, three, unknown):
    client.force_login(alice)
    assert act(client, three["A"], unknown).status_code == 302
    assert shown(client) == "CBA"


def test_it_goes_on_on_a_second_page(client, alice, three, monkeypatch):
    monkeypatch.setattr(order, "PAGE", 2)
    client.force_login(alice)
    assert shown(client, URL) == "CB"
    assert shown(client, f"{URL}?page=many") == "CB"
    assert shown(client, f"{URL}?page=2") == "A"
    response = act(client, three["A"], "up", page="2")
    assert response["Location"] == f"{URL}?page=2#p-{three['A'].public_id}"
    assert shown(client, URL) == "CA"


def test_only_public_ones_stand_there(client, alice, three):
    private = PrototypeFactory(owner=alice, problem="Nobody may read this")
    client.force_login(alice)
    assertNotContains(client.get(URL), private.problem)
    assert act(client, private, "up").status_code == 404


def test_it_hides_from_strangers(client, charlie, three):
    client.force_login(charlie)
    assert act(client, three["A"], "up").status_code == 404
    assertRedirects(client.get(URL), reverse("sharing:edit"))


def test_without_public_work_it_says_so(client, alice, portfolio):
    client.force_login(alice)
    assertContains(client.get(URL), "Nothing is public at the moment")


def test_they_need_signing_in(client, three):
    login = reverse("account_login")
    assert client.get(URL)["Location"] == f"{login}?next={URL}"
    assert act(client, three["A"], "up")["Location"].startswith(login)


def test_the_right_method_only(client, alice, three):
    client.force_login(alice)
    url = reverse("sharing:order_change", args=[three["A"].public_id])
    assert client.get(url).status_code == 405
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_it_needs_a_fixed_number_of_queries(
    client, count, alice, portfolio, django_assert_num_queries
):
    for number in range(count):
        published(alice, name=f"Card {number}")
    client.force_login(alice)
    client.get(URL)  # the first visit of a session is noted
    with django_assert_num_queries(5):
        client.get(URL)
