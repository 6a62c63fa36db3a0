"""Pages that show the public work of everybody: by problem, by tool, the newest."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portfolio.catalog.models import Problem, Tool
from portfolio.lib.links import host_of, is_clean
from portfolio.prototypes.models import Prototype
from portfolio.prototypes.models.querysets import PrototypeQuerySet
from portfolio.sharing.drawing.cards import signed

PAGE = 48
NEWEST = 9
MOST_WORDS = 12
WORDS_PAGE = 200


def draw_home() -> str:
    context = {
        "cards": cards_of(Prototype.objects.public(), NEWEST),
        "problems": list(in_use(Problem)[:MOST_WORDS]),
        "tools": list(in_use(Tool)[:MOST_WORDS]),
        "canonical": settings.SITE_URL + reverse("sharing:home"),
        "title": _("Prototypes by people becoming AI product managers"),
        "description": _(
            "Log the prototypes you build, the problem each one solves and what "
            "failed. Share one page that a hiring manager can judge."
        ),
    }
    return render_to_string("landing.html", context)


def draw_problems(page: int) -> str:
    first = (page - 1) * WORDS_PAGE
    problems = list(in_use(Problem)[first : first + WORDS_PAGE + 1])
    if page > 1 and not problems:
        raise Http404
    context = {
        "problems": problems[:WORDS_PAGE],
        "newer": problems_url(page - 1) if page > 1 else "",
        "older": problems_url(page + 1) if len(problems) > WORDS_PAGE else "",
        "canonical": settings.SITE_URL + problems_url(page),
        "title": _("Problems"),
        "description": _("What people here work on, with the prototypes for each."),
        "section": "problems",
    }
    return render_to_string("catalog/problems.html", context)


def problems_url(page: int) -> str:
    if page == 1:
        return reverse("sharing:problems")
    return reverse("sharing:problems_page", args=[page])


def draw_problem(slug: str, after: UUID | None = None) -> str | HttpResponse:
    problem = get_object_or_404(Problem.objects.following(), slug=slug)
    if problem.merged_into:
        return HttpResponsePermanentRedirect(problem.standing().get_absolute_url())
    work = Prototype.objects.public().filter(problems=problem)
    context = shelf(work, "problem", slug, after) | {
        "word": problem,
        "title": _("%(name)s: prototypes that took it on") % {"name": problem.name},
        "description": problem.description or problem.name,
        "others": list(in_use(Problem).exclude(pk=problem.pk)[:MOST_WORDS]),
        "section": "problems",
    }
    return render_to_string("catalog/problem.html", context)


def draw_tool(slug: str, after: UUID | None = None) -> str:
    tool = get_object_or_404(Tool, slug=slug)
    work = Prototype.objects.public().filter(tools=tool)
    context = shelf(work, "tool", slug, after) | {
        "word": tool,
        "title": _("Prototypes built with %(name)s") % {"name": tool.name},
        "description": _("Prototypes built with %(name)s") % {"name": tool.name},
        "home": {"url": tool.home_page, "host": host_of(tool.home_page)}
        if is_clean(tool.home_page)
        else None,
        "others": list(in_use(Tool).exclude(pk=tool.pk)[:MOST_WORDS]),
    }
    return render_to_string("catalog/tool.html", context)


def in_use(words: type[Problem] | type[Tool]) -> Any:
    """List the words of public work with their counts, the most used first."""
    public = Prototype.objects.public()
    found = words._default_manager.filter(prototypes__in=public)
    return found.annotate(n=Count("prototypes")).order_by("-n", "key")


def shelf(
    work: PrototypeQuerySet, name: str, slug: str, after: UUID | None
) -> dict[str, Any]:
    """Lay out one page of cards, newest first; a shelf without any does not exist."""
    counts = work.aggregate(total=Count("pk"), people=Count("owner", distinct=True))
    if not counts["total"]:
        raise Http404
    rows = list(after_this(work, after).newest().values_list(*SIGNED)[: PAGE + 1])
    if not rows:
        raise Http404
    first = reverse(f"sharing:{name}", args=[slug])
    here = reverse(f"sharing:{name}_after", args=[slug, after]) if after else first
    last = rows[PAGE - 1][-1] if len(rows) > PAGE else None
    return counts | {
        "cards": [signed(*row[:3]) for row in rows[:PAGE]],
        "newest": first if after else "",
        "older": reverse(f"sharing:{name}_after", args=[slug, last]) if last else "",
        "canonical": settings.SITE_URL + here,
    }


SIGNED = ["card", "owner__name", "owner__portfolio__handle", "public_id"]


def cards_of(work: PrototypeQuerySet, most: int) -> list[SafeString]:
    return [signed(*row[:3]) for row in work.newest().values_list(*SIGNED)[:most]]


def after_this(work: PrototypeQuerySet, after: UUID | None) -> PrototypeQuerySet:
    if after is None:
        return work
    public = Prototype.objects.public()
    here = get_object_or_404(public.only("published_at"), public_id=after)
    return work.filter(
        Q(published_at__lt=here.published_at)
        | Q(published_at=here.published_at, pk__lt=here.pk)
    )
