import re
from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from accounts.deletion import delete_account
from portfolio.sharing import handles
from portfolio.sharing.models import OldHandle
from tests.factories import UserFactory
from tests.sharing.factories import PortfolioFactory

SHAPE = "Use the letters a to z, digits and hyphens."
HYPHENS = "Use single hyphens, and only between letters or digits."
LENGTH = "Use 3 to 39 characters."
KEPT = "The site keeps this address for itself. Choose another one."
TAKEN = "Somebody has this address already. Choose another one."


@pytest.mark.parametrize("handle", ["mina", "m2x", "a-b-c", "x" * 39, "2-fast"])
def test_these_may_be_had(db, handle):
    assert handles.refusal(handle) == ""


@pytest.mark.parametrize(
    ("handle", "reason"),
    [
        ("", LENGTH),
        ("ab", LENGTH),
        ("x" * 40, LENGTH),
        ("-mina", HYPHENS),
        ("mina-", HYPHENS),
        ("mi--na", HYPHENS),
        ("mina_o", SHAPE),
        ("Mina", SHAPE),
        ("mína", SHAPE),
        ("мина", SHAPE),
        ("mina\n", SHAPE),
        ("mi na", SHAPE),
        ("admin", KEPT),
        ("adm1n", KEPT),
        ("ad-min", KEPT),
        ("adrnin", KEPT),
        ("protof0lio", KEPT),
    ],
)
def test_these_may_not(db, handle, reason):
    assert handles.refusal(handle) == reason


def first_parts():
    """The first part of every address there is, as far as a handle could equal it."""
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern)
        inner = getattr(pattern, "url_patterns", []) if not route else [pattern]
        for each in inner:
            part = re.split("[/.]", str(each.pattern))[0]
            if part and not part.startswith("@"):
                yield part


def test_every_first_part_of_an_address_is_kept(db):
    parts = set(first_parts())
    assert {"log", "share", "s", "problems", "accounts", "admin", "healthz"} <= parts
    assert {part for part in parts if part not in handles.RESERVED} == set()


@pytest.mark.parametrize(
    "alike", ["mina-okafor", "minaokafor", "m1na-okaf0r", "mlna-okafor", "rnina-okafor"]
)
def test_look_alikes_are_refused(db, alike):
    PortfolioFactory(handle="mina-okafor")
    reason = handles.refusal(alike)
    if alike == "mina-okafor":
        assert reason == TAKEN
    else:
        assert "mina-okafor" in reason


def test_a_person_may_change_between_their_own_look_alikes(alice):
    PortfolioFactory(user=alice, handle="mina-okafor")
    assert handles.refusal("minaokafor", alice) == ""


def test_an_old_handle_is_nobody_elses(alice, bob):
    PortfolioFactory(user=alice, handle="alice").move_to("adeyemi")
    assert handles.refusal("alice", bob) == TAKEN
    assert "“alice”" in handles.refusal("a-lice", bob)
    assert handles.refusal("alice", alice) == ""


def test_a_deleted_persons_handles_rest_for_ninety_days(alice, bob, mailoutbox):
    PortfolioFactory(user=alice, handle="alice").move_to("adeyemi")
    delete_account(alice)
    assert handles.refusal("alice", bob) == TAKEN
    assert handles.refusal("adeyemi", bob) == TAKEN
    OldHandle.objects.update(freed_at=timezone.now() - timedelta(days=90))
    assert handles.refusal("adeyemi", bob) == ""
    PortfolioFactory._meta.model.objects.start(bob, "adeyemi")
    assert list(OldHandle.objects.values_list("handle", "user")) == [("alice", None)]


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Mina Okafor", "mina-okafor"),
        ("  Zoë   Łukasz-Ørsted ", "zoe-lukasz-orsted"),
        ("Đặng Thị Hà", "dang-thi-ha"),
        ("Strauß & Söhne", "strauss-sohne"),
        ("O’Neill", "oneill"),
        ("Admin", "admin-2"),
    ],
)
def test_a_name_suggests_a_handle(db, name, handle):
    assert handles.suggestion(UserFactory.build(name=name, pk=1)) == handle


@pytest.mark.parametrize("name", ["王薇", "李 Wei", "Нина", "", "Li", "!!!"])
def test_other_names_get_a_neutral_one_and_never_the_email(db, name):
    user = UserFactory(name=name, email="secret.address@example.com")
    handle = handles.suggestion(user)
    assert re.fullmatch("builder-[a-z2-9]{4}", handle)
    assert handles.refusal(handle, user) == ""


def test_a_suggestion_is_free_at_once(db):
    taken = set()
    for number in range(12):
        user = UserFactory(name="Mina Okafor", email=f"m{number}@example.com")
        handle = handles.suggestion(user)
        assert handles.refusal(handle, user) == ""
        PortfolioFactory(user=user, handle=handle)
        taken.add(handle)
    assert len(taken) == 12
    assert {"mina-okafor", "mina-okafor-2", "mina-okafor-9"} <= taken
