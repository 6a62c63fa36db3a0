"""The page of one prototype, as every reader gets it and as its owner previews it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portfolio.lib.links import host_of, is_clean
from portfolio.lib.markdown import plain
from portfolio.prototypes.card import SHOWN
from portfolio.prototypes.models import Prototype, Screenshot
from portfolio.sharing.drawing.cards import own
from portfolio.sharing.drawing.portfolio import handle_now

MORE = 3
LONG = ["story", "story_html", "failed", "next_step", "my_part", "interface_reason"]


def draw(handle: str, slug: str) -> str | HttpResponse:
    found = Prototype.objects.public().select_related("owner__portfolio")
    prototype = found.filter(owner__portfolio__handle=handle, slug=slug).first()
    if prototype is None:
        return HttpResponsePermanentRedirect(moved(handle, slug))
    translation.activate(prototype.owner.language)
    context = story(prototype) | around(prototype)
    return render_to_string("sharing/prototype.html", context)


def moved(handle: str, slug: str) -> str:
    """Say where the page of this address is now, or that there is none."""
    now = handle_now(handle)
    mine = Prototype.objects.public().filter(owner__portfolio__handle=now)
    found = mine.filter(slug=slug) | mine.filter(old_slugs__slug=slug)
    there = found.values_list("slug", flat=True).first()
    if there is None or (now, there) == (handle, slug):
        raise Http404
    return reverse("sharing:prototype", args=[now, there])


def story(prototype: Prototype, token: str = "") -> dict[str, Any]:
    """Gather what any reader of this prototype sees: nothing half ready."""
    shots = list(prototype.screenshots.filter(state__in=SHOWN))
    attempts = list(prototype.attempts.select_related("tool"))
    signals = list(prototype.signals.all())
    # Templates read these; rows know neither their page nor each other.
    for shot in shots:
        shot.address = address_of(shot, token)  # type: ignore[attr-defined]
    for attempt in attempts:
        attempt.shots = [s for s in shots if s.attempt_id == attempt.pk]  # type: ignore[attr-defined]
    for signal in signals:
        signal.link = link(signal.url)  # type: ignore[attr-defined]
    general = [shot for shot in shots if shot.attempt_id is None]
    return {
        "prototype": prototype,
        "name": name_of(prototype),
        "title": title_of(prototype),
        "description": prototype.pitch or plain(prototype.story) or prototype.problem,
        "kind": "article",
        "problems": list(prototype.problems.order_by("pk")),
        "tools": list(prototype.tools.order_by("pk")),
        "signals": signals,
        "attempts": attempts,
        "failures": sum(1 for a in attempts if a.outcome == a.Outcome.FAILED),
        "cover": next(iter(general), None),
        "pictures": general[1:],
        "demo": link(prototype.demo_url),
        "code": link(prototype.code_url),
        "video": link(prototype.video_url),
        "days": days_of(prototype),
    }


def title_of(prototype: Prototype) -> str:
    name = name_of(prototype)
    by = _("%(problem)s, by %(name)s")
    return by % {"problem": prototype.problem, "name": name} if name else str(prototype)


def address_of(shot: Screenshot, token: str) -> str:
    """Return what the addresses of all sizes of a picture begin with."""
    if not token:
        return shot.base
    args = [token, shot.public_id, "1.jpg"]
    return reverse("sharing:link_picture", args=args).removesuffix("1.jpg")


def name_of(prototype: Prototype) -> str:
    """Name the person, if they want to be named; their email is nobody's business."""
    owner = prototype.owner
    portfolio = getattr(owner, "portfolio", None)
    return owner.name or (portfolio.handle if portfolio else "")


def link(url: str) -> dict[str, str] | None:
    return {"url": url, "host": host_of(url)} if url and is_clean(url) else None


def days_of(prototype: Prototype) -> int:
    if not prototype.started_on or not prototype.ended_on:
        return 0
    return (prototype.ended_on - prototype.started_on).days + 1


def around(prototype: Prototype) -> dict[str, Any]:
    """Add what stands around a public prototype: its person, and their other work."""
    portfolio = prototype.owner.portfolio
    public = Prototype.objects.public().filter(owner=prototype.owner_id)
    order = list(public.in_order().values_list("pk", flat=True))
    # One that its owner previews will stand at the front.
    here = order.index(prototype.pk) if prototype.pk in order else -1
    others = [*order[here + 1 :], *order[: max(here, 0)]]
    before = order[here - 1 : here] if here > 0 else []
    rows = public.filter(pk__in=[*others[:MORE], *before]).defer(*LONG)
    near = {row.pk: row for row in rows}
    url = reverse("sharing:prototype", args=[portfolio.handle, prototype.slug])
    return {
        "portfolio": portfolio,
        "canonical": settings.SITE_URL + url,
        "more": own([near[pk].card for pk in others[:MORE]]),
        "previous": next((near[pk] for pk in before), None),
        "following": next((near[pk] for pk in order[here + 1 : here + 2]), None),
    }
