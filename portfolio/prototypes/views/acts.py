"""One press on a prototype: archive, delete, take back, duplicate, feature."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes.access import own_deleted, own_prototype


@require_POST
@limited("log", 60, seconds=60)
def prototype_archive(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    prototype.archive(request.POST.get("archived") != "no")
    if prototype.archived_at:
        messages.success(request, _("Archived. Nobody but you sees it now."))
    else:
        messages.success(request, _("Back in your log."))
    return redirect(prototype)


@require_POST
@limited("log", 60, seconds=60)
def prototype_delete(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    prototype.delete_softly()
    messages.success(
        request,
        _("“%s” is deleted. You can take it back for a week.") % prototype.label,
        extra_tags=f"undo:{prototype.public_id}",
    )
    return redirect("prototypes:list")


@require_POST
@limited("log", 60, seconds=60)
def prototype_take_back(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_deleted(request, public_id)
    prototype.take_back()
    messages.success(request, _("“%s” is back.") % prototype.label)
    return redirect(prototype)


@require_POST
@limited("log", 60, seconds=60)
def prototype_duplicate(request: Request, public_id: UUID) -> HttpResponse:
    copy = own_prototype(request, public_id).duplicate()
    messages.success(request, _("A private copy, ready for another approach."))
    return redirect(copy)


@require_POST
@limited("log", 60, seconds=60)
def prototype_feature(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    try:
        prototype.feature(request.POST.get("featured") != "no")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(prototype)
