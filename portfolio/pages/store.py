"""Public pages, drawn once and kept until a change drops them.

A view names whose page it is and how to draw it:

    @store.public
    def portfolio_detail(request: HttpRequest, handle: str) -> HttpResponse:
        owner = Portfolio.objects.filter(handle=handle).values("user_id")
        return store.answer(request, owner, partial(draw_portfolio, handle))

The group is `store.SITE` for pages that mix people, `store.user(pk)` for one
person's, or (cheapest: one statement finds owner, version and stored page) a query
that yields the owner's primary key. `draw` must read everything it shows by itself:
what the view read before `answer` may be older than the version the page is kept
under. It may raise Http404 or return a redirect, and speaks another language by
`translation.activate`. It must not depend on the visitor or the clock.

A verb drops the pages it makes stale, last in its transaction:

    with transaction.atomic():
        ...
        store.drop(prototype.owner_id)
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from portfolio.pages import freshness, rebuild
from portfolio.pages.build import build
from portfolio.pages.lookup import Found, Owner, look
from portfolio.pages.memory import MEMORY, Memory, key_of
from portfolio.pages.models import Group
from portfolio.pages.page import DRAWING, Page, etag_of
from portfolio.pages.style import csp_for_pages

type View = Callable[..., HttpResponse]

type Draw = Callable[[], str | HttpResponse]

SITE = "site"
HTML = "text/html; charset=utf-8"


def user(pk: int) -> str:
    return f"user:{pk}"


def public(view: View) -> View:
    """Open a view to everybody, and answer everybody as a stranger without cookies."""
    view = login_not_required(require_safe(view))
    view.is_public_page = True  # type: ignore[attr-defined]
    return view


def drop(owner_pk: int | None) -> None:
    """Make every stored page of this person, and of the site, stale on commit."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "Drop pages inside the transaction that makes them stale."
        )
    owners = [Group.SITE] if owner_pk is None else [Group.SITE, owner_pk]
    groups = locked(owners)
    if len(groups) < len(owners):
        missing = [Group(owner=owner) for owner in owners if owner not in groups]
        Group.objects.bulk_create(missing, ignore_conflicts=True)
        groups = locked(owners)
    Group.objects.filter(owner__in=owners).update(
        version=groups[Group.SITE].version + 1
    )
    transaction.on_commit(freshness.announce)
    rebuild.ask(list(groups.values()))


def locked(owners: list[int]) -> dict[int, Group]:
    # The site's row first, everywhere: droppers queue there, so versions are
    # committed in the order they are counted, and two of them never deadlock.
    rows = Group.objects.select_for_update().filter(owner__in=owners)
    return {group.owner: group for group in rows.order_by("owner")}


def answer(
    request: HttpRequest,
    group: str | models.QuerySet,
    draw: Draw,
    *,
    content_type: str = HTML,
) -> HttpResponse:
    """Answer with the kept page of this address, or draw it."""
    view = request.resolver_match and request.resolver_match.func
    if view and not getattr(view, "is_public_page", False):
        raise ImproperlyConfigured(f"Put @store.public above {view.__name__}.")
    memory = memory_of(request)
    look_up = look if memory is None else memory.look
    found = look_up(request.path_info, build(), owner_of(group))
    page = None if must_draw(request) else found.page
    if page is None and memory is not None:
        page = memory.page(key_of(request.META, request.is_secure()), found)
    if page is None:
        body, language = drawn(draw)
        if isinstance(body, HttpResponse):
            return body
        page = new_page(found, body, content_type, language)
    return response_for(page)


def memory_of(request: HttpRequest) -> Memory | None:
    # A transaction sees its own changes, and may yet take them back.
    if connection.in_atomic_block:
        request.META.pop(MEMORY, None)
    return request.META.get(MEMORY)


def must_draw(request: HttpRequest) -> bool:
    return settings.DEBUG or DRAWING in request.META


def owner_of(group: str | models.QuerySet) -> Owner:
    if not isinstance(group, str):
        return group
    return Group.SITE if group == SITE else int(group.removeprefix("user:"))


def drawn(draw: Draw) -> tuple[str | HttpResponse, str]:
    """Draw in the site's own language and time, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override("UTC"):
        body = draw()
        return body, translation.get_language()


def new_page(found: Found, body: str, content_type: str, language: str) -> Page:
    raw = body.encode()
    return Page(
        owner=found.owner,
        version=found.version,
        generation=found.generation,
        content_type=content_type,
        language=language,
        etag=etag_of(raw),
        bodies={"identity": raw},
    )


def response_for(page: Page) -> HttpResponse:
    response = HttpResponse(page.body("identity"), content_type=page.content_type)
    response.headers["Cache-Control"] = cache_control()
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Content-Language"] = page.language
    response.headers["ETag"] = page.etag
    response._csp_config = csp_for_pages()  # type: ignore[attr-defined]
    if not settings.DEBUG:
        response.page = page  # type: ignore[attr-defined]  # for the middleware
    return response


def cache_control() -> str:
    if settings.PROXY_SECONDS:
        return f"public, max-age=0, s-maxage={settings.PROXY_SECONDS}"
    return "public, no-cache"
