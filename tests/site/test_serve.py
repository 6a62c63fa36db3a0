import pytest

from portfolio.management.commands.serve import Command
from portfolio.prototypes.models import Prototype
from tests.sharing.factories import published

OLD = "<article>drawn by the version before</article>"


@pytest.fixture
def card(db, alice, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    published(alice)
    Prototype.objects.update(card=OLD)
    return lambda: Prototype.objects.get().card


def test_cards_are_drawn_afresh_after_an_update(card):
    Command().redraw()
    assert card() != OLD


def test_without_an_update_they_stay(card):
    Command().redraw()
    Prototype.objects.update(card=OLD)
    Command().redraw()
    assert card() == OLD
