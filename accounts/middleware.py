"""What sign-in asks of every request, and of every answer to a form."""

import time
from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

LONGEST = timedelta(days=90).total_seconds()
NOTE_EVERY = timedelta(minutes=15).total_seconds()
RETRY_AFTER = str(15 * 60)
LIMITS = {"account_tries", "rate_limited", "too_many_login_attempts"}

type Answer = Callable[[HttpRequest], HttpResponse]


def sessions(get_response: Answer) -> Answer:
    """End every session after 90 days; keep one that is used, and note the use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Without a cookie nothing may look at the session: pages stay cacheable.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            age(request)
        return get_response(request)

    return middleware


def age(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        return
    now = int(time.time())
    began = request.session.setdefault("began", now)
    if now - began >= LONGEST:
        logout(request)
    elif now - request.session.get("used", 0) >= NOTE_EVERY:
        request.session["used"] = now  # saving it starts the idle fortnight afresh
        UserSession.objects.create_from_request(request)


def form_status(get_response: Answer) -> Answer:
    """Answer a refused form with 422, or 429 where a limit refused it.

    Our own views say so themselves; the views of allauth say 200.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code == 200:
            codes = refused(response)
            if codes:
                response.status_code = 429 if codes & LIMITS else 422
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", RETRY_AFTER)
        return response

    return middleware


def refused(response: HttpResponse) -> set[str]:
    """Return the codes of all errors in the forms of a page."""
    context = response.context_data if isinstance(response, TemplateResponse) else None
    forms = {
        id(form): form
        for form in (context or {}).values()
        if isinstance(form, BaseForm) and form.is_bound
    }
    return {
        error.code or "invalid"
        for form in forms.values()
        for errors in form.errors.as_data().values()
        for error in errors
    }
