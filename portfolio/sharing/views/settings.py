from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.sharing import photo
from portfolio.sharing.forms import PhotoForm, PlacesFormSet, PortfolioForm, places_in
from portfolio.sharing.models import Portfolio
from portfolio.sharing.views.publish import verdict

# Empty rows in sight below the links there are.
SPARE = 2


def own_portfolio(request: Request) -> Portfolio:
    return get_object_or_404(Portfolio, user=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def portfolio_edit(request: Request) -> HttpResponse:
    portfolio = Portfolio.objects.filter(user=request.user).first()
    if portfolio is None:
        return first_page(request)
    if request.htmx and "handle" in request.GET:
        return verdict(request)
    if request.method == "POST":
        form = PortfolioForm(request.POST, instance=portfolio)
        places = PlacesFormSet(request.POST, prefix="links")
        # Both are asked, so that every reason shows at once.
        if all([form.is_valid(), places.is_valid()]) and saved(form, places):
            messages.success(request, _("Saved."))
            return redirect("sharing:edit")
    else:
        form = PortfolioForm(instance=portfolio)
        places = PlacesFormSet(initial=portfolio.links, prefix="links")
    return edit_page(request, form, places)


def first_page(request: Request) -> HttpResponse:
    """Say how a page comes about: by publishing the first prototype."""
    drafts = request.user.prototypes.kept().filter(archived_at=None)
    return render(request, "sharing/first.html", {"drafts": drafts[:5]})


def saved(form: PortfolioForm, places: BaseFormSet) -> bool:
    form.instance.links = places_in(places)
    try:
        form.save()
    except IntegrityError:
        form.add_error("handle", _("Somebody took this address just now."))
        return False
    return True


def edit_page(
    request: Request, form: PortfolioForm, places: BaseFormSet
) -> HttpResponse:
    rows = list(places)
    for number, row in enumerate(rows, start=1):
        row.number = number
    filled = [row.number for row in rows if row["url"].value() or row.errors]
    shown = max([0, *filled]) + SPARE
    context = {
        "form": form,
        "places": places,
        "shown_places": rows[:shown],
        "spare_places": rows[shown:],
        "photo_form": PhotoForm(),
        "site": settings.SITE_URL,
        # As it is stored: what was typed may have been refused.
        "portfolio": own_portfolio(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "sharing/edit.html", context, status=status)


@require_POST
@limited("log", 60, seconds=60)
def portfolio_switch(request: Request) -> HttpResponse:
    """Take the whole page off the web, or put it back."""
    portfolio = own_portfolio(request)
    with portfolio.changing():
        portfolio.is_public = request.POST.get("public") == "yes"
        portfolio.save(update_fields=["is_public"])
    if portfolio.is_public:
        messages.success(request, _("Your page is on the web."))
    else:
        messages.success(request, _("Your page is off. Nobody but you sees it now."))
    return redirect("sharing:edit")


@require_POST
@limited("upload", 20, seconds=60)
def photo_change(request: Request) -> HttpResponse:
    portfolio = own_portfolio(request)
    if "remove" in request.POST:
        photo.remove(portfolio)
        messages.success(request, _("The photo is gone."))
        return redirect("sharing:edit")
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            photo.take(portfolio, form.cleaned_data["photo"])
            messages.success(request, _("It is on your page in a moment."))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
    else:
        messages.error(request, _("Choose a picture first."))
    return redirect("sharing:edit")
