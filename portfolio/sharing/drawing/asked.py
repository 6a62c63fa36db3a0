from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse

PAGE = 48


@dataclass(frozen=True)
class Asked:
    """What an address asks of a portfolio."""

    handle: str
    problem: str = ""
    failed: bool = False
    page: int = 1

    @property
    def is_front(self) -> bool:
        return not self.problem and not self.failed and self.page == 1

    def url(self, page: int = 1) -> str:
        args: list[Any] = [self.handle]
        name = "portfolio"
        if self.problem:
            name, args = "portfolio_problem", [*args, self.problem]
        elif self.failed:
            name = "portfolio_failed"
        if page > 1:
            name, args = f"{name}_page", [*args, page]
        return address(name, *args)


@lru_cache(maxsize=10_000)
def address(name: str, *args: str | int) -> str:
    """Reverse, remembered: a page has dozens of addresses, and most stay."""
    return reverse(f"sharing:{name}", args=args)
