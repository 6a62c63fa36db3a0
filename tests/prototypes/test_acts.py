"""Archive, delete, take back, duplicate, feature: one press each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from portfolio.prototypes.models import Prototype
from portfolio.sharing.models import Portfolio
from tests.prototypes.factories import AttemptFactory, PrototypeFactory, SignalFactory

ACTS = ["archive", "delete", "duplicate", "feature", "take_back"]


@pytest.fixture
def act(client, alice, prototype):
    client.force_login(alice)

    def press(name, data=None, of=prototype):
        return client.post(reverse(f"prototypes:{name}", args=[of.public_id]), data)

    return press


@pytest.mark.parametrize("name", ACTS)
def test_it_hides_from_strangers(client, charlie, prototype, name):
    if name == "take_back":
        prototype.delete_softly()
    client.force_login(charlie)
    url = reverse(f"prototypes:{name}", args=[prototype.public_id])
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_anonymous_signs_in_first(client, prototype, name):
    url = reverse(f"prototypes:{name}", args=[prototype.public_id])
    assert client.post(url)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ACTS)
def test_reading_it_changes_nothing(client, alice, prototype, name):
    client.force_login(alice)
    url = reverse(f"prototypes:{name}", args=[prototype.public_id])
    assert client.get(url).status_code == 405


def test_archive_and_back(act, prototype):
    act("archive", {"archived": "yes"})
    prototype.refresh_from_db()
    assert prototype.archived_at is not None
    act("archive", {"archived": "no"})
    prototype.refresh_from_db()
    assert prototype.archived_at is None


def test_a_deleted_one_can_be_taken_back(client, act, prototype):
    response = act("delete")
    assertRedirects(response, "/log/")
    assert client.get(prototype.get_absolute_url()).status_code == 404
    assertContains(client.get(reverse("prototypes:deleted")), prototype.problem)
    act("take_back")
    assert client.get(prototype.get_absolute_url()).status_code == 200


def test_after_a_week_it_is_due_for_removal(prototype):
    prototype.delete_softly()
    assert not Prototype.objects.due_for_removal().exists()
    long_ago = timezone.now() - timedelta(days=7, minutes=1)
    Prototype.objects.update(deleted_at=long_ago)
    assert list(Prototype.objects.due_for_removal()) == [prototype]


def test_a_duplicate_takes_the_plan_and_leaves_the_attempts(act, alice, prototype):
    AttemptFactory(prototype=prototype)
    SignalFactory(prototype=prototype, text="I was up at three")
    act("duplicate")
    copy = alice.prototypes.exclude(pk=prototype.pk).get()
    assert (copy.problem, copy.visibility) == (prototype.problem, "private")
    assert [tag.name for tag in copy.problems.all()] == ["Hand-offs"]
    assert [signal.text for signal in copy.signals.all()] == ["I was up at three"]
    assert copy.attempts.count() == 0
    assert prototype.signals.count() == 1


def test_a_private_one_cannot_be_featured(client, act, prototype):
    response = act("feature")
    assertContains(client.get(response["Location"]), "Publish it before you feature it")
    prototype.refresh_from_db()
    assert not prototype.featured


def test_three_at_most_are_featured(client, act, alice):
    Portfolio.objects.start(alice, "alice")
    rows = PrototypeFactory.create_batch(
        4, owner=alice, name="Named", visibility="public", problems=["Billing"]
    )
    for row in rows:
        act("feature", {"featured": "yes"}, of=row)
    assert alice.prototypes.filter(featured=True).count() == 3
    act("feature", {"featured": "no"}, of=rows[0])
    act("feature", {"featured": "yes"}, of=rows[3])
    featured = alice.prototypes.filter(featured=True).order_by("pk")
    assert list(featured) == rows[1:]
