"""What a merge or a new name does to the work that uses the word."""

import pytest

from portfolio.catalog.models import Problem, Tool
from portfolio.pages.models import Group
from tests.catalog.factories import ProblemFactory, ToolFactory
from tests.prototypes.factories import AttemptFactory, PrototypeFactory


@pytest.fixture
def old(db) -> Problem:
    return ProblemFactory(name="Lugage")


@pytest.fixture
def new(db) -> Problem:
    return ProblemFactory(name="Lost luggage")


def versions() -> dict[int, int]:
    return dict(Group.objects.values_list("owner", "version"))


def test_a_merge_moves_every_reference_once(old, new):
    only_old = PrototypeFactory(problems=["Lugage"])
    both = PrototypeFactory(problems=["Lugage", "Lost luggage", "Billing"])
    neither = PrototypeFactory(problems=["Billing"])
    old.merge_into(new)
    assert [problem.name for problem in only_old.problems.all()] == ["Lost luggage"]
    assert [problem.name for problem in both.problems.all()] == [
        "Billing",
        "Lost luggage",
    ]
    assert [problem.name for problem in neither.problems.all()] == ["Billing"]
    assert list(old.prototypes.all()) == []


def test_a_merge_goes_through_the_door_of_every_holder(old, new, monkeypatch):
    changed = []
    prototype = PrototypeFactory(problems=["Lugage"])
    real = type(prototype).changing

    def noted(self):
        changed.append(self.pk)
        return real(self)

    monkeypatch.setattr(type(prototype), "changing", noted)
    old.merge_into(new)
    assert changed == [prototype.pk]


def test_a_change_makes_the_pages_of_the_site_stale(old, new):
    old.merge_into(new)
    merged = versions()
    with new.changing():
        new.save(update_fields=["name"])
    renamed = versions()
    assert renamed[Group.SITE] > merged[Group.SITE]


def test_a_renamed_tool_redraws_attempts_and_prototypes(db, monkeypatch):
    tool = ToolFactory(name="Workbench")
    by_tag, by_attempt = PrototypeFactory.create_batch(2)
    by_tag.tools.add(tool)
    AttemptFactory(prototype=by_attempt, tool=tool)
    changed = set()
    real = type(by_tag).changing
    monkeypatch.setattr(
        type(by_tag), "changing", lambda self: changed.add(self.pk) or real(self)
    )
    with tool.changing():
        tool.name = "Workbench 2"
        tool.save(update_fields=["name"])
    assert changed == {by_tag.pk, by_attempt.pk}
    assert Tool.objects.get(pk=tool.pk).key == "workbench 2"


def test_a_failed_change_leaves_all_as_it_was(old):
    before = versions()

    def fail() -> None:
        with old.changing():
            Problem.objects.filter(pk=old.pk).update(name="Broken")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    old.refresh_from_db()
    assert old.name == "Lugage"
    assert versions() == before
