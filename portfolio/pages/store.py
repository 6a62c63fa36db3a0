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

from portfolio.pages.lookup import Owner, look
from portfolio.pages.models import Group
from portfolio.pages.page import Page, etag_of

type View = Callable[..., HttpResponse]

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


def locked(owners: list[int]) -> dict[int, Group]:
    # The site's row first, everywhere: droppers queue there, so versions are
    # committed in the order they are counted, and two of them never deadlock.
    rows = Group.objects.select_for_update().filter(owner__in=owners)
    return {group.owner: group for group in rows.order_by("owner")}


def answer(
    request: HttpRequest,
    group: str | models.QuerySet,
    draw: Callable[[], str | HttpResponse],
    *,
    content_type: str = HTML,
) -> HttpResponse:
    match = request.resolver_match
    if match and not getattr(match.func, "is_public_page", False):
        raise ImproperlyConfigured(f"Put @store.public above {match.func.__name__}.")
    found = look(request.path_info, "", owner_of(group))
    if found.page:
        return response_for(found.page)
    body, language = drawn(draw)
    if isinstance(body, HttpResponse):
        return body
    raw = body.encode()
    page = Page(
        owner=found.owner or Group.SITE,
        version=found.version,
        generation=found.generation,
        content_type=content_type,
        language=language,
        etag=etag_of(raw),
        bodies={"identity": raw},
    )
    return response_for(page)


def owner_of(group: str | models.QuerySet) -> Owner:
    if not isinstance(group, str):
        return group
    return Group.SITE if group == SITE else int(group.removeprefix("user:"))


def drawn(
    draw: Callable[[], str | HttpResponse],
) -> tuple[str | HttpResponse, str]:
    """Draw in the site's own language and time, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override("UTC"):
        body = draw()
        return body, translation.get_language()


def response_for(page: Page) -> HttpResponse:
    response = HttpResponse(page.body("identity"), content_type=page.content_type)
    response.headers["Cache-Control"] = cache_control()
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Content-Language"] = page.language
    response.headers["ETag"] = page.etag
    return response


def cache_control() -> str:
    if settings.PROXY_SECONDS:
        return f"public, max-age=0, s-maxage={settings.PROXY_SECONDS}"
    return "public, no-cache"
