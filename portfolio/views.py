import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.http import require_safe

from portfolio import health
from portfolio.lib.trouble import passes
from portfolio.middleware import busy_page


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; whether it can work is what readyz tells."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    found = health.report()
    ready = all(words == health.OK for words in found.values())
    return JsonResponse({"ready": ready} | found, status=200 if ready else 503)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for what failed outside a view, where no middleware can step in."""
    if passes(sys.exception()):
        return busy_page()
    return defaults.server_error(request)
