import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from portfolio.prototypes import pictures
from portfolio.prototypes.models import Screenshot
from portfolio.prototypes.models.screenshot import MOST_PICTURES
from portfolio.sharing.models import Portfolio
from tests.prototypes.conftest import png
from tests.prototypes.factories import ScreenshotFactory


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def new_url(prototype):
    return reverse("prototypes:picture_new", args=[prototype.public_id])


@pytest.fixture
def shot(prototype, picture, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = pictures.add(prototype, picture)
    made.refresh_from_db()
    return made


def url_of(shot, name):
    return reverse(
        f"prototypes:{name}", args=[shot.prototype.public_id, shot.public_id]
    )


def file_url(shot, name):
    return reverse("pictures:file", args=[shot.public_id, name])


def test_pictures_are_added_in_order(signed_in, prototype, new_url):
    files = [png(name="one.png"), png(name="two.png")]
    page = signed_in.post(new_url, {"pictures": files}, follow=True)
    assertContains(page, "2 pictures added")
    names = [shot.given_name for shot in prototype.screenshots.all()]
    assert names == ["one.png", "two.png"]


def test_the_worker_makes_three_formats_at_each_width(shot):
    assert shot.state == "ready"
    assert shot.widths == [480, 960, 1200]
    _folders, files = default_storage.listdir(shot.folder)
    made = {f"{w}.{kind}" for w in shot.widths for kind in ("avif", "webp", "jpg")}
    assert set(files) == made | {"master.png"}


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG or JPEG"),
        ("x.png", b"", "empty"),
        ("x.png", b"\x89PNG\r\n\x1a\n", ""),
    ],
)
def test_what_is_no_picture_is_explained(
    signed_in, prototype, new_url, name, data, says
):
    page = signed_in.post(
        new_url, {"pictures": SimpleUploadedFile(name, data)}, follow=True
    )
    assertContains(page, says)
    assert not prototype.screenshots.exists()


def test_there_is_room_for_thirty(signed_in, prototype, new_url):
    ScreenshotFactory.create_batch(MOST_PICTURES, prototype=prototype)
    page = signed_in.post(new_url, {"pictures": png()}, follow=True)
    assertContains(page, "room for 30 pictures")


def test_words_and_caption_are_kept(signed_in, shot):
    form = {"alt": "Routing table", "caption": "The third version"}
    signed_in.post(url_of(shot, "picture"), form)
    shot.refresh_from_db()
    assert (shot.alt, shot.caption) == ("Routing table", "The third version")


def test_a_decorative_one_has_no_words(signed_in, shot):
    signed_in.post(url_of(shot, "picture"), {"alt": "x", "decorative": "on"})
    shot.refresh_from_db()
    assert (shot.alt, shot.is_described) == ("", True)


def test_neighbours_change_places(signed_in, prototype):
    a, b, c = (ScreenshotFactory(prototype=prototype, position=n) for n in (1, 2, 3))
    signed_in.post(url_of(c, "picture_move"), {"to": "earlier"})
    assert list(prototype.screenshots.all()) == [a, c, b]
    signed_in.post(url_of(b, "picture_move"), {"to": "later"})
    assert list(prototype.screenshots.all()) == [a, c, b]


def test_a_deleted_one_takes_its_files_along(
    signed_in, shot, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(url_of(shot, "picture_delete"))
    assert not Screenshot.objects.exists()
    assert not default_storage.exists(f"{shot.folder}/master.png")


@pytest.mark.parametrize("name", ["picture", "picture_delete", "picture_move"])
def test_it_hides_from_strangers(client, charlie, prototype, name):
    shot = ScreenshotFactory(prototype=prototype)
    client.force_login(charlie)
    assert client.post(url_of(shot, name), {"alt": "x"}).status_code == 404
    assert prototype.screenshots.get().alt == ""


@pytest.mark.parametrize("name", ["picture", "picture_delete", "picture_move"])
def test_anonymous_signs_in_first(client, prototype, name):
    shot = ScreenshotFactory(prototype=prototype)
    response = client.post(url_of(shot, name))
    assert response["Location"].startswith("/accounts/login/")


def test_a_private_file_is_its_owners_alone(client, alice, charlie, shot):
    url = file_url(shot, "480.webp")
    assert client.get(url).status_code == 404
    client.force_login(charlie)
    assert client.get(url).status_code == 404
    client.force_login(alice)
    response = client.get(url)
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(response).startswith(b"RIFF")


@pytest.mark.parametrize("name", ["481.webp", "480.svg", "master.png", "..%2fx.jpg"])
def test_only_sizes_that_were_made_are_served(signed_in, shot, name):
    url = file_url(shot, "480.webp").replace("480.webp", name)
    assert signed_in.get(url).status_code == 404


def test_a_browser_asks_each_time_and_is_spared_the_bytes(client, alice, shot):
    Portfolio.objects.start(alice, "alice")
    shot.alt = "A green field"
    shot.save()
    shot.prototype.publish()
    url = file_url(shot, "480.webp")
    first = client.get(url)
    assert b"".join(first).startswith(b"RIFF")
    assert first["Cache-Control"] == "public, no-cache"
    asked = {"If-None-Match": first["ETag"]}
    assert client.get(url, headers=asked).status_code == 304
    shot.prototype.archive(True)
    assert client.get(url, headers=asked).status_code == 404
