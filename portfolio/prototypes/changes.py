"""What else happens in the transaction of every change that strangers can see.

Apps above add their steps here when they start, since nothing here knows of them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.prototypes.models import Prototype

type Step = Callable[["Prototype"], None]

steps: list[Step] = []
