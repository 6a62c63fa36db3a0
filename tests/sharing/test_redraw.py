from django.core.management import call_command
from pytest_django.asserts import assertContains

from portfolio.prototypes.models import Prototype
from tests.sharing.factories import published


def test_it_draws_every_card_afresh(client, alice, bob, prototype, capsys):
    published(bob)
    good = dict(Prototype.objects.values_list("pk", "card"))
    Prototype.objects.update(card="<article>old</article>")
    call_command("redraw")
    assert capsys.readouterr().out == "2 cards drawn.\n"
    assert dict(Prototype.objects.values_list("pk", "card")) == good
    assertContains(client.get("/@alice/"), prototype.problem)


def test_what_is_not_public_stays_without_a_card(draft, portfolio):
    call_command("redraw")
    assert Prototype.objects.get().card == ""
