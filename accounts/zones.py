"""Time zones as people look for them: by part of the world, then by city."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)

type Group = tuple[str, list[tuple[str, str]]]


@cache
def known() -> frozenset[str]:
    return frozenset(available_timezones())  # some hundred files: read them once


def region(name: str) -> str:
    return name.partition("/")[0]


@cache
def grouped() -> list[Group | tuple[str, str]]:
    """Return the choices of a select. Old names for a zone are left out."""
    names = sorted(name for name in known() if region(name) in REGIONS and "/" in name)
    return [
        ("UTC", "UTC"),
        *(
            (part, [(n, city(n)) for n in some])
            for part, some in groupby(names, region)
        ),
    ]


def city(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ")
