from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import timezone, translation
from django.utils.log import log_response
from django_htmx.http import HttpResponseClientRedirect

from portfolio.lib.http import Request
from portfolio.lib.trouble import passes

type Answer = Callable[[HttpRequest], HttpResponse]


class LoginRequired(LoginRequiredMiddleware):
    """Send htmx to the sign-in page as a whole page, never into a part of one."""

    def handle_no_permission(self, request: Request, view_func: Answer) -> HttpResponse:  # type: ignore[override]
        response = super().handle_no_permission(request, view_func)
        if request.htmx and response.status_code == 302:
            return HttpResponseClientRedirect(response["Location"])
        return response


class Busy:
    """Answer 503 while the database is locked or away, or the disk is full."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        if not passes(error):
            return None
        response = busy_page()
        log_response(
            *("503 for %s %s: %s", request.method, request.path, error),
            response=response,
            request=request,
            level="warning",
        )
        return response


def busy_page() -> HttpResponse:
    # Without the request: its context processors would ask the database again.
    page = loader.get_template("503.html").render()
    return HttpResponse(page, status=503, headers={"Retry-After": "10"})


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
    """Speak the person's language, or the browser's, and show times in their zone.

    A public page is drawn in its owner's language, whoever asks.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        # Without a cookie nobody looks at the session, and the answer varies by none.
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not known or not request.user.is_authenticated:
            with translation.override(translation.get_language_from_request(request)):
                return get_response(request)
        zone = ZoneInfo(request.user.time_zone)
        with translation.override(request.user.language), timezone.override(zone):
            return get_response(request)

    return middleware
