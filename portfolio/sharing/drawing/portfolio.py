"""The pages of one person: all their public work, or one problem's, or what failed."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.catalog.models import Problem
from portfolio.prototypes.models import Prototype
from portfolio.sharing.drawing.asked import PAGE, Asked, address
from portfolio.sharing.drawing.cards import own
from portfolio.sharing.drawing.reading import Card, read
from portfolio.sharing.models import Portfolio
from portfolio.sharing.summary import Summary

SHOWN_PROBLEMS = 12


def draw(asked: Asked) -> str | HttpResponse:
    portfolio, cards = read(asked, PAGE)
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


def as_if_public(portfolio: Portfolio) -> dict[str, Any]:
    """Gather the front page of a portfolio that is switched off, for its owner."""
    asked = Asked(portfolio.handle)
    mine = Prototype.objects.published().filter(owner=portfolio.user_id)
    cards = list(mine.in_order().values_list("card", "featured")[:PAGE])
    total = total_of(portfolio, asked)
    return face(portfolio) | body(portfolio, asked, cards, total)


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
    portfolio: Portfolio, asked: Asked, cards: list[Card], total: int
) -> dict[str, Any]:
    problems = [
        (address("portfolio_problem", asked.handle, slug), slug, name, count)
        for slug, name, count in portfolio.summary["problems"]
    ]
    # Alone, a card has the room; among others, its owner put it first.
    leads = asked.is_front and (total == 1 or any(led for _card, led in cards[:1]))
    shown = own([card for card, _featured in cards], wide=leads)
    return {
        "asked": asked,
        "home": address("portfolio", asked.handle),
        "led": shown[0] if leads and shown else "",
        "grid": mark_safe("".join(shown[1:] if leads else shown)),  # noqa: S308
        "total": total,
        "pages": pages_of(total),
        "newer": asked.url(asked.page - 1) if asked.page > 1 else "",
        "older": asked.url(asked.page + 1) if asked.page < pages_of(total) else "",
        "canonical": settings.SITE_URL + asked.url(asked.page),
        "problems": problems[:SHOWN_PROBLEMS],
        "more_problems": problems[SHOWN_PROBLEMS:],
        "problem": next((p[2] for p in problems if p[1] == asked.problem), ""),
    }


def face(portfolio: Portfolio) -> dict[str, Any]:
    """Say who it is: what stands beside the work on every page of a person."""
    summary = portfolio.summary
    headline = portfolio.headline or _("prototypes, attempts and what failed")
    title = _("%(name)s: %(headline)s")
    return {
        "portfolio": portfolio,
        "name": portfolio.name,
        "title": title % {"name": portfolio.name, "headline": headline},
        "description": in_short(portfolio),
        "kind": "profile",
        "summary": summary,
        "last": date.fromisoformat(summary["last"]) if summary["last"] else None,
        "identity": mark_safe(portfolio.identity_html),  # noqa: S308
        "answers": mark_safe(portfolio.answers_html),  # noqa: S308
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
