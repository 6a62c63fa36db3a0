"""The public card of a prototype, drawn once at each change."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from portfolio.prototypes.models import Prototype, Screenshot

SHOWN = [Screenshot.State.SMALL, Screenshot.State.READY]


def card_html(prototype: Prototype) -> str:
    """Return the card as every public page shows it, in its owner's language."""
    owner: Any = prototype.owner  # who has a portfolio as soon as something is public
    context = {
        "prototype": prototype,
        "handle": owner.portfolio.handle,
        "problems": list(prototype.problems.order_by("pk")),
        "tools": [tool.name for tool in prototype.tools.order_by("pk")],
        "attempts": prototype.attempts.count(),
        "cover": prototype.screenshots.filter(state__in=SHOWN, attempt=None).first()
        or prototype.screenshots.filter(state__in=SHOWN).first(),
    }
    with translation.override(owner.language):
        return render_to_string("prototypes/_card.html", context)
