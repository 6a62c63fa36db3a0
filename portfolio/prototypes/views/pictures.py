import mimetypes
from typing import Protocol
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from portfolio.lib.http import Request
from portfolio.lib.limits import limited
from portfolio.prototypes import pictures
from portfolio.prototypes.access import own_picture, own_prototype
from portfolio.prototypes.forms import PictureForm, PicturesForm
from portfolio.prototypes.models import Screenshot

mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")


@require_POST
@limited("upload", 20, seconds=60)
def picture_new(request: Request, public_id: UUID) -> HttpResponse:
    prototype = own_prototype(request, public_id)
    form = PicturesForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, form.errors["pictures"].as_text())
        return redirect(f"{prototype.get_absolute_url()}#pictures")
    chosen = form.cleaned_data["pictures"]
    refused = pictures.add_all(prototype, chosen)
    for reason in refused:
        messages.error(request, reason)
    if added := len(chosen) - len(refused):
        messages.success(
            request,
            ngettext("Picture added.", "%(n)d pictures added.", added) % {"n": added},
        )
    return redirect(f"{prototype.get_absolute_url()}#pictures")


@require_http_methods(["GET", "HEAD", "POST"])
@limited("log", 60, seconds=60)
def picture_edit(request: Request, public_id: UUID, picture_id: UUID) -> HttpResponse:
    shot = own_picture(request, public_id, picture_id)
    if request.method == "POST":
        form = PictureForm(request.POST, instance=shot)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect(f"{shot.prototype.get_absolute_url()}#pictures")
    else:
        form = PictureForm(instance=shot)
    context = {"prototype": shot.prototype, "shot": shot, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "prototypes/picture.html", context, status=status)


@require_POST
@limited("log", 60, seconds=60)
def picture_delete(request: Request, public_id: UUID, picture_id: UUID) -> HttpResponse:
    shot = own_picture(request, public_id, picture_id)
    pictures.remove(shot)
    messages.success(request, _("The picture is deleted."))
    return redirect(f"{shot.prototype.get_absolute_url()}#pictures")


@require_POST
@limited("log", 60, seconds=60)
def picture_move(request: Request, public_id: UUID, picture_id: UUID) -> HttpResponse:
    shot = own_picture(request, public_id, picture_id)
    pictures.move(shot, -1 if request.POST.get("to") == "earlier" else 1)
    return redirect(f"{shot.prototype.get_absolute_url()}#pictures")


@login_not_required
@require_safe
def picture_file(request: HttpRequest, picture_id: UUID, name: str) -> HttpResponseBase:
    shot = get_object_or_404(
        Screenshot.objects.visible_to(request.user), public_id=picture_id
    )
    # What its owner alone still sees must not stay behind in a proxy.
    strangers = Screenshot.objects.visible_to(AnonymousUser()).filter(pk=shot.pk)
    public = request.user.is_anonymous or strangers.exists()
    return send(request, shot, name, public=public)


class Sized(Protocol):
    """A picture in several sizes: a screenshot, or a person's photo."""

    @property
    def folder(self) -> str: ...

    @property
    def widths(self) -> list[int]: ...


def send(
    request: HttpRequest, shot: Sized, name: str, *, public: bool
) -> HttpResponseBase:
    """Answer with one size of a picture that the caller found the reader may see.

    A browser may keep it, and asks each time whether it still may show it.
    """
    if int(name.split(".")[0]) not in shot.widths:
        raise Http404
    # The files of one folder never change: another picture gets another folder.
    etag = f'"{shot.folder.rsplit("/", 1)[1]}-{name}"'
    response = get_conditional_response(request, etag=etag) or whole(shot, name)
    response["ETag"] = etag
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, no-cache" if public else "private, no-store"
    return response


def whole(shot: Sized, name: str) -> HttpResponseBase:
    try:
        file = default_storage.open(f"{shot.folder}/{name}")
    except FileNotFoundError as gone:
        raise Http404 from gone
    return FileResponse(file, content_type=mimetypes.guess_type(name)[0])
