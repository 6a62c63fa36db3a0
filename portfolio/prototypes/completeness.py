"""How much of its story a prototype tells already."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portfolio.prototypes.models import Prototype


@dataclass(frozen=True)
class Step:
    label: str | Promise
    done: bool
    anchor: str


def steps(prototype: Prototype) -> list[Step]:
    """List what a reader looks for. Needs a row from `QuerySet.for_rows()`."""
    p = prototype
    return [
        Step(_("The problem and who has it"), bool(p.audience), "problem"),
        Step(_("A problem tag"), bool(p.problems.all()), "problem"),
        Step(_("Evidence that it is real"), p.signal_count > 0, "signals"),  # type: ignore[attr-defined]
        Step(_("A name and one sentence"), bool(p.name and p.pitch), "prototype"),
        Step(
            _("The interface and why"),
            bool(p.interface and p.interface_reason),
            "prototype",
        ),
        Step(_("The part left to the person"), bool(p.user_control), "prototype"),
        Step(_("Two attempts or more"), p.attempt_count > 1, "attempts"),  # type: ignore[attr-defined]
        Step(_("A picture"), p.picture_count > 0, "pictures"),  # type: ignore[attr-defined]
        Step(_("What failed"), bool(p.failed), "result"),
        Step(_("What you would do next"), bool(p.next_step), "result"),
    ]


def percent(prototype: Prototype) -> int:
    told = steps(prototype)
    return round(100 * sum(step.done for step in told) / len(told))
