from dataclasses import dataclass

from django.db import connection, models

from portfolio.pages.models import Group
from portfolio.pages.page import Page

# One statement tells the site's version, the group's version, what was dropped
# since, and brings the stored page if it is still good. Written by hand because
# building it through the ORM costs as much as running it.
LOOK = """
SELECT g.owner, g.version, g.owner = ({owner}),
       p.etag, p.content_type, p.language, p.body_gzip, p.body_br
FROM pages_group g LEFT JOIN pages_publishedpage p
  ON p.path = %s AND p.owner = g.owner AND p.version = g.version AND p.build = %s
WHERE g.owner = 0 OR g.owner = ({owner}) OR g.version > %s
"""
NOTHING_SINCE = 2**62

# Whose page it is: 0 for the site, a person, or a query that finds the person.
type Owner = int | models.QuerySet


@dataclass(slots=True)
class Found:
    generation: int
    owner: int | None  # None: nobody, or someone who never published
    version: int
    page: Page | None
    dropped: dict[int, int]


def look(path: str, build: str, owner: Owner, since: int = NOTHING_SINCE) -> Found:
    if isinstance(owner, int):
        owner_sql, owner_params = "%s", (owner,)
        found = Found(0, owner, 0, None, {})
    else:
        owner_sql, owner_params = owner.query.sql_with_params()
        found = Found(0, None, 0, None, {})
    with connection.cursor() as cursor:
        cursor.execute(
            LOOK.format(owner=owner_sql),
            [*owner_params, path, build, *owner_params, since],
        )
        rows = cursor.fetchall()
    for group, version, is_mine, *stored in rows:
        if group == Group.SITE:
            found.generation = version
        if version > since:
            found.dropped[group] = version
        if is_mine:
            found.owner, found.version = group, version
            found.page = stored_page(found, stored) if stored[0] else None
    if found.page:
        found.page.generation = found.generation
    return found


def stored_page(found: Found, stored: list) -> Page:
    etag, content_type, language, gzip, br = stored
    return Page(
        owner=found.owner or Group.SITE,
        version=found.version,
        generation=found.generation,
        content_type=content_type,
        language=language,
        etag=etag,
        bodies={"gzip": bytes(gzip), "br": bytes(br)},
        is_stored=True,
    )
