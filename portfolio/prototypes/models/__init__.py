from portfolio.prototypes.models.attempt import Attempt
from portfolio.prototypes.models.old_slug import OldSlug
from portfolio.prototypes.models.prototype import Prototype
from portfolio.prototypes.models.querysets import PrototypeQuerySet
from portfolio.prototypes.models.screenshot import Screenshot
from portfolio.prototypes.models.signal import Signal

__all__ = [
    "Attempt",
    "OldSlug",
    "Prototype",
    "PrototypeQuerySet",
    "Screenshot",
    "Signal",
]
