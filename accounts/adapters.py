"""Where django-allauth leaves a decision to the site, this is ours."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import qrcode  # type: ignore[import-untyped]
import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from accounts import mail
from accounts.models import User
from portfolio.lib.text import clean_line

PASSWORD_LIMIT = 4096
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


def at_site(url: str) -> str:
    """Return the address on this site's own host, whatever host the request named."""
    parts = urlsplit(url)
    return settings.SITE_URL + urlunsplit(("", "", parts.path, parts.query, ""))


def language_of(email: str) -> str | None:
    """Return what the owner of an address reads: asking for a code, nobody has said."""
    chosen = User.objects.filter(email=email.lower()).values_list("language", flat=True)
    return chosen.first() or translation.get_language()


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_tries": _(
            "Too many failed sign-ins for this account. "
            "Ask for a sign-in code by mail instead, or wait an hour."
        ),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _(
            "This email and password do not go together. "
            "Check both, or ask for a sign-in code by mail."
        ),
        "email_taken": _("Another account has this address."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right, or has run out. Use the newest."),
        "incorrect_password": _("This is not your password."),
        "password_too_long": _("Use at most 4,096 characters."),
        "rate_limited": _("That was too quick. Wait a little, then try again."),
        "too_many_login_attempts": _(
            "Too many tries. Wait a quarter of an hour, then try again."
        ),
    }

    # Mail

    def new_user(self, request: HttpRequest) -> Any:
        user: Any = super().new_user(request)
        user.language = translation.get_language() or user.language
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        words = {
            name: at_site(value) if name.endswith("_url") else value
            for name, value in context.items()
        }
        words |= {"email": email, "request": self.request}
        words["site_url"] = settings.SITE_URL
        with translation.override(language_of(email)):
            message = self.render_mail(template_prefix, email, words)
        mail.queue(message)

    # Passwords

    def clean_password(
        self, password: str, user: AbstractBaseUser | None = None
    ) -> str:
        if len(password) > PASSWORD_LIMIT:
            raise self.validation_error("password_too_long")
        cleaned: str = super().clean_password(password, user)
        return cleaned

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    # Limits on signing in: counted before the slow hash is worked out

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email = credentials.get("email", "").lower()
        pair = self._get_login_attempts_cache_key(request, **credentials)
        self.counted: list[ratelimit.RateLimitUsage] = []
        for action, key, error in (
            ("login_failed", pair, "too_many_login_attempts"),
            ("login_failed_account", email, "account_tries"),
            ("login_failed_address", None, "too_many_login_attempts"),
        ):
            usage = ratelimit.consume(
                request, app="allauth.account", action=action, key=key
            )
            if not usage:
                raise self.validation_error(error)
            self.counted.append(usage)

    def _rollback_login_failed_rl_usage(self) -> None:
        for usage in self.counted:
            usage.rollback()

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        email = credentials.get("email", "").lower()
        return f"{ratelimit.get_ip(request)} {email}"

    def _delete_login_attempts_cached_email(
        self, request: HttpRequest, **credentials: Any
    ) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(
            request,
            app="allauth.account",
            action="login_failed_account",
            key=credentials["email"].lower(),
        )

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict]:
        methods: list[dict] = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS[way["id"]]} for way in methods]

    # Where people go next

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings:detail")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        if self.request.user.is_authenticated:
            return reverse("settings:detail")
        url: str = super().get_email_verification_redirect_url(email_address)
        return url


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": _("Confirm your email address first."),
    }

    def generate_authenticator_name(
        self, user: AbstractBaseUser, type: Authenticator.Type
    ) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        if not count:
            return gettext("My passkey")
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def build_totp_svg(self, url: str) -> str:
        # On white: a phone cannot read a black code on a dark page.
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        svg: str = image.to_string(encoding="unicode")
        return svg

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # The browser insists on the host it sees; ALLOWED_HOSTS has checked it.
        host = context.request.get_host().rsplit(":", 1)[0]
        return {"id": host, "name": "Protofolio"}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Choose a password first, or you could not sign in again."),
    }

    def get_app(self, *args: Any, **kwargs: Any) -> SocialApp:
        try:
            app: SocialApp = super().get_app(*args, **kwargs)
        except SocialApp.DoesNotExist as unknown:
            raise Http404 from unknown  # a site whose keys were not given
        return app

    def get_requests_session(self) -> requests.Session:
        """Ask other sites; where one is away, say so instead of failing."""
        session: requests.Session = super().get_requests_session()  # type: ignore[no-untyped-call]
        ask = session.request

        def request(*args: Any, **kwargs: Any) -> requests.Response:
            try:
                response = ask(*args, **kwargs)
                if response.status_code >= 500:
                    response.raise_for_status()
            except requests.RequestException as away:
                page = "socialaccount/authentication_error.html"
                error = render(self.request, page, status=502)
                raise ImmediateHttpResponse(error) from away
            return response

        session.request = request  # type: ignore[method-assign]
        return session

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        parts = data.get("first_name"), data.get("last_name")
        name = data.get("name") or " ".join(part for part in parts if part)
        user.name = clean_line(name)[:80]
        return user
