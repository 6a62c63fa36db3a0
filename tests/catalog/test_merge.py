import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from portfolio.catalog.models import Problem
from tests.catalog.factories import ProblemFactory


@pytest.fixture
def twins(db) -> tuple[Problem, Problem]:
    return ProblemFactory(name="Lugage"), ProblemFactory(name="Lost luggage")


def test_a_merged_name_leads_to_the_other(twins):
    old, new = twins
    old.merge_into(new)
    assert Problem.objects.resolve(["lugage", "Lost luggage"]) == [new]
    assert Problem.objects.suggest("lugage") == []
    assert Problem.objects.near("Luggages") == new


def test_merging_twice_leaves_no_chain(twins):
    old, new = twins
    newest = ProblemFactory(name="Baggage")
    old.merge_into(new)
    new.merge_into(newest)
    old.refresh_from_db()
    assert old.merged_into == newest
    assert Problem.objects.resolve(["Lugage"]) == [newest]


def test_merging_into_what_was_merged_goes_to_what_stands(twins):
    old, new = twins
    third = ProblemFactory(name="Baggage")
    old.merge_into(new)
    third.merge_into(old)
    assert third.merged_into == new


def test_merging_shares_what_either_shared(db, alice):
    ProblemFactory(name="Lugage").merge_into(
        ProblemFactory(name="Lost luggage", is_shared=False, made_by=alice)
    )
    assert Problem.objects.get(name="Lost luggage").is_shared


def test_a_circle_is_refused(twins):
    old, new = twins
    old.merge_into(new)
    for target in (old, new):
        with pytest.raises(ValidationError) as caught:
            new.merge_into(target)
        assert caught.value.messages == ["A problem cannot be merged into itself."]
    new.merged_into = old
    with pytest.raises(ValidationError) as caught:
        new.clean()
    assert list(caught.value.message_dict) == ["merged_into"]


def test_the_database_refuses_a_circle_of_one(twins):
    old, _new = twins
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=old.pk).update(merged_into=old.pk)


@pytest.mark.parametrize(
    "values", [{"name": ""}, {"name": "x" * 41}, {"description": "x" * 301}]
)
def test_the_database_keeps_the_limits(twins, values):
    old, _new = twins
    # PostgreSQL says so by the type of the column, SQLite by the constraint.
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Problem.objects.filter(pk=old.pk).update(**values)
