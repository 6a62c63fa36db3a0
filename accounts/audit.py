"""The security log: who did what to an account, and when. Never a secret."""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth import signals as auth
from django.dispatch import Signal

from accounts.models import User

log = logging.getLogger("protofolio.security")
if not log.level:
    log.setLevel(logging.INFO)  # written even where the rest of the log is quiet

WHAT: dict[Signal, str] = {
    account.user_signed_up: "signed-up",
    account.user_logged_in: "signed-in",
    auth.user_logged_out: "signed-out",
    account.password_set: "password-set",
    account.password_changed: "password-changed",
    account.password_reset: "password-reset",
    account.login_code_rejected: "sign-in-code-refused",
    account.email_verification_code_rejected: "email-code-refused",
    mfa.authenticator_added: "second-factor-added",
    mfa.authenticator_removed: "second-factor-removed",
    mfa.authenticator_reset: "second-factor-renewed",
    mfa.authentication_failed: "second-factor-refused",
}


def note(what: str, user: User | None, detail: str = "") -> None:
    who = str(user.pk) if user and user.pk else "-"
    log.info("%s user=%s%s", what, who, f" {detail}" if detail else "")


def listen() -> None:
    for signal in WHAT:
        signal.connect(heard, dispatch_uid="accounts.audit")
    uid = "accounts.audit"
    auth.user_login_failed.connect(sign_in_failed, dispatch_uid=uid)
    account.email_confirmed.connect(email_confirmed, dispatch_uid=uid)
    account.email_changed.connect(email_changed, dispatch_uid=uid)
    social.social_account_added.connect(connected, dispatch_uid=uid)
    social.social_account_removed.connect(disconnected, dispatch_uid=uid)


def heard(signal: Signal, user: User | None = None, **more: Any) -> None:
    factor = more.get("authenticator")
    note(WHAT[signal], user, f"type={factor.type}" if factor else "")


def sign_in_failed(credentials: dict[str, Any], **more: Any) -> None:
    typed = credentials.get("email") or ""
    note("sign-in-failed", User.objects.filter(email=typed.lower()).first())


def email_confirmed(email_address: Any, **more: Any) -> None:
    note("email-confirmed", email_address.user)


def email_changed(user: User, from_email_address: Any, **more: Any) -> None:
    if from_email_address:  # the first address is no change
        note("email-changed", user)


def connected(sociallogin: Any, **more: Any) -> None:
    note("account-connected", sociallogin.user, f"site={sociallogin.account.provider}")


def disconnected(socialaccount: Any, **more: Any) -> None:
    note("account-disconnected", socialaccount.user, f"site={socialaccount.provider}")
