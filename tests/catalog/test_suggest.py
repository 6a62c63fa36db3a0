import pytest

from portfolio.catalog.models import Problem
from tests.catalog.factories import ProblemFactory


def names(problems) -> list[str]:
    return [problem.name for problem in problems]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Handoffs", "Hand-offs"),
        ("Hand offs", "Hand-offs"),
        ("hand-off", "Hand-offs"),
        ("Hanndoffs", "Hand-offs"),
        ("Support wiat times", "Support wait times"),
        ("Suport wait time", "Support wait times"),
        ("shceduling", "Scheduling"),
        ("Schedulign", "Scheduling"),
        ("chedulings", "Scheduling"),
        ("Hand-offs", None),
        ("hand-offs", None),
        ("Trust", None),
        ("Something else entirely", None),
        ("", None),
        ("!!!", None),
        ("x" * 5000, None),
    ],
)
def test_near_finds_the_twin_and_not_the_name_itself(db, typed, found):
    near = Problem.objects.near(typed)
    assert (near.name if near else None) == found


def test_near_knows_wide_and_narrow_signs_of_chinese(db):
    problem = ProblemFactory(name="AI 交接")
    assert Problem.objects.near("ＡＩ　交接") == problem
    assert Problem.objects.near("AI交接") == problem
    assert Problem.objects.near("AI 交班") is None


def test_near_keeps_to_a_name_that_exists_beside_its_twin(db):
    ProblemFactory(name="Handoffs")
    assert Problem.objects.near("handoffs") is None


def test_near_finds_a_swap_in_the_very_middle(db):
    problem = ProblemFactory(name="abcdefgh")
    assert Problem.objects.near("abcedfgh") == problem


@pytest.mark.parametrize("count", [1, 3])
def test_near_costs_one_query(db, count, django_assert_num_queries):
    for number in range(count):
        ProblemFactory(name=f"Lost luggage{'x' * number}")
    with django_assert_num_queries(1):
        Problem.objects.near("Lost lugage")


@pytest.fixture
def few(db) -> None:
    Problem.objects.all().delete()
    for name in (
        "Waiting",
        "Support wait",
        "Await",
        "Hand-offs",
        "Off the record",
        "待办",
    ):
        ProblemFactory(name=name)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wait", ["Waiting", "Support wait", "Await"]),
        ("WAIT", ["Waiting", "Support wait", "Await"]),
        ("support w", ["Support wait"]),
        ("off", ["Off the record", "Hand-offs"]),
        ("handoff", ["Hand-offs"]),
        ("hand off", ["Hand-offs"]),
        ("待", ["待办"]),
        ("%", []),
        (
            "_",
            ["Await", "Hand-offs", "Off the record", "Support wait", "Waiting", "待办"],
        ),
        ("\x00\ud800wait", ["Waiting", "Support wait", "Await"]),
        ("zzz", []),
        ("x" * 5000, []),
    ],
)
def test_suggestions_start_alike_then_contain(few, typed, found):
    assert names(Problem.objects.suggest(typed)) == found


def test_suggestions_keep_to_their_number(few):
    assert len(Problem.objects.suggest("", limit=3)) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_suggestions_cost_one_query(db, count, django_assert_num_queries):
    ProblemFactory.create_batch(count)
    with django_assert_num_queries(1):
        assert len(Problem.objects.suggest("queue at")) == count


def test_a_word_of_private_work_is_offered_to_its_maker_alone(few, alice, bob):
    Problem.objects.resolve(["Layoffs at Acme"], by=alice)
    assert names(Problem.objects.suggest("layoffs", by=alice)) == ["Layoffs at Acme"]
    assert Problem.objects.suggest("layoffs", by=bob) == []
    assert Problem.objects.suggest("layoffs") == []
    assert Problem.objects.near("Layoff at Acme", by=alice) is not None
    assert Problem.objects.near("Layoff at Acme", by=bob) is None


def test_a_shared_word_is_offered_to_everybody(few, alice, bob):
    Problem.objects.resolve(["Lost luggage"], by=alice)
    assert Problem.objects.filter(name="Lost luggage").share() == 1
    assert names(Problem.objects.suggest("lost", by=bob)) == ["Lost luggage"]
