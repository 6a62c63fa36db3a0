"""What a portfolio says in numbers, kept ready beside it.

It is renewed in the transaction of every change, and counts what a stranger sees:
nothing that is private, archived or deleted shows through a number.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q

from portfolio.catalog.models import Problem
from portfolio.prototypes.models import Attempt, Prototype
from portfolio.prototypes.models.querysets import PrototypeQuerySet

if TYPE_CHECKING:
    from portfolio.sharing.models import Portfolio

WEEKS = 52
MOST_PROBLEMS = 40


class Summary(TypedDict):
    prototypes: int
    shown: int  # prototypes that people were shown
    failed: int  # prototypes that did not work
    attempts: int
    weeks: list[int]  # attempts in each of the 52 weeks up to the last one
    last: str  # day of the last attempt
    problems: list[tuple[str, str, int]]  # address, name, prototypes
    could_do: list[tuple[str, str]]  # address and problem of what shows it
    why_care: list[tuple[str, str]]


def empty() -> Summary:
    return Summary(
        prototypes=0,
        shown=0,
        failed=0,
        attempts=0,
        weeks=[],
        last="",
        problems=[],
        could_do=[],
        why_care=[],
    )


def summary_of(portfolio: "Portfolio") -> Summary:
    # Whether the whole page is on is asked when it is drawn.
    mine = Prototype.objects.published().filter(owner=portfolio.user_id)
    counts = mine.aggregate(
        prototypes=Count("pk"),
        shown=Count("pk", filter=Q(people_shown__gt=0)),
        failed=Count("pk", filter=Q(outcome=Prototype.Outcome.FAILED)),
    )
    days = attempts_by_day(mine)
    tagged = Problem.objects.filter(prototypes__in=mine).annotate(n=Count("prototypes"))
    problems = tagged.order_by("-n", "key").values_list("slug", "name", "n")
    return Summary(
        prototypes=counts["prototypes"],
        shown=counts["shown"],
        failed=counts["failed"],
        attempts=sum(days.values()),
        weeks=weeks_of(days),
        last=max(days).isoformat() if days else "",
        problems=list(problems[:MOST_PROBLEMS]),
        could_do=picked(portfolio.could_do_shown.all(), mine),
        why_care=picked(portfolio.why_care_shown.all(), mine),
    )


def attempts_by_day(mine: PrototypeQuerySet) -> dict[date, int]:
    made = Attempt.objects.filter(prototype__in=mine).order_by()
    return dict(made.values_list("made_on").annotate(n=Count("pk")))


def weeks_of(days: dict[date, int]) -> list[int]:
    """Count by week, Monday to Sunday, in the year that ends with the last attempt.

    A year up to today would go stale by itself, and a stored page must not.
    """
    if not days:
        return []
    last = monday(max(days))
    weeks = [0] * WEEKS
    for day, count in days.items():
        ago = (last - monday(day)).days // 7
        if ago < WEEKS:
            weeks[-1 - ago] += count
    return weeks


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def picked(shown: PrototypeQuerySet, mine: PrototypeQuerySet) -> list[tuple[str, str]]:
    chosen = mine.filter(pk__in=shown.values("pk")).in_order()
    return list(chosen.values_list("slug", "problem"))
