"""Addresses of portfolios: which may be taken, and which to suggest."""

import re
import unicodedata
from datetime import timedelta
from secrets import choice
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from accounts.models import User

SHORTEST, LONGEST = 3, 39
BLOCKED_AFTER_DELETION = timedelta(days=90)
PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Shapes that a hurried reader takes for one another, folded onto one of them.
LOOK_ALIKES = [("-", ""), ("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l")]
# Letters that Unicode does not take apart into a plain one and its mark.
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "å": "a",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "þ": "th",
    "ı": "i",
}
UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"

# The first part of every address of the site; a test holds it to the URL table.
ROUTES = """
    __debug__ __reload__ accounts admin api apply favicon feed healthz hiring jsi18n
    log logo mcp media photos pictures problems readyz robots s settings share sitemap
    static talent tools
"""
# Names that would speak for the site, or that readers expect to find there.
SPEAKING = """
    about abuse account administrator all anonymous app assets auth billing blog bot
    builder builders candidate candidates careers changelog contact css dashboard demo
    developer developers docs download edit email error everyone explore faq features
    forum guest guide guides help home hostmaster http https images img info inbox
    index invite jobs journal js legal login logout mail manager me member members
    messages mod moderator new news newsletter noreply nobody null official openings
    owner page pages password people policy portfolio portfolios postmaster pricing
    privacy profile protofolio prototype prototypes public recruiter register report
    review reviews root sales search security self sign-in sign-out sign-up signin
    signout signup site staff status store support system team teams terms test trust
    undefined unknown update upload user username users verify webmaster welcome wiki
    www you
"""
RESERVED = frozenset(ROUTES.split()) | frozenset(SPEAKING.split())


def skeleton(handle: str) -> str:
    """Return what is left of a handle when look-alikes count as the same."""
    for seen, meant in LOOK_ALIKES:
        handle = handle.replace(seen, meant)
    return handle


RESERVED_SKELETONS = frozenset(map(skeleton, RESERVED))


def refusal(handle: str, user: "User | None" = None) -> str:
    """Say why this person cannot have this handle; say nothing if they can."""
    return wrong_shape(handle) or not_free(handle, user)


def wrong_shape(handle: str) -> str:
    if not SHORTEST <= len(handle) <= LONGEST:
        return _("Use 3 to 39 characters.")
    if PATTERN.fullmatch(handle):
        return ""
    if handle.startswith("-") or handle.endswith("-") or "--" in handle:
        return _("Use single hyphens, and only between letters or digits.")
    return _("Use the letters a to z, digits and hyphens.")


def not_free(handle: str, user: "User | None") -> str:
    from portfolio.sharing.models import OldHandle, Portfolio

    if handle in RESERVED or skeleton(handle) in RESERVED_SKELETONS:
        return _("The site keeps this address for itself. Choose another one.")
    alike = Q(skeleton=skeleton(handle))
    others = Q() if user is None else ~Q(user=user)
    now = Portfolio.objects.filter(alike, others)
    # Of a deleted account, a handle rests until nobody can take one for the other.
    resting = Q(user=None, freed_at__gt=timezone.now() - BLOCKED_AFTER_DELETION)
    once = OldHandle.objects.filter(alike, Q(user__isnull=False) & others | resting)
    taken = [
        *now.values_list("handle", flat=True),
        *once.values_list("handle", flat=True),
    ]
    if handle in taken:
        return _("Somebody has this address already. Choose another one.")
    if taken:
        return (
            _("This looks too much like “%s”, which is taken. Change it more.")
            % (taken[0])
        )
    return ""


def suggestion(user: "User") -> str:
    """Return a handle that is free right now: from the name, never from the email."""
    base = plain(user.name)[: LONGEST - 3].strip("-")
    if len(base) >= SHORTEST:
        for end in ["", *(f"-{n}" for n in range(2, 10))]:
            if not refusal(base + end, user):
                return base + end
    while True:
        handle = "builder-" + "".join(choice(UNMISTAKABLE) for _each in range(4))
        if not refusal(handle, user):
            return handle


def plain(name: str) -> str:
    """Spell a name in a-z as far as its letters allow; "Łukasz Øre" is "lukasz-ore"."""
    spelt = "".join(LETTERS.get(letter, letter) for letter in name.lower())
    spelt = unicodedata.normalize("NFKD", spelt).replace("'", "").replace("’", "")
    letters = [letter for letter in spelt if not unicodedata.combining(letter)]
    # Half a name is somebody else's: "李 Wei" would be nobody's "wei".
    if any(letter.isalpha() and not letter.isascii() for letter in letters):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", "".join(letters)).strip("-")
