"""A small site of stored pages: one word a person, and all words on the front."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from accounts.models import User
from portfolio.pages import store


@store.public
def everybody(request: HttpRequest) -> HttpResponse:
    return store.answer(request, store.SITE, draw_everybody)


def draw_everybody() -> str:
    return ",".join(User.objects.order_by("pk").values_list("name", flat=True))


@store.public
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return store.answer(request, store.user(pk), partial(draw_person, pk))


@store.public
def by_email(request: HttpRequest, email: str) -> HttpResponse:
    owner = User.objects.filter(email=email).values("pk")
    return store.answer(request, owner, partial(draw_email, email))


def draw_person(pk: int) -> str:
    name = User.objects.filter(pk=pk).values_list("name", flat=True).first()
    if name is None:
        raise Http404
    return f'<html lang="en"><body>{name}{" filler" * 400}</body></html>'


def draw_email(email: str) -> str | HttpResponse:
    user = User.objects.filter(email=email).first()
    return draw_person(user.pk) if user else HttpResponseRedirect("/")


def unmarked(request: HttpRequest) -> HttpResponse:
    return store.answer(request, store.SITE, draw_everybody)


urlpatterns = [
    path("", everybody),
    path("people/<int:pk>/", person),
    path("mail/<str:email>/", by_email),
    path("unmarked/", unmarked),
]
