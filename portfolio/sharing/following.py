"""What a portfolio does when something below it changes, in the same transaction."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from portfolio.pages import store
from portfolio.prototypes.card import card_html
from portfolio.prototypes.models import Prototype
from portfolio.prototypes.pictures import delete_folder
from portfolio.sharing.models import OldHandle, Portfolio
from portfolio.sharing.summary import summarise


def prototype_changed(prototype: Prototype) -> None:
    if prototype.card:
        # Words of public work are offered to everybody.
        prototype.problems.all().share()
        prototype.tools.all().share()
    for portfolio in Portfolio.objects.filter(user=prototype.owner_id):
        summarise(portfolio)


def person_changed(user: User) -> None:
    """Follow a new name or language, and somebody who was shut out or let in."""
    for portfolio in Portfolio.objects.filter(user=user):
        with portfolio.changing():
            redraw_in_language(user)


def redraw_in_language(user: User) -> None:
    # Cards speak their person's language. They name it, so the first one tells.
    cards = user.prototypes.exclude(card="")
    sample = cards.first()
    if sample is None or card_html(sample) == sample.card:
        return
    for prototype in cards.iterator(chunk_size=100):
        prototype.renew_card()


def account_leaves(user: User) -> None:
    """Let the person's addresses rest, so that nobody is taken for them."""
    now = timezone.now()
    for portfolio in Portfolio.objects.filter(user=user):
        OldHandle.objects.create(handle=portfolio.handle, freed_at=now)
        if portfolio.photo:
            transaction.on_commit(partial(delete_folder, portfolio.photo.folder))
    OldHandle.objects.filter(user=user).update(user=None, freed_at=now)
    store.drop(user.pk)
