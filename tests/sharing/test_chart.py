import xml.etree.ElementTree as ET
from datetime import date

import pytest

from portfolio.sharing.chart import attempts_chart
from portfolio.sharing.summary import weeks_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(weeks, last=date(2026, 11, 15)):
    return ET.fromstring(attempts_chart(weeks, last))  # noqa: S314  our own


def bars(svg):
    return [(bar.get("class"), int(bar.get("height"))) for bar in svg.iter("rect")]


def test_each_week_is_a_bar_and_the_busiest_fills_the_chart():
    assert bars(drawn([0, 1, 2, 4])) == [
        ("none", 2),
        (None, 19),
        (None, 30),
        (None, 52),
    ]


def test_bars_stand_on_the_ground_side_by_side():
    svg = drawn([0, 1, 4] + [0] * 49)
    assert svg.get("viewBox") == "0 0 259 52"
    for place, bar in enumerate(svg.iter("rect")):
        assert int(bar.get("y")) + int(bar.get("height")) == 52
        assert int(bar.get("x")) == place * 5


def test_it_says_the_same_in_words():
    svg = drawn([1, 0, 0, 0, 3, 1], date(2026, 11, 15))
    title, desc = svg.find("title"), svg.find("desc")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "5 attempts in a year, in 3 different weeks"
    assert desc.text == "October 2026: 1; November 2026: 4"


def test_one_is_said_in_the_singular():
    assert drawn([1]).find("title").text == "1 attempt in a year, in 1 week"


def test_the_year_ends_with_the_week_of_the_last_attempt():
    sunday, monday = date(2026, 11, 15), date(2026, 11, 16)
    weeks = weeks_of(
        {sunday: 2, monday: 1, date(2025, 11, 24): 4, date(2025, 11, 23): 9}
    )
    assert len(weeks) == 52
    assert (weeks[-1], weeks[-2], weeks[0]) == (1, 2, 4)
    assert sum(weeks) == 7


@pytest.mark.parametrize("days", [{}])
def test_without_attempts_there_is_no_year(days):
    assert weeks_of(days) == []
