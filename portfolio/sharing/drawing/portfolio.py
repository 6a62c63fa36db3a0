"""The pages of one person: all their public work, or one problem's, or what failed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from portfolio.catalog.models import Problem
from portfolio.prototypes.models import Prototype
from portfolio.sharing import elsewhere
from portfolio.sharing.chart import attempts_chart
from portfolio.sharing.drawing.cards import own
from portfolio.sharing.models import Portfolio
from portfolio.sharing.summary import WEEKS, Summary

PAGE = 48
SHOWN_PROBLEMS = 12
PERSON = ["id", "name", "language"]
COLUMNS = [
    "handle",
    "headline",
    "bio_html",
    "place",
    "kind",
    "availability",
    "accent",
    "could_do",
    "why_care",
    "photo_id",
    "photo_state",
]
# Read as text: forty-eight cards would bring them parsed forty-eight times.
JSON = ["links", "photo_widths", "summary"]
IS_FAILED = Q(outcome=Prototype.Outcome.FAILED)


@dataclass
class Asked:
    """What an address asks of a portfolio."""

    handle: str
    problem: str = ""
    failed: bool = False
    page: int = 1

    @property
    def is_front(self) -> bool:
        return not self.problem and not self.failed and self.page == 1

    @property
    def where(self) -> Q:
        if self.problem:
            return Q(problems__slug=self.problem)
        return IS_FAILED if self.failed else Q()

    def url(self, page: int = 1) -> str:
        args: list[Any] = [self.handle]
        name = "portfolio"
        if self.problem:
            name, args = "portfolio_problem", [*args, self.problem]
        elif self.failed:
            name = "portfolio_failed"
        if page > 1:
            name, args = f"{name}_page", [*args, page]
        return reverse(f"sharing:{name}", args=args)


def draw(asked: Asked) -> str | HttpResponse:
    portfolio, cards = read(asked)
    if portfolio is None or not leads_somewhere(portfolio, asked):
        return HttpResponsePermanentRedirect(moved(asked))
    total = total_of(portfolio, asked)
    if asked.page > pages_of(total) or not (total or asked.is_front):
        raise Http404
    translation.activate(portfolio.user.language)
    return render_to_string(
        "sharing/portfolio.html",
        face(portfolio) | body(portfolio, asked, cards, total),
    )


def read(asked: Asked) -> tuple[Portfolio | None, list[tuple[str, bool]]]:
    """Bring the person, what their page says, and its cards, in one statement."""
    first = (asked.page - 1) * PAGE
    found = Prototype.objects.public().filter(
        asked.where, owner__portfolio__handle=asked.handle
    )
    as_text = {name: Cast(f"owner__portfolio__{name}", TextField()) for name in JSON}
    columns = found.in_order().values_list(
        "card",
        "featured",
        *(f"owner__{name}" for name in PERSON),
        *(f"owner__portfolio__{name}" for name in COLUMNS),
        *as_text.values(),
    )[first : first + PAGE]
    if rows := list(columns):
        return person_of(rows[0][2:]), [row[:2] for row in rows]
    people = Portfolio.objects.public().select_related("user")
    return people.filter(handle=asked.handle).first(), []


def as_if_public(portfolio: Portfolio) -> dict[str, Any]:
    """Gather the front page of a portfolio that is switched off, for its owner."""
    asked = Asked(portfolio.handle)
    mine = Prototype.objects.published().filter(owner=portfolio.user_id)
    cards = list(mine.in_order().values_list("card", "featured")[:PAGE])
    total = total_of(portfolio, asked)
    return face(portfolio) | body(portfolio, asked, cards, total)


def person_of(values: Sequence[Any]) -> Portfolio:
    named = dict(zip([*PERSON, *COLUMNS, *JSON], values, strict=True))
    user = User(**{name: named.pop(name) for name in PERSON})
    as_parsed = {name: json.loads(named[name]) for name in JSON}
    return Portfolio(user=user, **named | as_parsed)


def leads_somewhere(portfolio: Portfolio, asked: Asked) -> bool:
    slugs = {slug for slug, _name, _count in portfolio.summary["problems"]}
    return not asked.problem or asked.problem in slugs


def moved(asked: Asked) -> str:
    """Say where the page of this address is now, or that there is none."""
    handle = handle_now(asked.handle)
    problem = asked.problem
    if handle == asked.handle:
        merged = Problem.objects.filter(slug=problem).exclude(merged_into=None)
        problem = merged.values_list("merged_into__slug", flat=True).first() or ""
    if not handle or (handle == asked.handle and not problem):
        raise Http404
    return replace(asked, handle=handle, problem=problem).url()


def handle_now(handle: str) -> str:
    """Return what a handle is called now: in lower case, and after a move."""
    handle = handle.lower()
    people = Portfolio.objects.public()
    found = people.filter(handle=handle) | people.filter(
        user__old_handles__handle=handle
    )
    return found.values_list("handle", flat=True).first() or ""


def total_of(portfolio: Portfolio, asked: Asked) -> int:
    summary = portfolio.summary
    if asked.problem:
        counts = {slug: count for slug, _name, count in summary["problems"]}
        return int(counts[asked.problem])
    return int(summary["failed" if asked.failed else "prototypes"])


def pages_of(total: int) -> int:
    return max(1, -(-total // PAGE))


def body(
    portfolio: Portfolio, asked: Asked, cards: list[tuple[str, bool]], total: int
) -> dict[str, Any]:
    problems = portfolio.summary["problems"]
    is_led = asked.is_front and any(featured for _card, featured in cards[:1])
    return {
        "asked": asked,
        "cards": own([card for card, _featured in cards], wide=is_led),
        "is_led": is_led,
        "total": total,
        "pages": pages_of(total),
        "newer": asked.url(asked.page - 1) if asked.page > 1 else "",
        "older": asked.url(asked.page + 1) if asked.page < pages_of(total) else "",
        "canonical": settings.SITE_URL + asked.url(asked.page),
        "problems": problems[:SHOWN_PROBLEMS],
        "more_problems": problems[SHOWN_PROBLEMS:],
        "problem": next((p[1] for p in problems if p[0] == asked.problem), ""),
    }


def face(portfolio: Portfolio) -> dict[str, Any]:
    """Say who it is: what stands beside the work on every page of a person."""
    summary = portfolio.summary
    last = date.fromisoformat(summary["last"]) if summary["last"] else None
    headline = portfolio.headline or _("prototypes, attempts and what failed")
    return {
        "portfolio": portfolio,
        "name": portfolio.name,
        "title": _("%(name)s: %(headline)s")
        % {
            "name": portfolio.name,
            "headline": headline,
        },
        "description": in_short(portfolio),
        "kind": "profile",
        "summary": summary,
        "places": elsewhere.shown(portfolio.links),
        "last": last,
        "first": last - timedelta(weeks=WEEKS - 1) if last else None,
        "chart": attempts_chart(summary["weeks"], last) if last else "",
    }


def in_short(portfolio: Portfolio) -> str:
    said = _("%(numbers)s. %(headline)s") % {
        "numbers": in_numbers(portfolio.summary),
        "headline": portfolio.headline,
    }
    return said.strip()


def in_numbers(summary: Summary) -> str:
    prototypes, attempts = summary["prototypes"], summary["attempts"]
    built = ngettext("%(n)d prototype", "%(n)d prototypes", prototypes)
    tried = ngettext("%(n)d attempt", "%(n)d attempts", attempts)
    return _("%(prototypes)s, %(attempts)s") % {
        "prototypes": built % {"n": prototypes},
        "attempts": tried % {"n": attempts},
    }
