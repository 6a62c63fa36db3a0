from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portfolio.catalog.models import Problem, Tool
from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes.forms import QuickForm, blank_fields
from portfolio.prototypes.links import look_at
from portfolio.prototypes.shelf import Shelf

SUGGESTERS = {"problems": Problem.objects.suggest, "tools": Tool.objects.suggest}


@require_safe
def prototype_list(request: Request) -> HttpResponse:
    shelf = Shelf(request.user, request.GET)
    context: dict[str, object] = {"shelf": shelf}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "prototypes/list.html#results", context)
    if shelf.is_empty:
        context["form"] = QuickForm(owner=request.user)
        return render(request, "prototypes/first.html", context)
    context["blank_fields"] = blank_fields()
    return render(request, "prototypes/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def prototype_new(request: Request) -> HttpResponse:
    if request.method == "POST":
        form = QuickForm(request.POST, owner=request.user)
        if form.is_valid():
            prototype = form.save()
            messages.success(request, _("Logged. Only you see it until you publish."))
            return redirect(prototype)
        return render(request, "prototypes/new.html", {"form": form}, status=422)
    if request.htmx and "demo_url" in request.GET:
        return look(request)
    if request.htmx and (field := request.htmx.trigger_name) in SUGGESTERS:
        return suggest(request, str(field))
    return render(
        request, "prototypes/new.html", {"form": QuickForm(owner=request.user)}
    )


def look(request: Request) -> HttpResponse:
    """Say what a pasted link is."""
    note = look_at(request.GET["demo_url"])
    return render(request, "catalog/_link_note.html", note)


def suggest(request: Request, field: str) -> HttpResponse:
    """Offer names for the tag being typed, which is the last one."""
    typed = request.GET.get(field, "").rsplit(",", 1)[-1].strip()
    options = SUGGESTERS[field](typed, by=request.user) if typed else []
    return render(request, "forms/widgets/options.html", {"options": options})


@require_safe
def deleted_list(request: Request) -> HttpResponse:
    deleted = request.user.prototypes.deleted()[:100]
    return render(request, "prototypes/deleted.html", {"deleted": deleted})
