from collections.abc import Iterable
from secrets import token_hex
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from portfolio.catalog.names import MIN_TYPO, clean_name, key_of, nearly, stem_of
from portfolio.lib.text import clean_line

if TYPE_CHECKING:
    from accounts.models import User
    from portfolio.catalog.models import Word

MAX_AT_ONCE = 20
MOST_COMPARED = 500
MOST_ATTEMPTS = 10
LONGEST_ASKED = 100


class VocabularyQuerySet[W: "Word"](models.QuerySet[W]):
    def visible_to(self, person: "User | AnonymousUser | None") -> Self:
        if person is None or not person.is_authenticated:
            return self.filter(is_shared=True)
        return self.filter(Q(is_shared=True) | Q(made_by=person.pk))

    def share(self) -> int:
        """Offer these to everybody: public work uses them now."""
        return self.filter(is_shared=False).update(is_shared=True)

    def suggest(
        self, q: str, limit: int = 8, by: "User | AnonymousUser | None" = None
    ) -> list[W]:
        """List what starts as `q` does, then what contains it."""
        key, stem = key_of(q[:LONGEST_ASKED]), stem_of(q[:LONGEST_ASKED])
        found = Q(key__contains=key)
        if stem:
            found |= Q(stem__contains=stem)
        rank = Case(
            When(key__startswith=key, then=Value(0)),
            When(key__contains=f" {key}", then=Value(1)),
            default=Value(2),
        )
        words = self.current().visible_to(by).filter(found)
        return list(words.order_by(rank, "key")[:limit])

    def near(self, name: str, by: "User | AnonymousUser | None" = None) -> W | None:
        """Find the word that `name` nearly repeats, unless it is that very word."""
        key, stem = key_of(name[:LONGEST_ASKED]), stem_of(name[:LONGEST_ASKED])
        if not stem:
            return None
        words = self.visible_to(by).following().alias(length=Length("stem"))
        found: models.QuerySet = words.filter(
            Q(key=key) | Q(stem=stem) | one_slip_from(stem)
        )
        rank = Case(
            When(key=key, then=Value(0)), When(stem=stem, then=Value(1)), default=2
        )
        for word in found.order_by(rank, "key")[:MOST_COMPARED]:
            if nearly(stem, word.stem):
                word = word.standing()
                return None if is_same_name(word.name, name) else word
        return None

    def resolve(self, names: Iterable[str], by: "User | None" = None) -> list[W]:
        """Return one word for each name, in order, making those that are new.

        A unique key decides who makes a word: of two people at once, one does, and
        both get it.
        """
        wanted = {key_of(name): name for name in map(clean_name, filled(names))}
        if len(wanted) > MAX_AT_ONCE:
            raise ValidationError(
                _("Keep to %(limit)s of these."),
                code="too_many",
                params={"limit": MAX_AT_ONCE},
            )
        found = self.by_key(wanted)
        for attempt in range(1, MOST_ATTEMPTS):
            missing = [name for key, name in wanted.items() if key not in found]
            if not missing:
                break
            new = [self.new(name, attempt, by) for name in missing]
            self.model._default_manager.bulk_create(new, ignore_conflicts=True)
            found |= self.by_key(map(key_of, missing))
        words = (found[key].standing() for key in wanted)
        return list({word.pk: word for word in words}.values())

    def by_key(self, keys: Iterable[str]) -> dict[str, W]:
        # Afresh, whatever this queryset was narrowed to: a key is taken site-wide.
        words = type(self)(self.model, using=self.db).filter(key__in=list(keys))
        return {word.key: word for word in words.following()}

    def new(self, name: str, attempt: int, by: "User | None") -> W:
        word = self.model(made_by=by)
        word.take_name(name)
        # "C", "C++" and "C#" all want the address "c".
        if attempt > 1:
            mark = str(attempt) if attempt < 6 else token_hex(3)
            word.slug = f"{word.slug}-{mark}"
        return word

    def current(self) -> Self:
        return self.all()

    def following(self) -> Self:
        return self.all()


class ProblemQuerySet[W: "Word"](VocabularyQuerySet[W]):
    def current(self) -> Self:
        """Leave out what was merged into another problem."""
        return self.filter(merged_into=None)

    def following(self) -> Self:
        return self.select_related("merged_into")


def one_slip_from(stem: str) -> Q:
    """Narrow a search by the half of a word that one slip leaves whole."""
    if len(stem) < MIN_TYPO:
        return Q(pk__in=())
    half, length = len(stem) // 2, len(stem)
    whole = Q(stem__startswith=stem[: half - 1]) | Q(stem__endswith=stem[half:])
    return whole & Q(length__range=(length - 1, length + 1))


def filled(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.strip()]


def is_same_name(one: str, other: str) -> bool:
    return clean_line(one).casefold() == clean_line(other).casefold()
