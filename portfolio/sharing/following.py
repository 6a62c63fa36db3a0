"""What a portfolio does when something below it changes, in the same transaction."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from portfolio.pages import store
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


def account_leaves(user: User) -> None:
    """Let the person's addresses rest, so that nobody is taken for them."""
    now = timezone.now()
    for portfolio in Portfolio.objects.filter(user=user):
        OldHandle.objects.create(handle=portfolio.handle, freed_at=now)
        if portfolio.photo:
            transaction.on_commit(partial(delete_folder, portfolio.photo.folder))
    OldHandle.objects.filter(user=user).update(user=None, freed_at=now)
    store.drop(user.pk)
