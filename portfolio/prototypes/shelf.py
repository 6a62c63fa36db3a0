"""The log's list: filters, counts and keyset pages of one person's prototypes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portfolio.catalog.models import Problem
from portfolio.lib.text import UNSTORABLE
from portfolio.prototypes.completeness import percent
from portfolio.prototypes.models import Attempt, Prototype, Screenshot, Signal

if TYPE_CHECKING:
    from accounts.models import User

PAGE = 24
RECENT = timedelta(weeks=4)


class Shelf:
    """What one address of the log shows. Values it does not know are dropped."""

    def __init__(self, owner: "User", asked: QueryDict) -> None:
        self.owner = owner
        self.mine = owner.prototypes.kept()
        self.visibility = known(asked.get("visibility"), Prototype.Visibility.values)
        self.outcome = known(asked.get("outcome"), Prototype.Outcome.values)
        self.archived = asked.get("archived") == "yes"
        self.problem = UNSTORABLE.sub("", asked.get("problem", ""))
        self.after = read_cursor(asked.get("after", ""))

    @property
    def is_filtered(self) -> bool:
        return bool(self.visibility or self.outcome or self.problem or self.archived)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Count what is there, by who sees it and by what it tells, in one query."""
        now = Q(archived_at=None)
        lately = timezone.now() - RECENT
        signals = Signal.objects.filter(prototype=OuterRef("pk"))
        silent = Screenshot.objects.filter(
            prototype=OuterRef("pk"), alt="", decorative=False
        )
        wanted = {
            "all": now,
            "archived": ~now,
            "recent": Q(created_at__gt=lately),
            "evident": now & Q(has_signal=True),
            "failed": now & Q(outcome="failed") & ~Q(failed=""),
            "shown": now & Q(people_shown__gt=0),
            "silent": now & Q(has_silent=True),
        } | {value: now & Q(visibility=value) for value in Prototype.Visibility.values}
        rows = self.mine.annotate(has_signal=Exists(signals), has_silent=Exists(silent))
        return rows.aggregate(
            **{name: Count("pk", filter=which) for name, which in wanted.items()}
        )

    @property
    def is_empty(self) -> bool:
        return self.counts["all"] + self.counts["archived"] == 0

    @property
    def visibilities(self) -> list[tuple[str, str | Promise, int]]:
        """Offer the filters that would show something, and the one in use."""
        choices = Prototype.Visibility.choices
        return [
            (value, label, self.counts[value])
            for value, label in choices
            if self.counts[value] or self.visibility == value
        ]

    @property
    def outcomes(self) -> Sequence[tuple[str, str | Promise]]:
        return Prototype.Outcome.choices

    @cached_property
    def has_deleted(self) -> bool:
        return self.owner.prototypes.deleted().exists()

    @cached_property
    def recent_attempts(self) -> int:
        since = timezone.localdate() - RECENT
        made = Attempt.objects.filter(prototype__in=self.mine, made_on__gt=since)
        return made.count()

    @property
    def checks(self) -> list[tuple[str, bool]]:
        """Say what a reader will look for on the whole page."""
        told = self.counts
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
