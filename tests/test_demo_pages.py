"""The demo's content fits the models, and its pages need nothing but themselves."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from accounts.models import User
from portfolio.catalog.names import stem_of
from portfolio.demo.take_pictures import MOST_BYTES, PICTURES, SHOTS
from portfolio.prototypes.models import Attempt, Prototype, Screenshot, Signal
from portfolio.prototypes.models.prototype import MOST_FEATURED
from portfolio.sharing.elsewhere import LONGEST_LABEL
from portfolio.sharing.models import Portfolio
from tests.test_static import INLINE

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path for path in (ROOT / "static/demo").iterdir() if path.is_dir())
PEOPLE = {
    path.stem: tomllib.loads(path.read_text())
    for path in sorted((ROOT / "portfolio/demo/content").glob("*.toml"))
}
BUILDERS = {name: each for name, each in PEOPLE.items() if "portfolio" in each}
PROTOTYPES = [each for person in BUILDERS.values() for each in person["prototypes"]]
MINA = PEOPLE["mina"]["prototypes"]
# What the loader turns into something else: dates, rows of other tables, a link.
LOADED = {"attempts", "signals", "pictures", "problems", "tools", "tool", "demo"}
SOLUTIONS = re.compile(
    r"\bAI\b|\b(chat)?bots?\b|\bassistant|\bagent that|\bapps?\b|\bdashboard that"
    r"|\btool that|机器人|小程序|智能|系统",
    re.IGNORECASE,
)


def label(prototype: dict[str, Any]) -> str:
    return prototype.get("name") or prototype["problem"]


def fields_of(table: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in table.items()
        if key not in LOADED and not key.endswith("_days_ago")
    }


def check(model: type, table: dict[str, Any]) -> None:
    """Hold one table to the columns of its model, without a database."""
    row = model(**fields_of(table))
    row.clean_fields(
        exclude=[
            field.name
            for field in model._meta.fields
            if field.is_relation or not field.editable
        ]
    )


def attempts(prototype: dict[str, Any]) -> list[dict[str, Any]]:
    return prototype.get("attempts", [])


def pictures() -> list[dict[str, Any]]:
    tables = [table for each in PROTOTYPES for table in (each, *attempts(each))]
    return [picture for table in tables for picture in table.get("pictures", [])]


def catalogue(name: str) -> dict[str, str]:
    with (ROOT / f"portfolio/catalog/{name}.csv").open() as file:
        return {stem_of(row["name"]): row["name"] for row in csv.DictReader(file)}


def test_six_people_sign_in():
    assert [person["user"]["email"] for person in PEOPLE.values()] == [
        "manager@example.com",
        "joaquim@example.com",
        "leila@example.com",
        "builder@example.com",
        "tomasz@example.com",
        "xiaoyu@example.com",
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_fits_the_model(name):
    user = User(**PEOPLE[name]["user"])
    user.clean_fields(exclude=["password"])


@pytest.mark.parametrize("name", BUILDERS)
def test_a_portfolio_fits_the_model(name):
    table = dict(BUILDERS[name]["portfolio"])
    names = {label(each) for each in BUILDERS[name]["prototypes"]}
    for question in ("could_do", "why_care"):
        answer = table.pop(question, {"text": "", "prototypes": []})
        assert set(answer["prototypes"]) <= names
        table[question] = answer["text"]
    assert (PICTURES / table.pop("photo")).is_file()
    for text, address in table.pop("links", []):
        assert len(text) <= LONGEST_LABEL
        assert ROOT / "static/demo" / address.removeprefix("demo:") in PAGES
    check(Portfolio, table)


@pytest.mark.parametrize("prototype", PROTOTYPES, ids=label)
def test_a_prototype_fits_the_models(prototype):
    check(Prototype, prototype)
    for attempt in attempts(prototype):
        check(Attempt, attempt)
    for signal in prototype.get("signals", []):
        check(Signal, signal)


@pytest.mark.parametrize("prototype", PROTOTYPES, ids=label)
def test_a_problem_names_no_solution(prototype):
    assert SOLUTIONS.search(prototype["problem"]) is None


def test_a_solution_would_be_noticed():
    assert SOLUTIONS.search("An AI agent that answers billing questions")


@pytest.mark.parametrize("prototype", PROTOTYPES, ids=label)
def test_the_days_follow_one_another(prototype):
    made = [attempt["made_days_ago"] for attempt in attempts(prototype)]
    assert made == sorted(made, reverse=True)
    if made:
        assert made[0] == prototype["started_days_ago"]
        assert made[-1] == prototype.get("ended_days_ago", made[-1])


@pytest.mark.parametrize("prototype", PROTOTYPES, ids=label)
def test_an_attempt_uses_a_tool_of_its_prototype(prototype):
    used = {attempt["tool"] for attempt in attempts(prototype)}
    assert used <= set(prototype.get("tools", []))


def test_mina_has_fourteen_prototypes_and_sixty_attempts():
    assert len(MINA) == 14
    assert sum(len(attempts(each)) for each in MINA) == 60


def test_mina_shows_most_and_keeps_some_to_herself():
    shown = Counter(each["visibility"] for each in MINA)
    assert shown == {"public": 10, "private": 3, "link": 1}
    assert len([each for each in MINA if each.get("people_shown")]) == 5
    assert len({name for each in MINA for name in each["problems"]}) == 6


def test_mina_tried_things_over_forty_weeks():
    days = [each["made_days_ago"] for one in MINA for each in attempts(one)]
    assert max(days) - min(days) == 278
    assert len({day // 7 for day in days}) >= 30


@pytest.mark.parametrize("name", BUILDERS)
def test_what_is_public_can_be_and_three_are_featured_at_most(name):
    prototypes = BUILDERS[name]["prototypes"]
    public = [each for each in prototypes if each["visibility"] == "public"]
    assert [each for each in public if not (each["name"] and each["problems"])] == []
    featured = [each for each in prototypes if each.get("featured")]
    assert len(featured) <= MOST_FEATURED
    assert [each for each in featured if each not in public] == []


@pytest.mark.parametrize("kind", ["tools", "problems"])
def test_a_word_of_the_catalogue_is_spelled_as_there(kind):
    known = catalogue(kind)
    used = {word for each in PROTOTYPES for word in each.get(kind, [])}
    odd = {word for word in used if known.get(stem_of(word), word) != word}
    assert odd == set()
    assert len(used & set(known.values())) >= 6


def test_each_page_belongs_to_one_prototype():
    used = sorted(each["demo"] for each in PROTOTYPES if "demo" in each)
    assert used == [page.name for page in PAGES]


def test_each_picture_is_shown_once_and_can_be_retaken():
    photos = [person["portfolio"]["photo"] for person in BUILDERS.values()]
    shown = sorted([*photos, *(picture["file"] for picture in pictures())])
    assert shown == sorted(path.name for path in PICTURES.glob("*.png"))
    portraits = [path.stem for path in PICTURES.glob("portraits/*.svg")]
    taken = [*portraits, *(shot.file for shot in SHOTS)]
    assert sorted(f"{name}.png" for name in taken) == shown


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture["file"])
def test_a_picture_is_described_and_small(picture):
    check(Screenshot, {key: picture[key] for key in ("alt", "caption")})
    assert len(picture["alt"]) > 20
    path = PICTURES / picture["file"]
    assert path.stat().st_size <= MOST_BYTES
    with Image.open(path) as opened:
        assert opened.size in [(1600, 1000), (780, 1688)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_three_short_files_and_reaches_for_nothing_else(page):
    files = {path.name: path.read_text() for path in page.iterdir()}
    assert sorted(files) == ["app.js", "index.html", "style.css"]
    assert sum(text.count("\n") for text in files.values()) <= 200
    html = files["index.html"]
    asked = re.findall(r'\s(?:src|href|action)="([^"]*)"', html)
    assert asked == ["data:,", "style.css", "app.js"]
    assert INLINE.findall(html) == []
    assert re.search(r'<html lang="(en|zh-Hans)">', html)
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in html
    fonts = re.findall(r'url\("([^"]+)"\)', files["style.css"])
    assert files["style.css"].count("url(") == len(fonts)
    assert [font for font in fonts if not (page / font).is_file()] == []
    reaches = r"fetch\(|XMLHttpRequest|WebSocket|import\b|eval\(|innerHTML|cookie"
    assert re.findall(reaches, files["app.js"]) == []
    assert (
        re.findall(r"https?://(?!www\.w3\.org/2000/svg)", "".join(files.values())) == []
    )
