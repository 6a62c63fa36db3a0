from portfolio.prototypes.models.attempt import Attempt
from portfolio.prototypes.models.prototype import OldSlug, Prototype
from portfolio.prototypes.models.screenshot import Screenshot
from portfolio.prototypes.models.signal import Signal

__all__ = ["Attempt", "OldSlug", "Prototype", "Screenshot", "Signal"]
