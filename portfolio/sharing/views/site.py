"""What a stranger reads of everybody."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from portfolio.pages import store
from portfolio.sharing.drawing import site


@store.public
def home(request: HttpRequest) -> HttpResponse:
    return store.answer(request, store.SITE, site.draw_home)


@store.public
def problem_list(request: HttpRequest, page: int = 1) -> HttpResponse:
    return store.answer(request, store.SITE, partial(site.draw_problems, page))


@store.public
def problem_detail(
    request: HttpRequest, slug: str, after: UUID | None = None
) -> HttpResponse:
    draw = partial(site.draw_problem, slug, after)
    return store.answer(request, store.SITE, draw)


@store.public
def tool_detail(
    request: HttpRequest, slug: str, after: UUID | None = None
) -> HttpResponse:
    return store.answer(request, store.SITE, partial(site.draw_tool, slug, after))
