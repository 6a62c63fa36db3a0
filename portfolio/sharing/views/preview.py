"""A stranger's page before there is one: the same page, for its owner's eyes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from portfolio.lib.http import Request
from portfolio.pages.style import csp_for_pages
from portfolio.prototypes.access import own_prototype
from portfolio.sharing.drawing import portfolio as portfolio_drawing
from portfolio.sharing.drawing import prototype as prototype_drawing


@require_safe
def prototype_preview(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    portfolio = getattr(request.user, "portfolio", None)
    if prototype.is_public and portfolio and portfolio.is_public:
        return redirect("sharing:prototype", portfolio.handle, prototype.slug)
    context = prototype_drawing.story(prototype)
    if portfolio and portfolio.is_public:
        context |= prototype_drawing.around(prototype)
    context |= {"back": prototype.get_absolute_url(), "canonical": ""}
    return preview(request, "sharing/prototype.html", context)


@require_safe
def portfolio_preview(request: Request) -> HttpResponse:
    portfolio = getattr(request.user, "portfolio", None)
    if portfolio is None:
        return redirect("sharing:edit")
    if portfolio.is_public:
        return redirect(portfolio)
    context = portfolio_drawing.as_if_public(portfolio)
    context |= {"back": reverse("sharing:edit"), "canonical": ""}
    return preview(request, "sharing/portfolio.html", context)


def preview(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a public page as the public gets it: in its owner's language, in UTC."""
    with translation.override(request.user.language), timezone.override("UTC"):
        body = render_to_string(template, context | {"is_preview": True})
    return private_page(body)


def private_page(body: str) -> HttpResponse:
    """Answer with a page in public dress that nobody else may keep."""
    response = HttpResponse(body)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response._csp_config = csp_for_pages()  # type: ignore[attr-defined]
    return response
