import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.deletion import delete_account
from portfolio.sharing import photo
from tests.pages.conftest import DUMMY
from tests.prototypes.conftest import png

URL = reverse("sharing:photo_change")
EDIT = reverse("sharing:edit")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Let what waits for the commit happen, the worker's part included."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def with_photo(portfolio, committed):
    with committed():
        photo.take(portfolio, png(300, 300))
    portfolio.refresh_from_db()
    return portfolio


def file_url(portfolio, name="300.webp"):
    return reverse("sharing:photo", args=[portfolio.photo_id, name])


def test_it_is_taken_in_and_shown(client, alice, portfolio, committed):
    client.force_login(alice)
    with committed():
        assertRedirects(client.post(URL, {"photo": png(300, 300)}), EDIT)
    portfolio.refresh_from_db()
    assert (portfolio.photo_state, portfolio.photo_widths) == ("ready", [300])
    assertContains(
        client.get("/@alice/"), f'srcset="{file_url(portfolio, "300.avif")}"'
    )
    response = client.get(file_url(portfolio))
    assert response.getvalue()[8:12] == b"WEBP"
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_another_takes_its_place(client, alice, with_photo, committed):
    old = file_url(with_photo)
    folder = with_photo.photo.folder
    client.force_login(alice)
    with committed():
        client.post(URL, {"photo": png(200, 200)})
    with_photo.refresh_from_db()
    assert with_photo.photo_widths == [200]
    assert client.get(old).status_code == 404
    assert not default_storage.exists(f"{folder}/300.webp")


def test_it_goes(client, alice, with_photo, committed):
    folder = with_photo.photo.folder
    client.force_login(alice)
    with committed():
        assertRedirects(client.post(URL, {"remove": "yes"}), EDIT)
    with_photo.refresh_from_db()
    assert with_photo.photo is None
    assert not default_storage.exists(f"{folder}/300.webp")
    assertContains(client.get("/@alice/"), ">AA</text>")


def test_it_goes_with_the_account(with_photo, committed, mailoutbox):
    folder = with_photo.photo.folder
    with committed():
        delete_account(with_photo.user)
    assert not default_storage.exists(f"{folder}/300.webp")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.svg", b"<svg xmlns='x'/>", "An SVG can carry scripts."),
        ("x.png", b"nothing", "This is no picture that can be read."),
    ],
)
def test_what_is_no_picture_is_refused(client, alice, portfolio, name, data, reason):
    client.force_login(alice)
    upload = SimpleUploadedFile(name, data)
    assertContains(client.post(URL, {"photo": upload}, follow=True), reason)
    portfolio.refresh_from_db()
    assert portfolio.photo is None


def test_without_a_file_it_asks_for_one(client, alice, portfolio):
    client.force_login(alice)
    assertContains(client.post(URL, follow=True), "Choose a picture first.")


def test_while_it_is_made_ready_initials_stand_there(
    client, alice, portfolio, settings
):
    settings.TASKS = {"default": settings.TASKS["default"] | DUMMY}
    client.force_login(alice)
    client.post(URL, {"photo": png(300, 300)})
    assertContains(client.get(EDIT), "Being made ready")
    assertContains(client.get("/@alice/"), ">AA</text>")


def test_making_ready_a_photo_that_is_gone_changes_nothing(portfolio, with_photo):
    old = str(with_photo.photo_id)
    photo.remove(with_photo)
    photo.make_ready.func(portfolio.pk, old)
    portfolio.refresh_from_db()
    assert portfolio.photo is None


def test_a_photo_of_a_page_that_is_off_is_hidden(client, alice, charlie, with_photo):
    with_photo.is_public = False
    with_photo.save(update_fields=["is_public"])
    url = file_url(with_photo)
    assert client.get(url).status_code == 404
    client.force_login(charlie)
    assert client.get(url).status_code == 404
    client.force_login(alice)
    response = client.get(url)
    assert response.getvalue()[8:12] == b"WEBP"
    assert response["Cache-Control"] == "private, no-store"


def test_other_sizes_are_404(client, with_photo):
    assert client.get(file_url(with_photo, "480.webp")).status_code == 404


def test_it_hides_from_those_without_a_page(client, charlie):
    client.force_login(charlie)
    assert client.post(URL, {"photo": png()}).status_code == 404


def test_it_needs_signing_in(client, db):
    assert client.post(URL)["Location"] == f"{reverse('account_login')}?next={URL}"


def test_it_only_posts(client, alice, portfolio):
    client.force_login(alice)
    assert client.get(URL).status_code == 405
