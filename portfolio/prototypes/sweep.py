"""What the night takes away: prototypes whose week is over, files without a row."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from portfolio.prototypes.models import Prototype, Screenshot
from portfolio.prototypes.pictures import delete_folder

# An upload writes its file before its row; nothing younger is taken for an orphan.
YOUNGEST = timedelta(days=1)


def is_screenshot(public_id: UUID) -> bool:
    return Screenshot.objects.filter(public_id=public_id).exists()


# Folder of the storage -> whether a row names this id. Apps above add theirs.
roots: dict[str, Callable[[UUID], bool]] = {"pictures": is_screenshot}


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
    for root, is_known in roots.items():
        for folder in folders_in(root):
            public_id = UUID(folder.rsplit("/", 1)[1])
            if not is_known(public_id) and not is_young(folder):
                delete_folder(folder)
                swept += 1
    return swept


def folders_in(root: str) -> Iterator[str]:
    if not default_storage.exists(root):
        return
    for shelf in default_storage.listdir(root)[0]:
        for name in default_storage.listdir(f"{root}/{shelf}")[0]:
            yield f"{root}/{shelf}/{name}"


def is_young(folder: str) -> bool:
    files = default_storage.listdir(folder)[1]
    newest = max(
        (default_storage.get_modified_time(f"{folder}/{name}") for name in files),
        default=None,
    )
    return newest is not None and newest > timezone.now() - YOUNGEST
