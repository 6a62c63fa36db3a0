"""Bring a person, what their page says and its cards, in one statement.

The query is written as any other, and compiled once: building it costs several times
as much as running it, and a page is drawn anew after every change.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from accounts.models import User
from portfolio.prototypes.models import Prototype
from portfolio.sharing.drawing.asked import Asked
from portfolio.sharing.models import Portfolio

CARD = ["card", "featured"]
PERSON = ["id", "name", "language"]
COLUMNS = ["handle", "headline", "accent", "identity_html", "answers_html"]
# Read as text: forty-eight cards would bring it parsed forty-eight times.
JSON = ["summary"]
# What stands in the compiled statement for what an address asks.
HANDLE, PROBLEM = "the handle", "the problem"

type Card = tuple[str, bool]


def read(asked: Asked, size: int) -> tuple[Portfolio | None, list[Card]]:
    """Return the person, or None, and the cards of one page of so many."""
    sql, places = statement(bool(asked.problem), asked.failed, asked.page, size)
    given = {HANDLE: asked.handle, PROBLEM: asked.problem}
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(place, place) for place in places])
        rows = cursor.fetchall()
    if rows:
        return person_of(rows[0][2:]), [(card, bool(led)) for card, led, *_ in rows]
    people = Portfolio.objects.public().select_related("user")
    return people.filter(handle=asked.handle).first(), []


@lru_cache(maxsize=200)
def statement(
    by_problem: bool, failed: bool, page: int, size: int
) -> tuple[str, tuple[Any, ...]]:
    found = Prototype.objects.public().filter(
        Q(problems__slug=PROBLEM) if by_problem else Q(),
        Q(outcome=Prototype.Outcome.FAILED) if failed else Q(),
        owner__portfolio__handle=HANDLE,
    )
    # Of those on other pages, only the order is looked at.
    here = found.in_order().values("pk")[(page - 1) * size : page * size]
    as_text = (Cast(f"owner__portfolio__{name}", TextField()) for name in JSON)
    rows = (
        Prototype.objects.filter(pk__in=here)
        .in_order()
        .values_list(
            *CARD,
            *(f"owner__{name}" for name in PERSON),
            *(f"owner__portfolio__{name}" for name in COLUMNS),
            *as_text,
        )
    )
    return rows.query.sql_with_params()


def person_of(values: Sequence[Any]) -> Portfolio:
    named = dict(zip([*PERSON, *COLUMNS, *JSON], values, strict=True))
    user = User(**{name: named.pop(name) for name in PERSON})
    named |= {name: json.loads(named[name]) for name in JSON}
    return Portfolio(user=user, **named)
