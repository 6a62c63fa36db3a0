import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.models import User
from portfolio.sharing.models import Portfolio


@pytest.fixture
def staff(client, db):
    staff = User.objects.create_superuser("staff@example.com", "a long password")
    client.force_login(staff)
    return client


def test_a_takedown_shows_at_once_and_can_be_taken_back(staff, prototype, alice):
    Portfolio.objects.start(alice, "alice")
    prototype.publish()
    address = reverse("sharing:prototype", args=["alice", prototype.slug])
    assertContains(staff.get(address), prototype.problem)
    url = reverse("admin:prototypes_prototype_delete", args=[prototype.pk])
    staff.post(url, {"post": "yes"})
    assert staff.get(address).status_code == 404
    assert list(alice.prototypes.deleted()) == [prototype]


def test_its_words_are_never_changed_here(staff, prototype):
    url = reverse("admin:prototypes_prototype_change", args=[prototype.pk])
    assert staff.post(url, {"problem": "Mine now"}).status_code == 403
    prototype.refresh_from_db()
    assert prototype.problem.startswith("On-call engineers")
