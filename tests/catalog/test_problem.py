import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portfolio.catalog.models import Problem
from tests.catalog.factories import ProblemFactory


def names(problems) -> list[str]:
    return [problem.name for problem in problems]


def test_it_is_found_at_its_address(db):
    problem = ProblemFactory(name="客服 等待")
    assert problem.slug == "客服-等待"
    assert problem.get_absolute_url() == reverse("sharing:problem", args=["客服-等待"])
    assert str(problem) == "客服 等待"


def test_names_lead_to_the_same_rows_however_they_are_written(db):
    first = Problem.objects.resolve(["Hand-offs", "New trouble"])
    again = Problem.objects.resolve(["new  TROUBLE", "hand offs", "ＨＡＮＤ－ＯＦＦＳ"])
    assert names(first) == ["Hand-offs", "New trouble"]
    assert again == first[::-1]


def test_blank_names_are_left_out(db):
    assert Problem.objects.resolve(["", "  ", "\t"]) == []


def test_a_new_name_belongs_to_its_maker(alice):
    (problem,) = Problem.objects.resolve(["  Lost  \u202eluggage "], by=alice)
    assert (problem.name, problem.slug) == ("Lost luggage", "lost-luggage")
    assert (problem.made_by, problem.is_shared) == (alice, False)


@pytest.mark.parametrize("count", [1, 3])
def test_known_names_cost_one_query(db, count, django_assert_num_queries):
    known = names(ProblemFactory.create_batch(count))
    with django_assert_num_queries(1):
        assert names(Problem.objects.resolve(known)) == known


@pytest.mark.parametrize("count", [1, 3])
def test_new_names_cost_three_queries(db, count, django_assert_num_queries):
    new = [f"Trouble {number}" for number in range(count)]
    with django_assert_num_queries(3):
        assert names(Problem.objects.resolve(new)) == new


def test_names_that_share_an_address_get_one_each(db):
    problems = Problem.objects.resolve(["Q", "Q+", "Q++", "Q#"])
    assert [problem.slug for problem in problems] == ["q", "q-2", "q-3", "q-4"]


def test_many_names_may_share_an_address(db):
    for number in range(8):
        Problem.objects.resolve(["Q" + "+" * number])
    assert Problem.objects.filter(slug__startswith="q").exclude(key="").count() == 8


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["x" * 41], f"Shorten “{'x' * 41}” to 40 characters."),
        (["fine", "!"], "Write “!” in words."),
        ([f"trouble {n}" for n in range(21)], "Keep to 20 of these."),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_made(db, given, message):
    before = Problem.objects.count()
    with pytest.raises(ValidationError) as caught:
        Problem.objects.resolve(given)
    assert caught.value.messages == [message]
    assert Problem.objects.count() == before


def test_twenty_different_names_fit_at_once(db):
    given = [f"trouble {n}" for n in range(20)]
    assert names(Problem.objects.resolve(given + given)) == given


def test_of_two_makers_at_once_one_wins_and_both_get_the_row(
    db, alice, bob, monkeypatch
):
    """Bob's look-up ran before Alice's row was there, so he tries to make it too."""
    look = type(Problem.objects.all()).by_key
    made = []

    def late(self, keys):
        found = look(self, keys)
        if not made:
            made.append(ProblemFactory(name="Lost luggage", made_by=alice))
        return found

    monkeypatch.setattr(type(Problem.objects.all()), "by_key", late)
    assert Problem.objects.resolve(["lost luggage"], by=bob) == made
    assert Problem.objects.filter(key="lost luggage").count() == 1


def test_a_word_outlives_its_maker(alice):
    (problem,) = Problem.objects.resolve(["Lost luggage"], by=alice)
    alice.delete()
    problem.refresh_from_db()
    assert problem.made_by is None
    assert problem not in Problem.objects.visible_to(None)


def test_renaming_keeps_the_address_and_renews_the_key(db):
    problem = ProblemFactory(name="Lugage")
    problem.name = "Lost luggage"
    problem.save(update_fields=["name"])
    problem.refresh_from_db()
    assert (problem.slug, problem.key, problem.stem) == (
        "lugage",
        "lost luggage",
        "lostluggage",
    )


def test_a_second_spelling_is_refused_in_a_form(db):
    ProblemFactory(name="Lost luggage")
    with pytest.raises(ValidationError) as caught:
        Problem(name="lost-luggage").full_clean()
    assert caught.value.message_dict == {"name": ["There is “Lost luggage” already."]}


def test_a_taken_address_gets_a_number_in_a_form(db):
    ProblemFactory(name="Q")
    problem = Problem(name="Q++")
    problem.full_clean()
    assert problem.slug == "q-2"
