"""The addresses worth drawing before anybody asks, the most visited first."""

from collections.abc import Iterator

from django.urls import reverse

from portfolio.catalog.models import Problem, Tool
from portfolio.prototypes.models import Prototype
from portfolio.sharing.drawing.asked import Asked
from portfolio.sharing.drawing.portfolio import pages_of
from portfolio.sharing.drawing.site import MOST_WORDS, in_use
from portfolio.sharing.models import Portfolio


def pages(owner: int | None) -> Iterator[str]:
    return of_the_site() if owner is None else of_a_person(owner)


def of_the_site() -> Iterator[str]:
    yield reverse("sharing:home")
    yield reverse("sharing:problems")
    for words in (Problem, Tool):
        for word in in_use(words)[: 2 * MOST_WORDS]:
            yield word.get_absolute_url()


def of_a_person(owner: int) -> Iterator[str]:
    for portfolio in Portfolio.objects.public().filter(user=owner):
        handle, summary = portfolio.handle, portfolio.summary
        yield portfolio.get_absolute_url()
        public = Prototype.objects.public().filter(owner=owner).in_order()
        for slug in public.values_list("slug", flat=True)[:200]:
            yield reverse("sharing:prototype", args=[handle, slug])
        for page in range(2, pages_of(summary["prototypes"]) + 1):
            yield Asked(handle, page=page).url(page)
        for slug, _name, _count in summary["problems"]:
            yield Asked(handle, problem=slug).url()
        if summary["failed"]:
            yield Asked(handle, failed=True).url()
