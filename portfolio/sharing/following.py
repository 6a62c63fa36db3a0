"""What a portfolio does when something below it changes, in the same transaction."""

from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts.models import User
from portfolio.pages import store
from portfolio.prototypes.card import card_html
from portfolio.prototypes.models import Prototype
from portfolio.prototypes.pictures import delete_folder
from portfolio.sharing.drawing.identity import renew
from portfolio.sharing.models import OldHandle, Portfolio


def prototype_changed(prototype: Prototype) -> None:
    if prototype.card:
        # Words of public work are offered to everybody.
        prototype.problems.all().share()
        prototype.tools.all().share()
    for portfolio in Portfolio.objects.filter(user=prototype.owner_id):
        renew(portfolio)


def person_changed(user: User) -> None:
    """Follow a new name or language, and somebody who was shut out or let in."""
    for portfolio in Portfolio.objects.filter(user=user).select_related("user"):
        # Cards speak their person's language: one tells whether it is a new one.
        card = user.prototypes.exclude(card="").first()
        if card and card_html(card) != card.card:
            redraw(portfolio)
        else:
            with portfolio.changing():
                pass


def redraw(portfolio: Portfolio) -> int:
    """Draw all cards of a person afresh; return how many there are."""
    count = 0
    with portfolio.changing():
        cards = portfolio.user.prototypes.exclude(card="")
        for prototype in cards.iterator(chunk_size=100):
            prototype.renew_card()
            count += 1
    return count


@task(priority=-10)
def redraw_all() -> int:
    """Draw every card afresh, after an update that may have changed their looks."""
    people = Portfolio.objects.select_related("user")
    return sum(redraw(portfolio) for portfolio in people.iterator(chunk_size=100))


def account_leaves(user: User) -> None:
    """Let the person's addresses rest, so that nobody is taken for them."""
    now = timezone.now()
    for portfolio in Portfolio.objects.filter(user=user):
        OldHandle.objects.create(handle=portfolio.handle, freed_at=now)
        if portfolio.photo:
            transaction.on_commit(partial(delete_folder, portfolio.photo.folder))
    OldHandle.objects.filter(user=user).update(user=None, freed_at=now)
    store.drop(user.pk)
