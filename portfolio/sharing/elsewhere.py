"""Links to other places of the same person, as they stand beside a portfolio."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portfolio.lib.links import clean_url, host_of, is_clean
from portfolio.lib.text import clean_line

MOST = 6
LONGEST_LABEL = 40


class Place(TypedDict):
    label: str
    url: str


def clean(places: Iterable[Mapping[str, str]]) -> list[Place]:
    """Return what may be stored; a link without a label is called by its host."""
    cleaned = []
    for place in places:
        url = clean_url(place["url"])
        label = clean_line(place["label"])[:LONGEST_LABEL] or host_of(url)
        cleaned.append(Place(label=label, url=url))
    if len(cleaned) > MOST:
        raise ValidationError(_("Keep to %d links.") % MOST)
    return cleaned


def shown(places: Iterable[Place]) -> list[Place]:
    """Leave out what an import may have stored without asking."""
    return [place for place in places if is_clean(place["url"])][:MOST]
