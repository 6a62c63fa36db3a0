"""What is kept in the database, and what a drop does to it."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.tasks import default_task_backend
from django.urls import resolve

from accounts.models import User
from portfolio.pages import rebuild, store
from portfolio.pages.build import build, code
from portfolio.pages.models import Group, PublishedPage
from tests.pages.conftest import DUMMY
from tests.pages.urls import change

pytestmark = pytest.mark.urls("tests.pages.urls")


@pytest.fixture
def queue(settings) -> list:
    settings.TASKS = {"default": settings.TASKS["default"] | DUMMY}
    return default_task_backend.results


@pytest.fixture
def givers(monkeypatch) -> list:
    givers: list = []
    monkeypatch.setattr(rebuild, "givers", givers)
    return givers


def versions() -> dict[int, int]:
    return dict(Group.objects.values_list("owner", "version"))


def stored() -> dict[str, tuple[int, int]]:
    rows = PublishedPage.objects.values_list("path", "owner", "version")
    return {path: (owner, version) for path, owner, version in rows}


@pytest.mark.django_db(transaction=True)
def test_a_drop_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        store.drop(1)


def test_the_site_counts_every_drop_and_a_person_takes_its_number(db, queue):
    store.drop(5)
    store.drop(None)
    store.drop(7)
    assert versions() == {0: 3, 5: 1, 7: 3}


@pytest.mark.parametrize("count", [1, 3])
def test_a_drop_needs_two_queries(db, queue, count, django_assert_num_queries):
    for _ in range(count):
        store.drop(5)
    with django_assert_num_queries(2):
        store.drop(5)


def test_a_view_without_the_mark_is_told_what_to_do(rf):
    request = rf.get("/unmarked/")
    request.resolver_match = resolve("/unmarked/")
    with pytest.raises(ImproperlyConfigured, match=r"@store\.public above unmarked"):
        request.resolver_match.func(request)


def test_a_public_page_is_for_reading(client, alice):
    assert client.post(f"/people/{alice.pk}/").status_code == 405


def test_a_query_may_name_the_owner(client, alice, queue, django_assert_num_queries):
    store.drop(alice.pk)
    with django_assert_num_queries(2):
        response = client.get(f"/mail/{alice.email}/")
    assert response.text == "<p>Alice Adeyemi</p>"


def test_a_drawing_may_answer_by_a_redirect(client, db):
    assert client.get("/mail/nobody@example.com/")["Location"] == "/"


def test_a_stored_page_needs_one_query(
    client, alice, queue, givers, django_assert_num_queries
):
    givers.append(lambda owner: [f"/mail/{alice.email}/"])
    store.drop(alice.pk)
    rebuild.rebuild_pages.call(alice.pk)
    User.objects.update(name="Changed without a drop")
    with django_assert_num_queries(1):
        response = client.get(f"/mail/{alice.email}/")
    assert response.text == "<p>Alice Adeyemi</p>"


def test_a_dropped_page_is_drawn_again(client, alice, queue, givers):
    givers.append(lambda owner: [f"/mail/{alice.email}/"])
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(alice.pk)
    change(alice.pk, "Alicia")
    assert client.get(f"/mail/{alice.email}/").text == "<p>Alicia</p>"


def test_a_page_that_other_code_drew_is_not_shown(client, alice, queue, givers):
    givers.append(lambda owner: [f"/mail/{alice.email}/"])
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(alice.pk)
    assert PublishedPage.objects.get().build == build()
    PublishedPage.objects.update(build="other")
    User.objects.update(name="Drawn again")
    assert client.get(f"/mail/{alice.email}/").text == "<p>Drawn again</p>"


def test_the_worker_catches_up_with_the_static_files(alice, queue, givers, monkeypatch):
    names = {"a.css": "a.1.css"}
    storage = staticfiles_storage._wrapped
    monkeypatch.setattr(storage, "hashed_files", {}, raising=False)
    monkeypatch.setattr(storage, "manifest_hash", "old", raising=False)
    monkeypatch.setattr(storage, "load_manifest", lambda: (names, "new"), raising=False)
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(alice.pk)
    assert (storage.hashed_files, storage.manifest_hash) == (names, "new")
    assert build() == code() + "new"


def test_a_visit_writes_nothing(client, alice, queue):
    change(alice.pk, "Alice")
    client.get(f"/people/{alice.pk}/")
    client.get("/")
    assert stored() == {}


def test_the_worker_stores_what_it_is_given_and_what_it_knows(alice, queue, givers):
    paths = [f"/people/{alice.pk}/", f"/mail/{alice.email}/"]
    givers.append(lambda owner: paths)
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(alice.pk)
    assert stored() == dict.fromkeys(paths, (alice.pk, 1))
    givers.clear()
    change(alice.pk, "Alicia")
    rebuild.rebuild_pages.call(alice.pk)
    assert stored() == dict.fromkeys(paths, (alice.pk, 2))


def test_the_site_is_asked_for_its_own_pages(alice, queue, givers):
    asked = []
    givers.append(lambda owner: asked.append(owner) or ["/"])
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(Group.SITE)
    assert asked == [None]
    assert stored() == {"/": (0, 1)}


def test_a_page_that_is_gone_leaves_no_row(alice, queue, givers):
    change(alice.pk, "Alice")
    PublishedPage.objects.bulk_create(
        PublishedPage(path=path, owner=alice.pk, version=0)
        for path in ["/people/404/", "/mail/nobody@example.com/", "/no/such/address/"]
    )
    rebuild.rebuild_pages.call(alice.pk)
    assert stored() == {}


def test_one_broken_page_does_not_keep_the_others(alice, queue, givers, caplog):
    givers.append(lambda owner: ["/unmarked/", f"/people/{alice.pk}/"])
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(alice.pk)
    assert stored() == {f"/people/{alice.pk}/": (alice.pk, 1)}


def test_pages_beyond_the_limit_leave_no_row(alice, queue, givers, monkeypatch):
    paths = [f"/people/{alice.pk}/", f"/mail/{alice.email}/"]
    givers.append(lambda owner: paths)
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(alice.pk)
    monkeypatch.setattr(rebuild, "MOST", 1)
    rebuild.rebuild_pages.call(alice.pk)
    assert stored() == {paths[0]: (alice.pk, 1)}


def test_a_page_that_stayed_the_same_is_not_compressed_again(
    alice, queue, givers, monkeypatch
):
    givers.append(lambda owner: [f"/people/{alice.pk}/"])
    change(alice.pk, "Alice")
    rebuild.rebuild_pages.call(alice.pk)
    change(alice.pk, "Alice")
    monkeypatch.setattr(rebuild, "best_br", None)  # a call would fail
    rebuild.rebuild_pages.call(alice.pk)
    assert stored() == {f"/people/{alice.pk}/": (alice.pk, 2)}


def test_the_worker_is_asked_once_for_a_burst_of_changes(alice, queue):
    for name in ("a", "b", "c"):
        change(alice.pk, name)
    assert [result.args for result in queue] == [[Group.SITE], [alice.pk]]
    rebuild.rebuild_pages.call(alice.pk)
    change(alice.pk, "d")
    assert [result.args for result in queue[2:]] == [[alice.pk]]


def test_a_lost_request_is_made_again(alice, queue):
    change(alice.pk, "a")
    Group.objects.update(rebuild_asked_at=rebuild.LONG_AGO.replace(year=2000))
    change(alice.pk, "b")
    assert len(queue) == 4


def test_an_update_asks_for_what_other_code_drew(alice, bob, queue, givers):
    for user in (alice, bob):
        store.drop(user.pk)
        rebuild.keep(f"/people/{user.pk}/", rebuild.draw(f"/people/{user.pk}/"))
    Group.objects.update(rebuild_asked_at=None)
    queue.clear()
    PublishedPage.objects.filter(owner=bob.pk).update(build="other")
    rebuild.ask_outdated()
    assert [result.args for result in queue] == [[bob.pk]]


@pytest.mark.django_db(transaction=True)
def test_a_backend_that_runs_at_once_runs_after_the_commit(alice, givers, settings):
    givers.append(lambda owner: [f"/people/{alice.pk}/"] if owner else [])
    with transaction.atomic():
        change(alice.pk, "Alice")
        assert stored() == {}
    assert stored() == {f"/people/{alice.pk}/": (alice.pk, 1)}
