"""The demo: four people at different stages and two hiring managers, from TOML.

Dates in the files are days before today, so that the demo never ages.
"""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from portfolio.catalog.models import Problem, Tool
from portfolio.pages import store
from portfolio.prototypes import pictures
from portfolio.prototypes.models import Attempt, Prototype, Screenshot, Signal
from portfolio.sharing import photo
from portfolio.sharing.models import Portfolio

PASSWORD = "protofolio-demo"  # noqa: S105  everybody knows it
HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
PAGES = f"{settings.STATIC_URL}demo/"
MADE_OTHERWISE = {"attempts", "signals", "pictures", "problems", "tools", "demo"} | {
    "visibility",
    "featured",
}


def people() -> list[dict[str, Any]]:
    files = sorted((HERE / "content").glob("*.toml"))
    return [tomllib.loads(file.read_text()) for file in files]


def is_loaded() -> bool:
    emails = [person["user"]["email"] for person in people()]
    return User.objects.filter(email__in=emails).exists()


@transaction.atomic
def load() -> None:
    for person in people():
        user = load_user(person["user"])
        if "prototypes" in person:
            load_log(user, person)


def load_user(fields: dict[str, Any]) -> User:
    return User.objects.create_confirmed(password=PASSWORD, **fields)


def load_log(user: User, person: dict[str, Any]) -> None:
    logged = [load_prototype(user, fields) for fields in person["prototypes"]]
    by_name = {prototype.name: prototype for prototype in logged}
    if "portfolio" in person:
        load_portfolio(user, person["portfolio"], by_name)
    for prototype, fields in zip(logged, person["prototypes"], strict=True):
        show(prototype, fields)


def load_prototype(user: User, fields: dict[str, Any]) -> Prototype:
    plain = {name: fields[name] for name in fields if name not in MADE_OTHERWISE}
    prototype = Prototype(owner=user, **dated(stripped(plain)))
    if page := fields.get("demo"):
        prototype.demo_url = page_url(page)
    prototype.full_clean(exclude=["slug", "story_html"])
    prototype.save()
    prototype.problems.set(Problem.objects.resolve(fields["problems"], by=user))
    prototype.tools.set(Tool.objects.resolve(fields.get("tools", []), by=user))
    for signal in fields.get("signals", []):
        Signal.objects.create(prototype=prototype, **dated(stripped(signal)))
    for picture in fields.get("pictures", []):
        load_picture(prototype, picture)
    for attempt in fields.get("attempts", []):
        load_attempt(prototype, attempt)
    return prototype


def load_attempt(prototype: Prototype, fields: dict[str, Any]) -> None:
    shots = fields.pop("pictures", [])
    tool = fields.pop("tool", "")
    attempt = Attempt(prototype=prototype, **dated(stripped(fields)))
    if tool:
        (attempt.tool,) = Tool.objects.resolve([tool], by=prototype.owner)
        prototype.tools.add(attempt.tool)
    attempt.save()
    for picture in shots:
        load_picture(prototype, picture, attempt)


def load_picture(
    prototype: Prototype, fields: dict[str, Any], attempt: Attempt | None = None
) -> None:
    with (PICTURES / fields["file"]).open("rb") as file:
        shot = pictures.add(prototype, File(file, name=fields["file"]), attempt)  # type: ignore[arg-type]
    words = {"alt": fields.get("alt", ""), "caption": fields.get("caption", "")}
    Screenshot.objects.filter(pk=shot.pk).update(**stripped(words))


def load_portfolio(
    user: User, fields: dict[str, Any], by_name: dict[str, Prototype]
) -> None:
    portfolio = Portfolio.objects.start(user, fields["handle"], fields["headline"])
    for name in ("bio", "place", "kind", "availability", "accent"):
        setattr(portfolio, name, fields.get(name, "").strip())
    portfolio.links = [
        {"label": label, "url": page_url(url.removeprefix("demo:"))}
        for label, url in fields.get("links", [])
    ]
    for question in ("could_do", "why_care"):
        answer = fields.get(question, {})
        setattr(portfolio, question, answer.get("text", "").strip())
        shown = [by_name[name] for name in answer.get("prototypes", [])]
        getattr(portfolio, f"{question}_shown").set(shown)
    portfolio.full_clean()
    portfolio.save()
    if portrait := fields.get("photo"):
        with (PICTURES / portrait).open("rb") as file:
            photo.take(portfolio, File(file, name=portrait))  # type: ignore[arg-type]


def show(prototype: Prototype, fields: dict[str, Any]) -> None:
    """Publish it as its owner would have, on the day it was done."""
    visibility = fields["visibility"]
    if visibility == "public":
        prototype.publish()
        prototype.feature(fields.get("featured", False))
    elif visibility == "link":
        prototype.show_to(visibility)
    last = prototype.attempts.order_by("-made_on").first()
    day = prototype.ended_on or (last.made_on if last else timezone.localdate())
    when = datetime.combine(day, time(21, 40), ZoneInfo(prototype.owner.time_zone))
    begun = prototype.started_on or day
    stamps = {"updated_at": when, "created_at": when - (day - begun)}
    if prototype.published_at:
        stamps["published_at"] = when
    Prototype.objects.filter(pk=prototype.pk).update(**stamps)


def stripped(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in fields.items()
    }


def dated(fields: dict[str, Any]) -> dict[str, Any]:
    """Turn "made_days_ago = 3" into "made_on" three days before today."""
    return {
        name.replace("_days_ago", "_on"): days_ago(value)
        if name.endswith("_days_ago")
        else value
        for name, value in fields.items()
    }


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def page_url(page: str) -> str:
    """Where this very site serves one of the demo's small pages."""
    return f"{settings.SITE_URL}{PAGES}{page}/index.html"


@transaction.atomic
def relink() -> int:
    """Point the demo's links at where this site answers now; return how many."""
    emails = [person["user"]["email"] for person in people()]
    changed = 0
    mine = Prototype.objects.filter(owner__email__in=emails)
    for prototype in mine.filter(demo_url__contains=PAGES):
        url = here(prototype.demo_url)
        if url != prototype.demo_url:
            mine.filter(pk=prototype.pk).update(demo_url=url)
            store.drop(prototype.owner_id)
            changed += 1
    for portfolio in Portfolio.objects.filter(user__email__in=emails):
        links = [link | {"url": here(link["url"])} for link in portfolio.links]
        if links != portfolio.links:
            with portfolio.changing():
                portfolio.links = links
                portfolio.save(update_fields=["links"])
            changed += 1
    return changed


def here(url: str) -> str:
    _before, path, rest = url.partition(PAGES)
    return f"{settings.SITE_URL}{path}{rest}" if path else url
