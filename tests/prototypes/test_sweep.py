import os
from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from portfolio.prototypes import pictures
from portfolio.prototypes.models import Prototype, Screenshot
from portfolio.sharing import photo
from portfolio.sharing.models import Portfolio


def age(folder):
    for name in default_storage.listdir(folder)[1]:
        os.utime(default_storage.path(f"{folder}/{name}"), (0, 0))


def test_a_week_after_deletion_nothing_is_left(prototype, picture, capsys):
    folder = pictures.add(prototype, picture).folder
    prototype.delete_softly()
    call_command("sweep")
    assert Prototype.objects.exists()
    Prototype.objects.update(deleted_at=timezone.now() - timedelta(days=8))
    call_command("sweep")
    assert not Prototype.objects.exists()
    assert not default_storage.exists(folder)
    assert "Prototypes removed: 1." in capsys.readouterr().out


def test_files_without_a_row_go_and_others_stay(prototype, picture, capsys):
    kept = pictures.add(prototype, picture)
    picture.seek(0)
    orphan = pictures.add(prototype, picture)
    age(kept.folder)
    age(orphan.folder)
    Screenshot.objects.filter(pk=orphan.pk).delete()
    call_command("sweep")
    assert default_storage.exists(kept.master)
    assert not default_storage.exists(orphan.master)
    assert "Orphaned pictures: 1." in capsys.readouterr().out


def test_a_file_whose_row_is_still_being_written_stays(prototype, picture):
    shot = pictures.add(prototype, picture)
    Screenshot.objects.all().delete()
    call_command("sweep")
    assert default_storage.exists(shot.master)


def test_photos_are_swept_alike(alice, picture):
    portfolio = Portfolio.objects.start(alice, "alice")
    folders = []
    for _ in range(2):
        picture.seek(0)
        photo.take(portfolio, picture)
        folders.append(photo.folder_of(portfolio))
        age(folders[-1])
    call_command("sweep")
    assert [default_storage.exists(folder) for folder in folders] == [False, True]
