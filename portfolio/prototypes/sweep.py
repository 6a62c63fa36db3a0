"""What the night takes away: prototypes whose week is over, files without a row."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from portfolio.prototypes.models import Prototype, Screenshot
from portfolio.prototypes.pictures import delete_folder

ROOT = "pictures"
# An upload writes its file before its row; nothing younger is taken for an orphan.
YOUNGEST = timedelta(days=1)


@task
def remove_deleted() -> int:
    """Delete for good what nobody took back within a week."""
    due = Prototype.objects.due_for_removal()
    folders = [
        shot.folder
        for shot in Screenshot.objects.filter(prototype__in=due).only("public_id")
    ]
    with transaction.atomic():
        count = due.count()
        due.delete()
    for folder in folders:
        delete_folder(folder)
    return count


@task
def sweep_files() -> int:
    """Delete picture folders that no row names; return how many there were."""
    swept = 0
    for folder in folders_on_disk():
        public_id = folder.rsplit("/", 1)[1]
        if is_known(public_id) or is_young(folder):
            continue
        delete_folder(folder)
        swept += 1
    return swept


def folders_on_disk() -> Iterator[str]:
    if not default_storage.exists(ROOT):
        return
    for shelf in default_storage.listdir(ROOT)[0]:
        for name in default_storage.listdir(f"{ROOT}/{shelf}")[0]:
            yield f"{ROOT}/{shelf}/{name}"


def is_known(public_id: str) -> bool:
    try:
        return Screenshot.objects.filter(public_id=public_id).exists()
    except ValueError:
        return False


def is_young(folder: str) -> bool:
    files = default_storage.listdir(folder)[1]
    newest = max(
        (default_storage.get_modified_time(f"{folder}/{name}") for name in files),
        default=None,
    )
    return newest is not None and newest > timezone.now() - YOUNGEST
