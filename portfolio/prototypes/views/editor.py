from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes.completeness import percent, steps
from portfolio.prototypes.forms import SECTIONS, PicturesForm, SectionForm
from portfolio.prototypes.models import Prototype


@require_safe
def prototype_detail(request: Request, public_id: UUID) -> HttpResponse:
    rows = request.user.prototypes.kept().for_rows()
    prototype = get_object_or_404(rows, public_id=public_id)
    return render(request, "prototypes/detail.html", desk(prototype))


def desk(prototype: Prototype, sent: SectionForm | None = None) -> dict[str, object]:
    """Lay out everything the editor shows; `sent` stands in for its own section."""
    sections = {
        name: sent if type(sent) is form else form(instance=prototype)
        for name, form in SECTIONS.items()
    }
    return {
        "prototype": prototype,
        "sections": sections,
        "attempts": prototype.attempts.select_related("tool").prefetch_related(
            "screenshots"
        ),
        "signals": prototype.signals.all(),
        "pictures": prototype.screenshots.select_related("attempt"),
        "pictures_form": PicturesForm(),
        "steps": steps(prototype),
        "percent": percent(prototype),
    }


@require_POST
@limited("log", 60, seconds=60)
def section_edit(request: Request, public_id: UUID, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    with transaction.atomic():
        # Held until it is saved, so that two tabs come one after the other.
        mine = request.user.prototypes.kept().select_for_update()
        prototype = get_object_or_404(mine, public_id=public_id)
        form = SECTIONS[section](request.POST, instance=prototype)
        if form.is_valid() and not form.is_stale:
            with prototype.changing():
                form.save()
            return section_saved(request, prototype, section)
    status = 409 if form.is_valid() else 422
    if form.is_stale:
        form.ask_which()
    return section_page(request, prototype, section, form, status)


def section_saved(request: Request, prototype: Prototype, section: str) -> HttpResponse:
    if not request.htmx:
        messages.success(request, _("Saved."))
        return redirect(f"{prototype.get_absolute_url()}#{section}")
    rows = request.user.prototypes.for_rows()
    fresh = rows.get(pk=prototype.pk)
    context = desk(fresh) | {"saved": section, "name": section}
    context["section"] = SECTIONS[section](instance=fresh)
    return render(request, "prototypes/detail.html#saved_section", context)


def section_page(
    request: Request, prototype: Prototype, section: str, form: SectionForm, status: int
) -> HttpResponse:
    if request.htmx:
        context = {"prototype": prototype, "name": section, "section": form}
        template = "prototypes/detail.html#section"
        return render(request, template, context, status=status)
    fresh = request.user.prototypes.for_rows().get(pk=prototype.pk)
    context = desk(fresh, sent=form)
    return render(request, "prototypes/detail.html", context, status=status)
