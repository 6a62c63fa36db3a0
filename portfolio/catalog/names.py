"""When two names mean the same thing, and when they nearly do."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.lib.text import HIDDEN, UNSTORABLE, clean_line

MAX_NAME = 40
MAX_KEY = 120  # folding may lengthen a name: "ﷺ" becomes eighteen letters
MIN_TYPO = 6

GAPS = re.compile(r"[\s\-_\u2010-\u2015\u2212]+")
IDEOGRAPHS = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)


def clean_name(name: str) -> str:
    """Return the name as it will be shown, or refuse it with a reason."""
    name = clean_line(name)
    if not any(character.isalnum() for character in name):
        raise ValidationError(
            _("Write “%(name)s” in words."), code="no_words", params={"name": name}
        )
    if len(name) > MAX_NAME or len(key_of(name)) > MAX_KEY:
        raise ValidationError(
            _("Shorten “%(name)s” to %(limit)s characters."),
            code="too_long",
            params={"name": name, "limit": MAX_NAME},
        )
    return name


def key_of(name: str) -> str:
    """Fold case, width, spaces and hyphens away: two equal keys are one name."""
    name = unicodedata.normalize("NFKC", HIDDEN.sub("", UNSTORABLE.sub("", name)))
    return GAPS.sub(" ", unicodedata.normalize("NFKC", name.casefold())).strip()


def stem_of(name: str) -> str:
    """Run the words together without endings: "Hand-offs" and "handoff" meet here."""
    words = (re.sub(r"[\W_]+", "", word) for word in key_of(name).split())
    return "".join(singular(word) for word in words)


def singular(word: str) -> str:
    if not word.isascii() or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word.removesuffix("s")


def nearly(one: str, other: str) -> bool:
    """Tell whether two stems differ by one slip of the finger at most.

    Digits and ideographs carry too much meaning for that: "Claude 3" and "Claude 4"
    are two things.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_TYPO or IDEOGRAPHS.search(one + other):
        return False
    if re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return False
    return one_slip(one, other)


def one_slip(one: str, other: str) -> bool:
    """One letter too many, too few, wrong, or two neighbours swapped."""
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(other) - len(one) == 1:
        return one[start:] == other[start + 1 :]
    if len(other) != len(one):
        return False
    if one[start + 1 :] == other[start + 1 :]:
        return True
    swapped = one[start + 1 : start + 2] + one[start : start + 1]
    return swapped + one[start + 2 :] == other[start:]
