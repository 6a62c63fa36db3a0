"""What a stranger reads of one person. Each page is drawn once and then kept."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from portfolio.pages import store
from portfolio.sharing.drawing import portfolio, prototype
from portfolio.sharing.drawing.asked import Asked
from portfolio.sharing.models import Portfolio


@store.public
def portfolio_detail(request: HttpRequest, handle: str, page: int = 1) -> HttpResponse:
    return portfolio_page(request, Asked(handle, page=page))


@store.public
def portfolio_problem(
    request: HttpRequest, handle: str, slug: str, page: int = 1
) -> HttpResponse:
    return portfolio_page(request, Asked(handle, problem=slug, page=page))


@store.public
def portfolio_failed(request: HttpRequest, handle: str, page: int = 1) -> HttpResponse:
    return portfolio_page(request, Asked(handle, failed=True, page=page))


def portfolio_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    draw = partial(portfolio.draw, asked)
    return store.answer(request, owner_of(asked.handle), draw)


@store.public
def prototype_detail(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    draw = partial(prototype.draw, handle, slug)
    return store.answer(request, owner_of(handle), draw)


def owner_of(handle: str) -> QuerySet:
    return Portfolio.objects.filter(handle=handle).values("user_id")
