"""What nobody types, and somebody sends."""

import time

import pytest
from django.urls import reverse

# Its address is so long that a number behind it would not fit.
LONG = "Night nurses read three paper sheets before they may helps anybody at all"


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


def url_of(prototype, section):
    return reverse("prototypes:section_edit", args=[prototype.public_id, section])


def test_a_long_problem_may_be_logged_again_and_again(signed_in, alice):
    for _each in range(4):
        signed_in.post(reverse("prototypes:new"), {"problem": LONG})
    slugs = sorted(alice.prototypes.values_list("slug", flat=True))
    assert [len(slug) <= 60 for slug in slugs] == 4 * [True]
    assert [slug[-2:] for slug in slugs if slug[-2] == "-"] == ["-2", "-3", "-4"]


@pytest.mark.parametrize("field", ["problems", "keep"])
def test_a_million_tags_are_counted_before_they_are_read(signed_in, prototype, field):
    sent = {"problem": "P", "problems": "Hand-offs", field: "a," * 1_000_000}
    began = time.process_time()
    signed_in.post(url_of(prototype, "problem"), sent)
    assert time.process_time() - began < 2


def test_a_hidden_field_nested_too_deep_counts_as_empty(signed_in, prototype):
    response = signed_in.post(url_of(prototype, "work"), {"base": "[" * 200_000})
    assert response.status_code == 302


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "9" * 5000, "NaN"])
def test_numbers_no_database_holds_are_refused(signed_in, prototype, number):
    work = signed_in.post(url_of(prototype, "work"), {"hours": number})
    sent = {"people_shown": number, "stage": "built", "outcome": "early"}
    result = signed_in.post(url_of(prototype, "result"), sent)
    assert (work.status_code, result.status_code) == (422, 422)


@pytest.mark.parametrize(
    "query",
    [
        "after=nan_1",
        "after=inf_1",
        f"after=-62135596800_{32 * '0'}",
        f"after=253402300799_{32 * 'f'}",
        "after=%00_%00",
        "problem=%00",
        "outcome=%00",
    ],
)
def test_the_list_drops_what_it_does_not_know(signed_in, prototype, query):
    assert signed_in.get(f"/log/?{query}").status_code == 200
