from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes import pictures
from portfolio.prototypes.access import own_attempt, own_prototype
from portfolio.prototypes.forms import AttemptForm, PicturesForm
from portfolio.prototypes.models import Attempt, Prototype


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def attempt_new(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    return attempt_screen(request, prototype, Attempt(prototype=prototype))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def attempt_edit(request: Request, public_id: UUID, number: int) -> HttpResponse:
    attempt = own_attempt(request, public_id, number)
    return attempt_screen(request, attempt.prototype, attempt)


def attempt_screen(
    request: Request, prototype: Prototype, attempt: Attempt
) -> HttpResponse:
    """Edit one attempt and add pictures to it, on one page with one button."""
    if request.method == "POST":
        form = AttemptForm(request.POST, instance=attempt, prototype=prototype)
        files = PicturesForm(request.POST, request.FILES)
        if form.is_valid() and files.is_valid():
            saved = form.save()
            refused = pictures.add_all(prototype, files.cleaned_data["pictures"], saved)
            for reason in refused:
                messages.error(request, reason)
            messages.success(request, _("Attempt %d is logged.") % saved.number)
            return redirect(f"{prototype.get_absolute_url()}#attempt-{saved.number}")
    else:
        form = AttemptForm(instance=attempt, prototype=prototype)
        files = PicturesForm()
    context = {"prototype": prototype, "attempt": attempt, "form": form, "files": files}
    status = 422 if form.is_bound else 200
    return render(request, "prototypes/attempt.html", context, status=status)


@require_POST
@limited("log", 60, seconds=60)
def attempt_delete(request: Request, public_id: UUID, number: int) -> HttpResponse:
    attempt = own_attempt(request, public_id, number)
    with attempt.prototype.changing():
        attempt.delete()
    messages.success(request, _("Attempt %d is deleted.") % number)
    return redirect(f"{attempt.prototype.get_absolute_url()}#attempts")
