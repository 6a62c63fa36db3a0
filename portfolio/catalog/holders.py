"""What points at a word from higher up, without knowing what stands there.

A row whose public face shows the word has `changing()`, a context that draws that
face afresh; rows without one show it nowhere.
"""

from contextlib import nullcontext
from typing import Any

from django.db import models

from portfolio.pages import store


def relations(word: models.Model) -> list[Any]:
    """Leave out the word's own table: merged words hold no other word."""
    return [
        relation
        for relation in word._meta.related_objects
        if relation.related_model is not type(word) and relation.get_accessor_name()
    ]


def holders(word: models.Model, relation: Any) -> list[models.Model]:
    rows = relation.related_model._base_manager
    return list(rows.filter(**{relation.field.name: word}))


def redraw(word: models.Model) -> None:
    """Draw everything afresh that shows this word."""
    for relation in relations(word):
        for holder in holders(word, relation):
            with changing(holder):
                pass
    store.drop(None)


def move(old: models.Model, new: models.Model) -> None:
    """Put one word in the place of another wherever it is held."""
    for relation in relations(old):
        name = relation.field.name
        for holder in holders(old, relation):
            with changing(holder):
                if relation.many_to_many:
                    words = getattr(holder, name)
                    words.add(new)
                    words.remove(old)
                else:
                    setattr(holder, name, new)
                    holder.save(update_fields=[name])
    store.drop(None)


def is_held(word: models.Model) -> bool:
    return any(holders(word, relation) for relation in relations(word))


def changing(holder: Any) -> Any:
    return holder.changing() if hasattr(holder, "changing") else nullcontext()
