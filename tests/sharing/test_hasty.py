"""Sixty changes a minute, and twenty pictures, whichever door they come by."""

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains

from portfolio.lib import limits
from tests.prototypes.conftest import png
from tests.prototypes.factories import AttemptFactory, SignalFactory
from tests.sharing.factories import pictured

OF_ALL = ["edit", "switch"]
OF_ONE = ["publish", "link_renew", "order_change"]
IN_LOG = ["archive", "delete", "take_back", "duplicate", "feature", "signal_new"]


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def addresses(prototype):
    one, shot = prototype.public_id, pictured(prototype).public_id
    attempt = AttemptFactory(prototype=prototype).number
    signal = SignalFactory(prototype=prototype).public_id
    return [
        *(reverse(f"sharing:{name}") for name in OF_ALL),
        *(reverse(f"sharing:{name}", args=[one]) for name in OF_ONE),
        *(reverse(f"prototypes:{name}", args=[one]) for name in IN_LOG),
        reverse("prototypes:section_edit", args=[one, "work"]),
        *(reverse(f"prototypes:{n}", args=[one, attempt]) for n in ATTEMPT),
        *(reverse(f"prototypes:{n}", args=[one, signal]) for n in SIGNAL),
        *(reverse(f"prototypes:{n}", args=[one, shot]) for n in PICTURE),
    ]


ATTEMPT = ["attempt", "attempt_delete"]
SIGNAL = ["signal", "signal_delete"]
PICTURE = ["picture", "picture_delete", "picture_move"]


def test_all_changes_count_together(signed_in, alice, addresses):
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        for _each in range(60):
            limits.over(f"log:{alice.pk}", 60, 60)
        answers = {url: signed_in.post(url).status_code for url in addresses}
    assert answers == dict.fromkeys(addresses, 429)


def test_a_photo_counts_as_an_upload(signed_in, alice, portfolio):
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        for _each in range(20):
            limits.over(f"upload:{alice.pk}", 20, 60)
        assert signed_in.post(reverse("sharing:photo_change")).status_code == 429


def test_pictures_with_an_attempt_count_too(signed_in, alice, prototype):
    url = reverse("prototypes:attempt_new", args=[prototype.public_id])
    sent = {"prompt": "Ask", "outcome": "partly", "made_on": "2026-11-01"}
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        for _each in range(19):
            limits.over(f"picture:{alice.pk}", 20, 60)
        files = [png(name="one.png"), png(name="two.png")]
        page = signed_in.post(url, sent | {"pictures": files}, follow=True)
    assertContains(page, "two.png: That was too quick.")
    assert [shot.given_name for shot in prototype.screenshots.all()] == ["one.png"]
