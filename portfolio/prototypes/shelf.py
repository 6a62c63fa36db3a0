"""The log's list: filters, counts and keyset pages of one person's prototypes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portfolio.catalog.models import Problem
from portfolio.prototypes.completeness import percent
from portfolio.prototypes.models import Prototype

if TYPE_CHECKING:
    from accounts.models import User

PAGE = 24


class Shelf:
    """What one address of the log shows. Values it does not know are dropped."""

    def __init__(self, owner: "User", asked: QueryDict) -> None:
        self.owner = owner
        self.mine = owner.prototypes.kept()
        self.visibility = known(asked.get("visibility"), Prototype.Visibility.values)
        self.outcome = known(asked.get("outcome"), Prototype.Outcome.values)
        self.archived = asked.get("archived") == "yes"
        self.problem = asked.get("problem", "")
        self.after = read_cursor(asked.get("after", ""))

    @property
    def is_filtered(self) -> bool:
        return bool(self.visibility or self.outcome or self.problem or self.archived)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Count by visibility, with the archived apart, in one query."""
        now = Q(archived_at=None)
        wanted = {
            value: Count("pk", filter=now & Q(visibility=value))
            for value in Prototype.Visibility.values
        }
        return self.mine.aggregate(
            all=Count("pk", filter=now),
            archived=Count("pk", filter=~now),
            **wanted,
        )

    @property
    def is_empty(self) -> bool:
        return self.counts["all"] + self.counts["archived"] == 0

    @property
    def visibilities(self) -> list[tuple[str, str | Promise, int]]:
        choices = Prototype.Visibility.choices
        return [(value, label, self.counts[value]) for value, label in choices]

    @property
    def outcomes(self) -> Sequence[tuple[str, str | Promise]]:
        return Prototype.Outcome.choices

    @cached_property
    def has_deleted(self) -> bool:
        return self.owner.prototypes.deleted().exists()

    @cached_property
    def recent(self) -> dict[str, int]:
        """Count the attempts and prototypes of the last four weeks."""
        since = timezone.localdate() - timedelta(weeks=4)
        lately = Q(attempts__made_on__gt=since)
        return self.mine.aggregate(
            attempts=Count("attempts", filter=lately, distinct=True),
            prototypes=Count("pk", filter=Q(created_at__date__gt=since), distinct=True),
        )

    @cached_property
    def checks(self) -> list[tuple[str, bool]]:
        """Say what a reader will look for on the whole page."""
        told = self.mine.filter(archived_at=None).aggregate(
            evident=Count("pk", filter=Q(signals__isnull=False), distinct=True),
            failed=Count(
                "pk", filter=Q(outcome="failed") & ~Q(failed=""), distinct=True
            ),
            shown=Count("pk", filter=Q(people_shown__gt=0), distinct=True),
            silent=Count(
                "pk",
                filter=Q(screenshots__alt="", screenshots__decorative=False),
                distinct=True,
            ),
        )
        return [
            (_("Three prototypes with evidence for the problem"), told["evident"] >= 3),
            (_("One that did not work, and why"), told["failed"] > 0),
            (_("One that was shown to people"), told["shown"] > 0),
            (_("Every picture described in words"), told["silent"] == 0),
        ]

    @cached_property
    def problems(self) -> list[Problem]:
        """Name the problems this person works on, most worked on first."""
        mine = Q(prototypes__owner=self.owner.pk, prototypes__deleted_at=None)
        tagged = Problem.objects.annotate(n=Count("prototypes", filter=mine))
        return list(tagged.filter(n__gt=0).order_by("-n", "name")[:12])

    @cached_property
    def found(self) -> list[Prototype]:
        rows = self.mine.filter(archived_at__isnull=not self.archived)
        if self.visibility:
            rows = rows.filter(visibility=self.visibility)
        if self.outcome:
            rows = rows.filter(outcome=self.outcome)
        if self.problem:
            rows = rows.filter(problems__slug=self.problem)
        if self.after:
            when, public_id = self.after
            rows = rows.filter(updated_at__lte=when).exclude(
                updated_at=when, public_id__gte=public_id
            )
        rows = rows.order_by("-updated_at", "-public_id").for_rows()
        return list(rows.defer("card", "story", "story_html")[: PAGE + 1])

    @cached_property
    def rows(self) -> list[tuple[Prototype, int]]:
        return [(prototype, percent(prototype)) for prototype in self.found[:PAGE]]

    @property
    def next(self) -> str:
        """Name the place where the next page begins, empty on the last one."""
        if len(self.found) <= PAGE:
            return ""
        last = self.found[PAGE - 1]
        return f"{last.updated_at.timestamp():.6f}_{last.public_id.hex}"


def known(value: str | None, values: list[str]) -> str:
    return value if value in values else ""


def read_cursor(text: str) -> tuple[datetime, UUID] | None:
    stamp, _underscore, public_id = text.partition("_")
    try:
        return datetime.fromtimestamp(float(stamp), UTC), UUID(public_id)
    except (ValueError, OverflowError, OSError):
        return None
