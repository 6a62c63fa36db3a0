"""A person's photo: taken in by the request, made ready by the worker."""

import uuid
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.tasks import task

from portfolio.lib import images
from portfolio.prototypes.models import Screenshot
from portfolio.prototypes.pictures import delete_folder, put
from portfolio.sharing.models import Portfolio

State = Screenshot.State
COLUMNS = ["photo_id", "photo_master", "photo_state", "photo_widths"]


def take(portfolio: Portfolio, upload: UploadedFile) -> None:
    """Keep a photo, clean of all but its pixels; the one before it goes.

    Raises ValidationError, in words for the person, for what is no picture we take.
    """
    master = images.sanitise(upload)
    with transaction.atomic():
        with portfolio.changing():
            forget(portfolio)
            portfolio.photo_id, portfolio.photo_state = uuid.uuid4(), State.WAITING
            name = f"{folder_of(portfolio)}/master.{master.format.lower()}"
            portfolio.photo_master = default_storage.save(
                name, ContentFile(master.data)
            )
            portfolio.save(update_fields=COLUMNS)
        make_ready.enqueue(portfolio.pk, str(portfolio.photo_id))


def remove(portfolio: Portfolio) -> None:
    with portfolio.changing():
        forget(portfolio)
        portfolio.save(update_fields=COLUMNS)


def is_known(photo_id: uuid.UUID) -> bool:
    return Portfolio.objects.filter(photo_id=photo_id).exists()


def folder_of(portfolio: Portfolio) -> str:
    return portfolio.photo.folder if portfolio.photo else ""


def forget(portfolio: Portfolio) -> None:
    """Clear what names the photo; its files go once that is certain."""
    if portfolio.photo:
        transaction.on_commit(partial(delete_folder, folder_of(portfolio)))
    portfolio.photo_id, portfolio.photo_master = None, ""
    portfolio.photo_state, portfolio.photo_widths = "", []


@task(queue_name="media")
def make_ready(pk: int, photo_id: str) -> None:
    """Make the sizes that pages show; running twice is safe."""
    portfolio = Portfolio.objects.filter(pk=pk, photo_id=photo_id).first()
    if portfolio is None or portfolio.photo_state == State.READY:
        return
    with default_storage.open(portfolio.photo_master) as file:
        master = file.read()
    widths: set[int] = set()
    state = State.READY
    try:
        for name, data in images.variants(master):
            put(f"{folder_of(portfolio)}/{name}", data)
            widths.add(int(name.split(".")[0]))
    except images.PictureError:
        state = State.FAILED
    show(portfolio, state, sorted(widths))


def show(portfolio: Portfolio, state: str, widths: list[int]) -> None:
    # Encoding took a while: the person may have chosen another photo meanwhile.
    with transaction.atomic():
        same = Portfolio.objects.select_for_update().filter(
            pk=portfolio.pk, photo_id=portfolio.photo_id
        )
        for now in same:
            with now.changing():
                now.photo_state, now.photo_widths = state, widths
                now.save(update_fields=["photo_state", "photo_widths"])
