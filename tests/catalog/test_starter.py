from importlib import import_module

import pytest
from django.apps import apps

from portfolio.catalog import starter
from portfolio.catalog.models import Problem, Tool, ToolHost
from portfolio.catalog.names import clean_name, key_of, stem_of
from portfolio.lib.links import clean_url
from portfolio.lib.text import slugify_title

TABLES = (Tool, ToolHost, Problem)
migration = import_module("portfolio.catalog.migrations.0002_starting_vocabulary")


def everything() -> list[list[tuple]]:
    return [list(table.objects.order_by("pk").values_list()) for table in TABLES]


def test_every_row_of_the_files_is_there(db):
    assert [table.objects.count() for table in TABLES] == [
        len(starter.rows(name)) for name in ("tools", "hosts", "problems")
    ]
    assert not Tool.objects.filter(is_shared=False).exists()
    assert not Problem.objects.filter(is_shared=False).exists()


def test_loading_again_changes_nothing(db):
    before = everything()
    starter.load(*TABLES)
    assert everything() == before


def test_it_can_be_taken_back_and_done_again(db):
    before = [[row[1:] for row in rows] for rows in everything()]
    migration.unload(apps, None)
    assert everything() == [[], [], []]
    migration.load(apps, None)
    assert [len(rows) for rows in everything()] == [len(rows) for rows in before]
    assert set(Tool.objects.values_list("slug", flat=True)) == {
        slugify_title(row["name"]) for row in starter.rows("tools")
    }


def test_a_curators_words_are_kept_and_patterns_follow_the_file(db):
    Problem.objects.filter(name="Hand-offs").update(
        description="Ours.", is_shared=False
    )
    ToolHost.objects.filter(pattern="*.glitch.me").update(kind="live")
    starter.load(*TABLES)
    problem = Problem.objects.get(name="Hand-offs")
    assert (problem.description, problem.is_shared) == ("Ours.", True)
    assert ToolHost.objects.get(pattern="*.glitch.me").kind == "dead"


def test_an_address_taken_by_somebody_is_stepped_around(db):
    Problem.objects.filter(name="Churn").delete()
    Problem.objects.create(name="Churn!", slug="churn")
    starter.load(*TABLES)
    assert Problem.objects.get(name="Churn").slug == "churn-2"


def test_every_host_names_a_tool_of_the_file():
    tools = {row["name"] for row in starter.rows("tools")}
    assert {row["tool"] for row in starter.rows("hosts")} - tools == {"tunnel"}


@pytest.mark.parametrize("file", ["tools", "problems"])
def test_names_are_clean_and_differ(file):
    names = [row["name"] for row in starter.rows(file)]
    assert [clean_name(name) for name in names] == names
    assert len({key_of(name) for name in names}) == len(names)
    assert len({stem_of(name) for name in names}) == len(names)
    assert names == sorted(names, key=str.casefold)


def test_the_rows_say_what_they_must():
    for row in starter.rows("tools"):
        assert row["family"] in Tool.Family.values
        assert clean_url(row["home_page"]) == row["home_page"]
    for row in starter.rows("problems"):
        assert row["description"].endswith(".")
        assert len(row["description"]) <= 120
    for row in starter.rows("hosts"):
        assert row["kind"] in ToolHost.Kind.values
        assert row["builder"] in {"yes", "no"}
