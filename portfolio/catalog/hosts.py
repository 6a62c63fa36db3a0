"""The catalogue's link patterns, kept at hand: people recognise as they type."""

import time

from django.core.exceptions import ValidationError
from django.db import models

from portfolio.lib.links import TUNNEL, Match, Pattern, advice, recognise

SECONDS_KEPT = 60

kept: tuple[float, tuple[Pattern, ...]] | None = None


class ToolHostQuerySet(models.QuerySet):
    def recognise(self, url: str) -> Match | None:
        """Say what stands at `url` by its text alone; see `patterns` for the cost."""
        return recognise(url, patterns())

    def as_patterns(self) -> tuple[Pattern, ...]:
        rows = self.values_list(
            "pattern", "tool__name", "label", "kind", "builder", "note"
        )
        return tuple(
            Pattern(pattern, tool or label, kind, builder, note)
            for pattern, tool, label, kind, builder, note in rows
        )


def patterns() -> tuple[Pattern, ...]:
    """Read the patterns once a minute, so that a change reaches every process."""
    global kept
    now = time.monotonic()
    if kept is None or now - kept[0] > SECONDS_KEPT:
        from portfolio.catalog.models import ToolHost

        kept = now, ToolHost.objects.as_patterns()
    return kept[1]


def forget() -> None:
    """Read the patterns afresh at the next link, in this process."""
    global kept
    kept = None


def refuse_tunnel(url: str) -> None:
    """Refuse a demo that stands only while somebody's laptop is open."""
    match = recognise(url, patterns())
    if match and (found := advice(match)) and found.refused:
        raise ValidationError(found.text, code=TUNNEL)
