"""What follows when something of a person changes that others may see.

Apps above add their steps here when they start, since nothing here knows of them.
"""

from collections.abc import Callable

from accounts.models import User

type Step = Callable[[User], None]

steps: list[Step] = []


def follow(user: User) -> None:
    """Let the apps above follow, in the transaction that saved the person."""
    for step in steps:
        step(user)
