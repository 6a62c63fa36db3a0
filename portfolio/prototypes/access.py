"""Who may change what of a log: its owner, and nobody else learns that it exists."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from portfolio.lib.http import Request
from portfolio.prototypes.models import Attempt, Prototype, Screenshot, Signal


def own_prototype(request: Request, public_id: UUID) -> Prototype:
    return get_object_or_404(request.user.prototypes.kept(), public_id=public_id)


def own_deleted(request: Request, public_id: UUID) -> Prototype:
    return get_object_or_404(request.user.prototypes.deleted(), public_id=public_id)


def own_attempt(request: Request, public_id: UUID, number: int) -> Attempt:
    attempts = own_prototype(request, public_id).attempts
    return get_object_or_404(attempts.select_related("tool"), number=number)


def own_signal(request: Request, public_id: UUID, signal_id: UUID) -> Signal:
    signals = own_prototype(request, public_id).signals
    return get_object_or_404(signals.all(), public_id=signal_id)


def own_picture(request: Request, public_id: UUID, picture_id: UUID) -> Screenshot:
    pictures = own_prototype(request, public_id).screenshots
    return get_object_or_404(pictures.all(), public_id=picture_id)
