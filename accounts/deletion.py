"""Leaving for good. Apps above add what must happen in the same transaction."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import audit
from accounts.models import User

type Step = Callable[[User], None]

steps: list[Step] = []


def delete_account(user: User) -> None:
    """Remove the person and everything that hangs on them; tell them by mail."""
    with transaction.atomic():
        get_adapter().send_mail("accounts/email/deleted", user.email, {"user": user})
        audit.note("account-deleted", user)
        for step in steps:
            step(user)
        for session in UserSession.objects.filter(user=user):
            session.end()
        user.delete()
