"""Pictures of prototypes: taken in by the request, made ready by the worker."""

from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, Sum
from django.tasks import task
from django.utils.translation import gettext as _

from portfolio.lib import images
from portfolio.lib.limits import over
from portfolio.lib.text import clean_line
from portfolio.prototypes.models import Attempt, Prototype, Screenshot
from portfolio.prototypes.models.screenshot import MOST_BYTES, MOST_PICTURES

PICTURES_A_MINUTE = 20, 60  # so many, in so many seconds


def add(
    prototype: Prototype, upload: UploadedFile, attempt: Attempt | None = None
) -> Screenshot:
    """Keep one picture, clean of all but its pixels.

    Raises ValidationError, in words for the person, for a file that is no picture
    we take and for one that would be more than an account may keep.
    """
    refuse_when_full(prototype, upload.size or 0)
    master = images.sanitise(upload)
    shot = Screenshot(
        prototype=prototype,
        attempt=attempt,
        given_name=clean_line(upload.name or "")[:200],
        width=master.width,
        height=master.height,
        size=len(master.data),
    )
    name = f"{shot.folder}/master.{master.format.lower()}"
    shot.master = default_storage.save(name, ContentFile(master.data))
    with prototype.changing():
        last = prototype.screenshots.aggregate(last=Max("position"))["last"]
        shot.position = (last or 0) + 1
        shot.save()
        make_ready.enqueue(shot.pk)
    return shot


def refuse_when_full(prototype: Prototype, size: int) -> None:
    if prototype.screenshots.count() >= MOST_PICTURES:
        raise ValidationError(
            _("A prototype has room for %d pictures. Delete one to add another.")
            % MOST_PICTURES
        )
    kept = Screenshot.objects.filter(prototype__owner=prototype.owner_id)
    used = kept.aggregate(bytes=Sum("size"))["bytes"] or 0
    if used + size > MOST_BYTES:
        raise ValidationError(
            _("Your pictures fill the 500 MB of your account. Delete some first.")
        )


@task(queue_name="media")
def make_ready(pk: int) -> None:
    """Make the sizes that pages show, the small one first; running twice is safe."""
    shot = Screenshot.objects.select_related("prototype").filter(pk=pk).first()
    if shot is None or shot.state == Screenshot.State.READY:
        return
    with default_storage.open(shot.master) as file:
        master = file.read()
    widths: set[int] = set()
    try:
        for name, data in images.variants(master):
            put(f"{shot.folder}/{name}", data)
            widths.add(int(name.split(".")[0]))
            shot.size += len(data)
            if shot.state == Screenshot.State.WAITING:
                show(shot, Screenshot.State.SMALL, widths)
    except images.PictureError:
        show(shot, Screenshot.State.FAILED, widths)
        raise
    show(shot, Screenshot.State.READY, widths)


def put(name: str, data: bytes) -> None:
    """Write under exactly this name, over what an interrupted run left there."""
    default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def show(shot: Screenshot, state: str, widths: set[int]) -> None:
    with shot.prototype.changing():
        shot.state = state
        shot.widths = sorted(widths)
        shot.save(update_fields=["state", "widths", "size"])


def add_all(
    prototype: Prototype, uploads: list[UploadedFile], attempt: Attempt | None = None
) -> list[str]:
    """Add what can be added; return a sentence for each file that cannot."""
    refused = []
    for upload in uploads:
        try:
            refuse_when_hasty(prototype)
            add(prototype, upload, attempt)
        except ValidationError as reason:
            refused.append(f"{clean_line(upload.name or '')}: {reason.messages[0]}")
    return refused


def refuse_when_hasty(prototype: Prototype) -> None:
    # Each picture, however many come at once: each costs seconds of a processor.
    if over(f"picture:{prototype.owner_id}", *PICTURES_A_MINUTE):
        raise ValidationError(
            _("That was too quick. Wait a little, then try again."),
        )


def remove(shot: Screenshot) -> None:
    """Take a picture off its pages; its files go once that is certain."""
    with shot.prototype.changing():
        shot.delete()
        transaction.on_commit(partial(delete_folder, shot.folder))


def delete_folder(folder: str) -> None:
    _folders, files = default_storage.listdir(folder)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def move(shot: Screenshot, steps: int) -> None:
    """Change places with the neighbour before (-1) or after (1) it."""
    order = list(shot.prototype.screenshots.all())
    here = order.index(shot)
    there = here + steps
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    with shot.prototype.changing():
        for position, each in enumerate(order, start=1):
            each.position = position
        Screenshot.objects.bulk_update(order, ["position"])
