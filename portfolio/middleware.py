from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect

from portfolio.lib.http import Request

type Answer = Callable[[HttpRequest], HttpResponse]


class LoginRequired(LoginRequiredMiddleware):
    """Send htmx to the sign-in page as a whole page, never into a part of one."""

    def handle_no_permission(self, request: Request, view_func: Answer) -> HttpResponse:  # type: ignore[override]
        response = super().handle_no_permission(request, view_func)
        if request.htmx and response.status_code == 302:
            return HttpResponseClientRedirect(response["Location"])
        return response


def headers(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def reader(get_response: Answer) -> Answer:
    """Speak the signed-in person's language and show times in their zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        zone = ZoneInfo(request.user.time_zone)
        with translation.override(request.user.language), timezone.override(zone):
            return get_response(request)

    return middleware
