from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portfolio.prototypes.views.pictures import send
from portfolio.sharing.models import Portfolio


@login_not_required
@require_safe
def photo_file(request: HttpRequest, photo_id: UUID, name: str) -> HttpResponseBase:
    public = Portfolio.objects.public().values("pk")
    seen = Portfolio.objects.filter(Q(pk__in=public) | Q(user=request.user.pk))
    portfolio = get_object_or_404(seen, photo_id=photo_id)
    if portfolio.photo is None:
        raise Http404
    return send(request, portfolio.photo, name, public=portfolio.is_public)
