"""Stored cards, put on a page. They are HTML that was drawn when they changed."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portfolio.sharing.drawing.asked import address

# What templates/prototypes/_card.html leaves open for the page it stands on.
BY = "<!--by-->"
CARD, WIDE = '<article class="card"', '<article class="card wide"'
LAZY, FIRST = 'loading="lazy"', 'fetchpriority="high"'
NARROW_SIZES = 'sizes="(min-width: 64rem) 28rem, (min-width: 42rem) 50vw, 92vw"'
WIDE_SIZES = 'sizes="(min-width: 64rem) 32rem, (min-width: 48rem) 55vw, 92vw"'


def own(cards: list[str], *, wide: bool = False) -> list[SafeString]:
    """Put cards on their own person's page, the first one at once and maybe wide."""
    drawn = [card.replace(BY, "", 1) for card in cards]
    if drawn:
        drawn[0] = drawn[0].replace(LAZY, FIRST, 1)
    if drawn and wide:
        drawn[0] = drawn[0].replace(CARD, WIDE, 1).replace(NARROW_SIZES, WIDE_SIZES)
    return [mark_safe(card) for card in drawn]  # noqa: S308


def signed(card: str, name: str, handle: str) -> SafeString:
    """Put a card among those of others, with its person's name."""
    by = format_html(
        '<p class="row small"><a class="byline" href="{}"><bdi>{}</bdi></a></p>',
        address("portfolio", handle),
        name or handle,
    )
    return mark_safe(card.replace(BY, by, 1))  # noqa: S308
