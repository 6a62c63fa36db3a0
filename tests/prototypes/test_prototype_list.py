import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portfolio.prototypes.models import Prototype
from portfolio.prototypes.shelf import PAGE
from tests.prototypes.factories import AttemptFactory, PrototypeFactory, SignalFactory

URL = reverse("prototypes:list")
NONCE = re.compile('name="nonce" value="([^"]+)"')


def shown(response):
    return [row.problem for row, _told in response.context["shelf"].rows]


def test_the_first_screen_asks_for_the_first_problem_only(client, alice):
    client.force_login(alice)
    response = client.get(URL)
    assertContains(response, "Who is stuck, and doing what?")
    assertNotContains(response, "Link to the demo")


def test_it_lists_what_is_mine(client, alice, bob):
    PrototypeFactory(owner=alice, problem="Nurses retype handover notes")
    PrototypeFactory(owner=bob, problem="Not mine")
    client.force_login(alice)
    assert shown(client.get(URL)) == ["Nurses retype handover notes"]


def test_anonymous_signs_in_first(client, db):
    assertRedirects(
        client.get(URL), "/accounts/login/?next=/log/", fetch_redirect_response=False
    )


def test_only_reading_is_allowed(client, alice):
    client.force_login(alice)
    assert client.post(URL).status_code == 405


def test_htmx_is_sent_to_the_whole_sign_in_page(client, db):
    response = client.get(URL, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == "/accounts/login/?next=/log/"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"visibility": "public"}, ["public one"]),
        ({"outcome": "failed"}, ["failed one"]),
        ({"problem": "hand-offs"}, ["public one"]),
        ({"archived": "yes"}, ["archived one"]),
        ({"visibility": "nonsense", "after": "x_y"}, ["failed one", "public one"]),
    ],
)
def test_filters_narrow_it(client, alice, asked, found):
    PrototypeFactory(
        owner=alice,
        problem="public one",
        name="P",
        visibility="public",
        problems=["Hand-offs"],
    )
    PrototypeFactory(owner=alice, problem="failed one", outcome="failed")
    PrototypeFactory(owner=alice, problem="archived one").archive(True)
    client.force_login(alice)
    assert sorted(shown(client.get(URL, asked))) == found


def test_counts_tell_what_each_filter_holds(client, alice):
    PrototypeFactory.create_batch(2, owner=alice)
    PrototypeFactory(owner=alice).archive(True)
    PrototypeFactory(owner=alice).delete_softly()
    client.force_login(alice)
    counts = client.get(URL).context["shelf"].counts
    wanted = {"all": 2, "archived": 1, "private": 2, "link": 0, "public": 0}
    assert {name: counts[name] for name in wanted} == wanted


def test_pages_follow_each_other_without_gap_or_repeat(client, alice):
    Prototype.objects.bulk_create(
        Prototype(owner=alice, problem=f"{n}", slug=f"p-{n}") for n in range(60)
    )
    client.force_login(alice)
    seen, after = [], ""
    while True:
        shelf = client.get(URL, {"after": after}).context["shelf"]
        seen += [row.problem for row, _told in shelf.rows]
        if not (after := shelf.next):
            break
    assert sorted(seen, key=int) == [str(n) for n in range(60)]
    assert len(seen) == 60 > PAGE


def test_htmx_gets_the_list_alone(client, alice):
    PrototypeFactory(owner=alice)
    client.force_login(alice)
    response = client.get(URL, headers={"HX-Request": "true"})
    assertContains(response, 'id="results"')
    assertNotContains(response, "<html")


def test_hostile_text_stays_text(client, alice):
    PrototypeFactory(owner=alice, problem="<script>alert(1)</script>")
    client.force_login(alice)
    assertContains(client.get(URL), "&lt;script&gt;alert(1)&lt;/script&gt;")


@pytest.mark.parametrize("count", [1, 3])
def test_it_needs_eight_queries(client, alice, count, django_assert_num_queries):
    for prototype in PrototypeFactory.create_batch(
        count, owner=alice, problems=["Hand-offs", "Billing"]
    ):
        AttemptFactory.create_batch(count, prototype=prototype)
        SignalFactory.create_batch(count, prototype=prototype)
    client.force_login(alice)
    client.get(URL)  # notes the device, once in a quarter of an hour
    with django_assert_num_queries(8):
        client.get(URL)


def test_each_form_is_logged_once_and_by_itself(client, alice):
    PrototypeFactory(owner=alice)
    client.force_login(alice)
    found = [NONCE.search(client.get(URL).content.decode())[1] for _ in range(2)]
    assert found[0] != found[1]
    for nonce in [*found, found[0]]:
        client.post(reverse("prototypes:new"), {"problem": "x", "nonce": nonce})
    assert alice.prototypes.filter(problem="x").count() == 2
