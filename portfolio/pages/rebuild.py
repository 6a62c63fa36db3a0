"""Draw dropped pages again, before anybody asks, and compress them well."""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest
from django.tasks import task
from django.urls import resolve
from django.utils import timezone

from portfolio.pages.build import build, catch_up
from portfolio.pages.models import Group, PublishedPage
from portfolio.pages.page import DRAWING, Page, best_br, best_gzip

# Changes come in bursts, so the worker waits a little and draws once for all of
# them. Pages of the site are dropped by everybody, and can wait longer.
AFTER_A_PERSON = timedelta(seconds=2)
AFTER_THE_SITE = timedelta(seconds=10)
# If the worker was away this long, asking again does no harm.
LOST = timedelta(minutes=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
# A page beyond is drawn when somebody asks for it.
MOST = 500

type Paths = Callable[[int | None], Iterable[str]]

logger = logging.getLogger(__name__)
givers: list[Paths] = []


def register(paths: Paths) -> Paths:
    """Name the pages of a person, or (None) of the site, the most visited first."""
    givers.append(paths)
    return paths


def ask(groups: Iterable[Group]) -> None:
    """Ask the worker for these groups, but those it was asked for already.

    Their rows are locked: no change slips between the question and the answer.
    """
    now = timezone.now()
    due = [g for g in groups if (g.rebuild_asked_at or LONG_AGO) < now - LOST]
    owners = [group.owner for group in due]
    Group.objects.filter(owner__in=owners).update(rebuild_asked_at=now)
    for owner in owners:
        if rebuild_pages.get_backend().supports_defer:
            wait = AFTER_A_PERSON if owner else AFTER_THE_SITE
            rebuild_pages.using(run_after=now + wait).enqueue(owner)
        else:
            # Such a backend runs a task at once; it must not before the commit.
            transaction.on_commit(partial(rebuild_pages.enqueue, owner))


def ask_outdated() -> None:
    """Ask for what other code drew: after an update, everything."""
    drawn_otherwise = PublishedPage.objects.exclude(build=build())
    with transaction.atomic():
        groups = Group.objects.select_for_update().order_by("owner")
        ask(groups.filter(owner__in=drawn_otherwise.values("owner")))


@task(priority=-10)  # after the pictures that somebody waits for
def rebuild_pages(owner: int) -> None:
    # First of all: a change from here on must ask for another rebuild.
    Group.objects.filter(owner=owner).update(rebuild_asked_at=None)
    catch_up()
    stored = PublishedPage.objects.filter(owner=owner).order_by("path")
    given = (paths(owner or None) for paths in givers)
    old = stored.values_list("path", flat=True)
    paths = list(dict.fromkeys(chain(*given, old)))
    for path in paths[:MOST]:
        keep(path, draw(path))
    PublishedPage.objects.filter(path__in=paths[MOST:]).delete()


def draw(path: str) -> Page | None:
    """Visit a page as a stranger, past every page that is kept already."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META = {DRAWING: True, "REQUEST_METHOD": "GET", "PATH_INFO": path}
    request.user = AnonymousUser()
    try:
        match = request.resolver_match = resolve(path)
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    except Exception:
        logger.exception("%s could not be drawn.", path)
        return None
    return getattr(response, "page", None)


def keep(path: str, page: Page | None) -> None:
    stored = PublishedPage.objects.filter(path=path)
    if page is None or page.owner is None:
        stored.delete()
        return
    now_of = {"owner": page.owner, "version": page.version}
    # Most pages are as they were: spare them the compressing.
    if stored.filter(etag=page.etag, build=build()).update(**now_of):
        return
    body = page.body("identity")
    PublishedPage.objects.update_or_create(
        path=path,
        defaults={
            **now_of,
            "build": build(),
            "etag": page.etag,
            "content_type": page.content_type,
            "language": page.language,
            "body_gzip": best_gzip(body),
            "body_br": best_br(body),
        },
    )
