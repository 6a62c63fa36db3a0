"""The attempts of a year as bars, drawn on the server."""

from datetime import date, timedelta

from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STEP, BAR = 5, 4
HEIGHT, LEAST, NONE = 52, 8, 2


def attempts_chart(weeks: list[int], last: date) -> SafeString:
    """Draw one bar a week up to the week of `last`, with the same said in words."""
    most = max(weeks, default=0)
    bars = [bar(place, count, most) for place, count in enumerate(weeks)]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"'
        ' aria-labelledby="weeks-title weeks-months">'
        '<title id="weeks-title">{}</title><desc id="weeks-months">{}</desc>{}</svg>',
        STEP * len(weeks) - (STEP - BAR),
        HEIGHT,
        in_a_sentence(weeks),
        by_month(weeks, last),
        mark_safe("".join(bars)),  # noqa: S308  numbers only
    )


def bar(place: int, count: int, most: int) -> str:
    if not count:
        return (
            f'<rect class="none" x="{place * STEP}" y="{HEIGHT - NONE}"'
            f' width="{BAR}" height="{NONE}"/>'
        )
    height = LEAST + round((HEIGHT - LEAST) * count / most)
    return (
        f'<rect x="{place * STEP}" y="{HEIGHT - height}"'
        f' width="{BAR}" height="{height}"/>'
    )


def in_a_sentence(weeks: list[int]) -> str:
    total, busy = sum(weeks), sum(1 for count in weeks if count)
    said = ngettext("%(n)d attempt in a year", "%(n)d attempts in a year", total)
    active = ngettext("in %(n)d week", "in %(n)d different weeks", busy)
    return _("%(attempts)s, %(weeks)s") % {
        "attempts": said % {"n": total},
        "weeks": active % {"n": busy},
    }


def by_month(weeks: list[int], last: date) -> str:
    """Say the bars month by month, as a reader who cannot see them would ask."""
    end = last - timedelta(days=last.weekday())
    months: dict[tuple[int, int], int] = {}
    for ago, count in enumerate(reversed(weeks)):
        if not count:  # such a week may lie before the first day of the calendar
            continue
        monday = end - timedelta(weeks=ago)
        month = (monday.year, monday.month)
        months[month] = months.get(month, 0) + count
    return _("; ").join(
        _("%(month)s %(year)d: %(n)d") % {"month": MONTHS[month], "year": year, "n": n}
        for (year, month), n in sorted(months.items())
    )
