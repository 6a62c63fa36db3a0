from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes.access import own_prototype
from portfolio.prototypes.card import card_html
from portfolio.prototypes.models import Prototype
from portfolio.sharing import handles
from portfolio.sharing.drawing.cards import own
from portfolio.sharing.forms import LinkForm, PublishForm
from portfolio.sharing.models import Portfolio, ShareLink


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def prototype_publish(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    if request.method == "POST":
        form = PublishForm(request.POST, prototype=prototype)
        if form.is_valid() and form.save():
            messages.success(request, said_of(prototype))
            return redirect("sharing:publish", public_id)
    elif request.htmx and "handle" in request.GET:
        return verdict(request)
    else:
        form = PublishForm(prototype=prototype)
    context = {"prototype": prototype, "form": form, **standing(prototype)}
    status = 422 if form.is_bound else 200
    return render(request, "sharing/publish.html", context, status=status)


def said_of(prototype: Prototype) -> str:
    said = {
        "private": _("Only you see it now."),
        "link": _("Whoever has the link can read it."),
        "public": _("It is public."),
    }
    return said[prototype.visibility]


def standing(prototype: Prototype) -> dict[str, Any]:
    """Say how a prototype stands: what it lacks, where it is, and how it looks."""
    address = ""
    portfolio = Portfolio.objects.filter(user=prototype.owner_id).first()
    if prototype.is_public and portfolio:
        path = reverse("sharing:prototype", args=[portfolio.handle, prototype.slug])
        address = settings.SITE_URL + path
    link = prototype.share_links.first() if prototype.visibility == "link" else None
    return {
        "site": settings.SITE_URL,
        "portfolio": portfolio,
        "missing": prototype.missing_to_publish(),
        "address": address,
        "link": link,
        "link_address": f"{settings.SITE_URL}{link.get_absolute_url()}" if link else "",
        "link_form": LinkForm(),
        "card": card_of(prototype),
    }


def card_of(prototype: Prototype) -> SafeString:
    """Draw the card as readers will see it, also before there is any address."""
    seen = Prototype.objects.select_related("owner__portfolio").get(pk=prototype.pk)
    if not hasattr(seen.owner, "portfolio"):
        seen.owner.portfolio = Portfolio(user=seen.owner, handle="you")
    return own([card_html(seen)])[0]


def verdict(request: Request) -> HttpResponse:
    """Say whether the handle being typed is free."""
    handle = request.GET["handle"].strip().lower().removeprefix("@")
    context = {
        "handle": handle,
        "reason": handles.refusal(handle, request.user),
        "site": settings.SITE_URL,
    }
    return render(request, "sharing/_verdict.html", context)


@require_POST
@limited("log", 60, seconds=60)
def link_renew(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    form = LinkForm(request.POST)
    if prototype.visibility != Prototype.Visibility.LINK:
        messages.error(request, _("Choose “Anyone with the link” first."))
    elif form.is_valid():
        ShareLink.renew(prototype, form.cleaned_data["days"])
        messages.success(request, _("Here is a new link. The old one is dead."))
    else:
        messages.error(request, _("Choose when it ends."))
    return redirect("sharing:publish", public_id)
