"""What a share link opens. Whatever is wrong with one, the answer is the same 404."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from portfolio.prototypes.card import SHOWN
from portfolio.prototypes.views.pictures import send
from portfolio.sharing.drawing.prototype import story
from portfolio.sharing.models import Portfolio, ShareLink
from portfolio.sharing.views.preview import private_page


@login_not_required
@require_safe
def link_detail(request: HttpRequest, token: str) -> HttpResponse:
    link = link_or_404(token)
    owner = link.prototype.owner
    public = Portfolio.objects.public().filter(user=owner).first()
    with translation.override(owner.language), timezone.override("UTC"):
        context = story(link.prototype, token) | {"portfolio": public}
        return private_page(render_to_string("sharing/prototype.html", context))


@login_not_required
@require_safe
def link_picture(
    request: HttpRequest, token: str, picture_id: UUID, name: str
) -> HttpResponseBase:
    shots = link_or_404(token).prototype.screenshots.filter(state__in=SHOWN)
    shot = get_object_or_404(shots, public_id=picture_id)
    response = send(request, shot, name, public=False)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def link_or_404(token: str) -> ShareLink:
    links = ShareLink.objects.opened_by(token)
    return get_object_or_404(links.select_related("prototype__owner__portfolio"))
