"""A small site of stored pages: one word a person, and all words on the front."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from portfolio.pages import store


def after_reading() -> None:
    """Nothing, but for tests that let something happen here."""


@store.public
def everybody(request: HttpRequest) -> HttpResponse:
    return store.answer(request, store.SITE, draw_everybody)


def draw_everybody() -> str:
    names = ",".join(User.objects.order_by("pk").values_list("name", flat=True))
    after_reading()
    return names


@store.public
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return store.answer(request, store.user(pk), partial(draw_person, pk))


def draw_person(pk: int) -> str:
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise Http404
    after_reading()
    translation.activate(user.language)
    return (
        f'<html lang="{user.language}"><body>{user.name}{" filler" * 400}</body></html>'
    )


@store.public
def by_email(request: HttpRequest, email: str) -> HttpResponse:
    owner = User.objects.filter(email=email).values("pk")
    return store.answer(request, owner, partial(draw_email, email))


def draw_email(email: str) -> str | HttpResponse:
    user = User.objects.filter(email=email).first()
    return f"<p>{user.name}</p>" if user else HttpResponseRedirect("/")


@store.public
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person, or what they would look like after a change."""
    draw = partial(draw_person, pk)
    if "X-Try" not in request.headers:
        return store.answer(request, store.user(pk), draw)
    with transaction.atomic():
        change(pk, request.headers["X-Try"])
        response = store.answer(request, store.user(pk), draw)
        transaction.set_rollback(True)
    return response


def unmarked(request: HttpRequest) -> HttpResponse:
    return store.answer(request, store.SITE, draw_everybody)


@csrf_exempt
@login_not_required
def rename(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    change(pk, name)
    return HttpResponse("done")


def change(pk: int, name: str) -> None:
    with transaction.atomic():
        User.objects.filter(pk=pk).update(name=name)
        store.drop(pk)


urlpatterns = [
    path("", everybody),
    path("people/<int:pk>/", person),
    path("mail/<str:email>/", by_email),
    path("trial/<int:pk>/", trial),
    path("unmarked/", unmarked),
    path("", include("portfolio.urls")),  # error pages link to the rest of the site
    path("rename/<int:pk>/<str:name>/", rename),
]
