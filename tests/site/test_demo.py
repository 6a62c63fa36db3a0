from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.asserts import assertContains

from accounts.models import User
from portfolio.demo.load import PASSWORD
from portfolio.prototypes.models import Attempt, Prototype
from tests.demo import lighten


@pytest.fixture(autouse=True)
def light(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.IS_LOOPBACK = True
    lighten(monkeypatch, settings)


def test_it_brings_four_people_and_two_hiring_managers(client, db):
    call_command("demo")
    mina = User.objects.get(email="builder@example.com")
    assert User.objects.count() == 6
    assert mina.prototypes.count() == 14
    assert Attempt.objects.filter(prototype__owner=mina).count() == 60
    assert mina.prototypes.filter(featured=True).count() == 3
    assertContains(client.get("/@mina/"), "On-call engineers are woken")
    assert client.login(email=mina.email, password=PASSWORD)
    assertContains(client.get("/log/"), "On-call engineers are woken")


def test_it_never_ages(db):
    call_command("demo")
    last = Attempt.objects.latest("made_on").made_on
    assert timezone.localdate() - timedelta(days=14) <= last <= timezone.localdate()


def test_a_second_time_it_only_mends_its_links(db, settings):
    call_command("demo")
    settings.SITE_URL = "http://127.0.0.1:8123"
    call_command("demo")
    linked = Prototype.objects.exclude(demo_url="")
    assert User.objects.count() == 6
    assert linked.count() > 10
    for prototype in linked:
        assert prototype.demo_url.startswith("http://127.0.0.1:8123/static/demo/")


def test_its_links_lead_to_pages_that_are_there(db):
    call_command("demo")
    for prototype in Prototype.objects.exclude(demo_url=""):
        page = prototype.demo_url.removeprefix("http://localhost/static/")
        assert finders.find(page), page


def test_a_site_that_others_reach_refuses_it(db, settings):
    settings.IS_LOOPBACK = False
    with pytest.raises(CommandError, match="--force"):
        call_command("demo")
    assert not User.objects.exists()
    call_command("demo", "--force")
    assert User.objects.count() == 6


def test_at_start_a_site_with_people_is_left_alone(alice):
    call_command("demo", "--start")
    assert list(User.objects.all()) == [alice]
