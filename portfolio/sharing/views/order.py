"""The order of one's public prototypes: what stands first, and what is featured."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes.models import Prototype
from portfolio.sharing.arranging import move
from portfolio.sharing.models import Portfolio

PAGE = 48


@require_safe
def order_list(request: Request) -> HttpResponse:
    portfolio = Portfolio.objects.filter(user=request.user).first()
    if portfolio is None:
        return redirect("sharing:edit")
    mine = request.user.prototypes.published().in_order().defer("card", "story_html")
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {"portfolio": portfolio, "page": page, "site": settings.SITE_URL}
    return render(request, "sharing/order.html", context)


@require_POST
@limited("log", 60, seconds=60)
def order_change(request: Request, public_id: UUID) -> HttpResponse:
    mine = request.user.prototypes.published()
    prototype = get_object_or_404(mine, public_id=public_id)
    try:
        carry_out(prototype, request.POST.get("act", ""))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    page = request.POST.get("page", "")
    query = {"page": page} if page.isdecimal() and page != "1" else None
    return redirect(reverse("sharing:order", query=query, fragment=f"p-{public_id}"))


def carry_out(prototype: Prototype, act: str) -> None:
    if act == "feature":
        prototype.feature(True)
    elif act == "unfeature":
        prototype.feature(False)
    elif act in ("up", "down"):
        move(prototype, -1 if act == "up" else 1)
