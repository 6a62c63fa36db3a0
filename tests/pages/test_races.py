"""A change that was acknowledged shows everywhere, whatever happens in between."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction

from accounts.models import User
from portfolio.pages import freshness, lookup, rebuild
from portfolio.pages.front import Front
from portfolio.pages.models import PublishedPage
from tests.pages.conftest import visit
from tests.pages.urls import change

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A server process of its own; its verbs are those of process.py."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.pages.process"],
            cwd=ROOT,
            env=os.environ | environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __getattr__(self, verb: str) -> Any:
        def ask(*arguments: Any) -> Any:
            self._process.stdin.write(json.dumps([verb, *arguments]) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

        return ask

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def empty_sqlite(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("races") / "empty.sqlite3"
    manage = [sys.executable, "manage.py", "migrate", "--skip-checks", "-v0"]
    environ = {"DATABASE_URL": f"sqlite:///{path}", "DATA_DIR": str(path.parent)}
    subprocess.run(manage, cwd=ROOT, env=os.environ | environ, check=True)
    return path


def database_url(tmp_path: Path, empty: Path) -> str:
    """Name a database that several processes share."""
    if connection.vendor == "sqlite":
        path = tmp_path / "shared.sqlite3"
        shutil.copy(empty, path)
        return f"sqlite:///{path}"
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=connection.settings_dict["NAME"]))


@pytest.fixture(params=[True, False], ids=["one machine", "several machines"])
def two(request, transactional_db, tmp_path, empty_sqlite) -> Iterator[list[Process]]:
    environ = {
        "DATABASE_URL": database_url(tmp_path, empty_sqlite),
        "DATA_DIR": str(tmp_path),
        "ONE_MACHINE": str(request.param),
    }
    processes = [Process(environ), Process(environ)]
    yield processes
    for process in processes:
        process.close()


def test_a_change_in_one_process_shows_in_the_other(two):
    first, second = two
    pk = first.sign_up("Name")
    path = f"/people/{pk}/"
    for number in range(8):
        first.edit(pk, f"Name{number}")
        assert second.get(path)["text"] == f"Name{number}"
        assert second.get(path) == {"text": f"Name{number}", "from_memory": True}
        first, second = second, first


def test_no_reader_ever_sees_what_was_changed_before(two):
    writer, reader = two
    pk = writer.sign_up("0")
    reader.read_on(f"/people/{pk}/")
    writer.read_on(f"/people/{pk}/")
    told = [(writer.edit(pk, str(number)), number) for number in range(1, 12)]
    reads = reader.stop_reading() + writer.stop_reading()
    stale = [
        (text, number)
        for began, text, _ in reads
        for at, number in told
        if began >= at and int(text) < number
    ]
    assert stale == []
    assert len({text for _, text, _ in reads}) > 3
    assert sum(from_memory for *_, from_memory in reads) > len(reads) / 2


def test_two_authors_at_once_lose_no_change(two):
    """The first drops of all, too: nobody has a row yet."""
    with ThreadPoolExecutor() as pool:
        ask = [
            partial(process.sign_up, name)
            for process, name in zip(two, ("Ann", "Ben"), strict=True)
        ]
        people = [answer.result() for answer in [pool.submit(verb) for verb in ask]]
        done = [
            pool.submit(process.edit_often, pk, 6)
            for process, pk in zip(two, people, strict=True)
        ]
        assert [answer.result() for answer in done] == ["5", "5"]
    versions = two[0].versions()
    assert versions.pop("0") == 2 + 2 * 6
    assert max(versions.values()) == 2 + 2 * 6
    assert two[1].get("/")["text"] == "5,5"


def test_a_change_shows_with_its_commit_and_not_before(two):
    first, second = two
    pk = first.sign_up("Old")
    path = f"/people/{pk}/"
    assert second.get(path)["text"] == "Old"
    first.begin(pk, "New")
    assert second.get(path)["text"] == "Old"
    assert second.get(path)["text"] == "Old"
    first.end(True)
    assert second.get(path)["text"] == "New"


def test_what_was_taken_back_is_shown_to_nobody(two):
    first, second = two
    pk = first.sign_up("Old")
    path = f"/people/{pk}/"
    first.begin(pk, "Never")
    assert second.get(path)["text"] == "Old"
    first.end(False)
    assert second.get(path)["text"] == "Old"
    assert first.get(path)["text"] == "Old"
    # The next change takes the version that the one taken back had.
    second.edit(pk, "New")
    assert first.get(path)["text"] == "New"


def test_a_change_while_a_page_is_drawn(front, alice, while_drawing):
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"
    while_drawing(lambda: change(alice.pk, "New"))
    assert visit(front, path).text == "Old"  # it asked before the change
    assert visit(front, path).text == "New"


def test_a_change_of_another_person_while_a_page_is_drawn(
    front, alice, bob, while_drawing
):
    change(alice.pk, "Alice")
    while_drawing(lambda: change(bob.pk, "Robert"))
    visit(front, f"/people/{alice.pk}/")
    while_drawing(lambda: change(bob.pk, "Bert"))
    assert visit(front, "/").text == "Alice,Robert"
    assert visit(front, "/").text == "Alice,Bert"


def test_a_change_seen_by_a_neighbour_while_a_page_is_drawn(
    front, alice, while_drawing
):
    """The change is already learnt when the old page would be remembered."""
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"

    def change_and_look() -> None:
        change(alice.pk, "New")
        visit(front, "/")

    while_drawing(change_and_look)
    visit(front, path)
    assert visit(front, path).text == "New"


@pytest.mark.parametrize("one_machine", [True, False])
def test_a_change_between_a_look_and_its_answer(
    front, alice, clock, settings, monkeypatch, one_machine
):
    settings.ONE_MACHINE = one_machine
    front = Front(front.django)
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"
    visit(front, path)
    look = lookup.look

    def look_and_change(*arguments: Any) -> lookup.Found:
        found = look(*arguments)
        monkeypatch.setattr(lookup, "look", look)
        with monkeypatch.context() as patch:  # the author is served elsewhere
            patch.setattr(freshness, "waiting", freshness.Acknowledgement())
            change(alice.pk, "New")
        return found

    monkeypatch.setattr(lookup, "look", look_and_change)
    clock(freshness.RECHECK)
    visit(front, path)
    assert visit(front, path).text == "New"


def test_a_stale_page_is_never_stored_as_good(front, alice, while_drawing):
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"
    while_drawing(lambda: change(alice.pk, "New"))
    rebuild.keep(path, rebuild.draw(path))
    assert PublishedPage.objects.get().version == 1
    assert visit(front, path).text == "New"


def test_what_a_transaction_sees_of_itself_is_not_remembered(front, alice):
    change(alice.pk, "Old")
    path = f"/trial/{alice.pk}/"
    assert visit(front, path, HTTP_X_TRY="Never").text == "Never"
    change(alice.pk, "New")  # takes the version that the trial had
    assert visit(front, path).text == "New"


def test_a_part_taken_back_drops_nothing(front, alice):
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"
    visit(front, path)
    with transaction.atomic():
        with contextlib.suppress(RuntimeError), transaction.atomic():
            change(alice.pk, "Never")
            raise RuntimeError
        User.objects.filter(pk=alice.pk).update(email="new@example.com")
    assert visit(front, path).from_memory is True
    assert visit(front, path).text == "Old"


def test_a_part_that_stays_is_told_at_the_end_of_the_whole(front, alice):
    path = f"/people/{alice.pk}/"
    with transaction.atomic():
        change(alice.pk, "New")
        before = freshness.token(freshness.generation_file())
    assert freshness.token(freshness.generation_file()) != before
    assert visit(front, path).text == "New"


def test_a_process_that_dies_before_telling_is_found_out(
    front, alice, clock, monkeypatch
):
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"
    visit(front, path)
    with monkeypatch.context() as patch:
        patch.setattr(freshness, "announce", lambda: None)
        change(alice.pk, "New")
    assert visit(front, path).text == "Old"
    clock(freshness.RECHECK)
    assert visit(front, path).text == "New"


def test_a_full_disk_makes_the_author_wait_until_everybody_knows(
    front, alice, clock, monkeypatch, caplog
):
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"
    visit(front, path)
    monkeypatch.setattr(freshness, "lengthen", full_disk)
    change(alice.pk, "New")  # moves the clock
    assert visit(front, path).text == "New"
    assert "could not be announced" in caplog.text


def full_disk(path: str) -> None:
    raise OSError(28, "No space left on device")


def test_a_file_taken_away_makes_everybody_look(front, alice):
    change(alice.pk, "Old")
    path = f"/people/{alice.pk}/"
    visit(front, path)
    os.remove(freshness.generation_file())
    assert visit(front, path).from_memory is False
    change(alice.pk, "New")
    assert visit(front, path).text == "New"


def test_changes_within_one_tick_of_the_clock_differ(tmp_path):
    path = str(tmp_path / "generation")
    tokens = {freshness.token(path)}
    for _ in range(50):
        freshness.lengthen(path)
        tokens.add(freshness.token(path))
    assert len(tokens) == 51


def test_one_request_waits_once_for_all_its_changes(front, alice, clock, settings):
    settings.ONE_MACHINE = False
    began = freshness.clock()
    with freshness.one_acknowledgement():
        for name in ("a", "b", "c"):
            change(alice.pk, name)
        assert freshness.clock() == began
    waited = freshness.clock() - began
    assert waited == pytest.approx(freshness.LEASE + freshness.MARGIN)
    with freshness.one_acknowledgement():
        pass
    assert freshness.clock() - began == waited


def test_a_lease_ends_before_a_change_is_acknowledged(front, alice, clock, settings):
    settings.ONE_MACHINE = False
    change(alice.pk, "Old")
    elsewhere = Front(front.django)
    path = f"/people/{alice.pk}/"
    visit(elsewhere, path)
    clock(freshness.LEASE - 0.01)
    assert visit(elsewhere, path).from_memory is True
    change(alice.pk, "New")
    assert visit(elsewhere, path).text == "New"
