"""What a process remembers: how much, how long, and what makes it forget."""

from accounts.models import User
from portfolio.pages import rebuild
from portfolio.pages.memory import ABOUT, Memory
from portfolio.pages.models import Group
from portfolio.pages.page import Page
from portfolio.pages.reply import Reply
from tests.pages.conftest import visit
from tests.pages.urls import change


def reply(
    owner: int = 1, version: int = 1, generation: int = 1, size: int = 10
) -> Reply:
    bodies = {"gzip": b"g" * (size // 2), "br": b"b" * (size // 2)}
    page = Page(owner, version, generation, "text/html", "en", 'W/"1"', bodies, True)
    return Reply(page, [])


def kept(memory: Memory) -> list[str]:
    return [path for _, path in memory._replies]


def test_the_page_unread_longest_goes_first(settings):
    memory = Memory(limit=3 * (ABOUT + 1000))
    for name in "abc":
        memory.remember((False, name), reply(size=1000))
    memory._trust = (memory._token(), float("inf"))
    memory.get((False, "a"))
    memory.remember((False, "d"), reply(size=1000))
    assert kept(memory) == ["c", "a", "d"]
    assert memory.size == 3 * (ABOUT + 1000)


def test_a_page_too_large_for_the_memory_is_not_kept():
    memory = Memory(limit=5000)
    memory.remember((False, "large"), reply(size=6000))
    assert (kept(memory), memory.size) == ([], 0)


def test_a_page_remembered_twice_is_counted_once():
    memory = Memory()
    for _ in range(2):
        memory.remember((False, "a"), reply(size=1000))
    assert memory.size == ABOUT + 1000


def test_an_encoding_asked_for_later_is_counted_from_the_start(front, alice):
    change(alice.pk, "Alice")
    visit(front, f"/people/{alice.pk}/", HTTP_ACCEPT_ENCODING="br")
    visit(front, f"/people/{alice.pk}/", HTTP_ACCEPT_ENCODING="gzip")
    assert front.memory.size > 0
    change(alice.pk, "Alicia")
    visit(front, "/mail/nobody@example.com/")
    assert front.memory.size == 0


def test_a_page_of_nobody_is_not_kept():
    memory = Memory()
    memory.remember((False, "a"), reply(owner=None))
    assert kept(memory) == []


def test_a_page_older_than_the_last_look_is_not_kept():
    memory = Memory()
    memory.seen = 7
    memory.remember((False, "old"), reply(generation=6))
    memory.remember((False, "new"), reply(generation=7))
    assert kept(memory) == ["new"]


def test_a_change_drops_the_pages_of_its_person_and_the_site(front, alice, bob):
    for user in (alice, bob):
        change(user.pk, user.name)
    paths = [f"/people/{alice.pk}/", f"/people/{bob.pk}/", "/"]
    for path in paths:
        visit(front, path)
    change(alice.pk, "Renamed")
    visit(front, "/people/404/")
    assert kept(front.memory) == [f"/people/{bob.pk}/"]
    assert [visit(front, path).text for path in paths] == [
        "Renamed",
        "Bob Brandt",
        "Renamed,Bob Brandt",
    ]


def test_one_look_serves_all_pages_after_a_change(front, alice, bob, charlie):
    for user in (alice, bob, charlie):
        change(user.pk, user.name)
        visit(front, f"/people/{user.pk}/")
    change(alice.pk, "Renamed")
    assert [
        visit(front, f"/people/{user.pk}/").from_memory for user in (bob, charlie)
    ] == [False, True]


def test_the_database_is_asked_at_least_once_a_second(front, alice, clock):
    change(alice.pk, "Alice")
    path = f"/people/{alice.pk}/"
    visit(front, path)
    clock(0.99)
    assert visit(front, path).from_memory is True
    clock(0.02)
    assert visit(front, path).from_memory is False
    assert visit(front, path).from_memory is True


def test_a_quickly_made_page_gives_way_to_the_well_made_one(
    front, alice, clock, monkeypatch
):
    change(alice.pk, "Alice")
    path = f"/people/{alice.pk}/"
    visit(front, path)
    monkeypatch.setattr(rebuild, "givers", [lambda owner: [path]])
    rebuild.rebuild_pages.call(alice.pk)
    assert front.memory.get((False, path)).page.is_stored is False
    clock(10.1)
    visit(front, path)
    assert front.memory.get((False, path)).page.is_stored is True


def test_a_backup_put_back_makes_it_forget_everything(front, alice, clock):
    for name in ("Alice", "Alicia", "Lis"):
        change(alice.pk, name)
    paths = [f"/people/{alice.pk}/", f"/trial/{alice.pk}/"]
    assert [visit(front, path).text for path in paths] == ["Lis", "Lis"]
    Group.objects.update(version=2)
    User.objects.update(name="Alicia")
    clock(1.1)
    assert [visit(front, path).text for path in paths] == ["Alicia", "Alicia"]
    change(alice.pk, "Alison")
    assert [visit(front, path).text for path in paths] == ["Alison", "Alison"]
