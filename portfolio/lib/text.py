import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# Marks that turn the reading direction or take no room: a name could wear them
# to pass for another name (UTS 39, Unicode TR 36).
HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# Control characters but tab and line feed; lone surrogates cannot be stored.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
MAX_TEXT = 60_000
MAX_SLUG = 60


def clean_line(text: str) -> str:
    """Return one line without hidden marks, control characters or doubled spaces."""
    text = unicodedata.normalize("NFC", HIDDEN.sub("", UNSTORABLE.sub("", text)))
    return " ".join(text.split())


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    """Return the text as typed, with plain line ends, or refuse it with a reason."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    storable(text)
    if len(text) > limit:
        raise ValidationError(
            _("Shorten this to %(limit)s characters. It has %(length)s."),
            code="too_long",
            params={"limit": limit, "length": len(text)},
        )
    return text


def storable(text: str) -> None:
    """Refuse what a database, a feed or a page cannot carry."""
    if found := UNSTORABLE.search(text.replace("\r\n", "\n")):
        raise ValidationError(
            _(
                "Remove the control character at position %(position)s. "
                "It often comes along when text is copied from a terminal or a PDF."
            ),
            code="control_character",
            params={"position": found.start() + 1},
        )


def slugify_title(text: str, fallback: str = "prototype") -> str:
    """Return the last part of an address for a title in any script, never empty."""
    plain = slugify(text)
    # "产品 v2" in ASCII is just "v2", which tells nobody anything.
    if kept(plain) * 2 < kept(unicodedata.normalize("NFKC", text)):
        plain = slugify(text, allow_unicode=True)
    return shorten(plain, MAX_SLUG) or fallback


def kept(text: str) -> int:
    return sum(character.isalnum() for character in text)


def shorten(slug: str, limit: int) -> str:
    """Cut at the last whole word that fits, or in the word when there is only one."""
    if len(slug) > limit:
        head = slug[: limit + 1].rpartition("-")[0]
        slug = head or slug[:limit]
    return slug.strip("-_")
