from typing import Any

from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
)
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts import audit
from accounts.deletion import delete_account
from accounts.models import User
from accounts.profile import DeletionForm, ProfileForm
from portfolio.lib.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def settings_detail(request: Request) -> HttpResponse:
    if request.method == "POST":
        form = ProfileForm(request.POST, instance=request.user)
        if form.is_valid():
            user = form.save()
            with translation.override(user.language):
                messages.success(request, _("Saved."))
            return redirect("settings:detail")
        request.user.refresh_from_db()  # the page greets by the name that is kept
    else:
        form = ProfileForm(instance=request.user)
    context = {"form": form, **ways_in(request.user), "sites": sites(request)}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/settings.html", context, status=status)


def ways_in(user: User) -> dict[str, int]:
    """Return how many there are of each other way to come in."""
    types = Authenticator.Type
    factors = Authenticator.objects.filter(user=user).aggregate(
        apps=Count("pk", filter=Q(type=types.TOTP)),
        passkeys=Count("pk", filter=Q(type=types.WEBAUTHN)),
    )
    return {
        **factors,
        "devices": UserSession.objects.filter(user=user).count(),
        "connected": SocialAccount.objects.filter(user=user).count(),
    }


def sites(request: HttpRequest) -> list[Any]:
    """Return the other sites that this one lets people sign in with."""
    found: list[Any] = get_social_adapter().list_providers(request)
    return found


@require_POST
def device_end(request: Request) -> HttpResponse:
    session = own_session(request.user, request.POST.get("device", ""))
    end_sessions(request, [session])
    audit.note("device-ended", request.user)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


def own_session(user: User, number: str) -> UserSession:
    own = UserSession.objects.filter(user=user)
    is_number = number.isdecimal() and len(number) < 20
    session = own.filter(pk=int(number)).first() if is_number else None
    if not session:
        raise Http404
    return session


@require_http_methods(["GET", "HEAD", "POST"])
def account_delete(request: Request) -> HttpResponse:
    raise_if_reauthentication_required(request, app="allauth.account")
    user = request.user
    if request.method == "POST":
        form = DeletionForm(request.POST, user=user)
        if form.is_valid():
            delete_account(user)
            logout(request)
            return redirect("settings:deleted")
    else:
        form = DeletionForm(user=user)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/delete.html", {"form": form}, status=status)


@login_not_required
@require_safe
def account_deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/deleted.html")
