from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes.access import own_prototype, own_signal
from portfolio.prototypes.forms import SignalForm
from portfolio.prototypes.models import Prototype, Signal


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def signal_new(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    return signal_screen(request, prototype, Signal(prototype=prototype))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def signal_edit(request: Request, public_id: UUID, signal_id: UUID) -> HttpResponse:
    signal = own_signal(request, public_id, signal_id)
    return signal_screen(request, signal.prototype, signal)


def signal_screen(
    request: Request, prototype: Prototype, signal: Signal
) -> HttpResponse:
    if request.method == "POST":
        form = SignalForm(request.POST, instance=signal, prototype=prototype)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect(f"{prototype.get_absolute_url()}#signals")
    else:
        form = SignalForm(instance=signal, prototype=prototype)
    context = {"prototype": prototype, "signal": signal, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "prototypes/signal.html", context, status=status)


@require_POST
@limited("log", 60, seconds=60)
def signal_delete(request: Request, public_id: UUID, signal_id: UUID) -> HttpResponse:
    signal = own_signal(request, public_id, signal_id)
    with signal.prototype.changing():
        signal.delete()
    messages.success(request, _("The signal is deleted."))
    return redirect(f"{signal.prototype.get_absolute_url()}#signals")
