"""The tools, link patterns and problems every site begins with."""

import csv
from pathlib import Path
from typing import Any

from portfolio.catalog.names import key_of, stem_of
from portfolio.lib.links import TUNNEL
from portfolio.lib.text import slugify_title

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with open(HERE / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(Tool: Any, ToolHost: Any, Problem: Any) -> None:
    """Add what is missing; the models may be those of a migration.

    Words keep what a curator made of them. Patterns follow the file: hosts close.
    """
    for row in rows("tools"):
        keep_word(Tool, row)
    for row in rows("problems"):
        keep_word(Problem, row)
    tools = {tool.key: tool for tool in Tool.objects.all()}
    for row in rows("hosts"):
        name = row["tool"]
        values = {
            "tool": None if name == TUNNEL else tools[key_of(name)],
            "label": name if name == TUNNEL else "",
            "kind": row["kind"],
            "builder": row["builder"] == "yes",
            "note": row["note"],
        }
        ToolHost.objects.update_or_create(pattern=row["pattern"], defaults=values)


def keep_word(model: Any, row: dict[str, str]) -> None:
    name = row["name"]
    if model.objects.filter(key=key_of(name)).update(is_shared=True):
        return
    slug = slugify_title(name)
    while model.objects.filter(slug=slug).exists():
        slug = f"{slug}-2"
    model.objects.create(
        **row, key=key_of(name), stem=stem_of(name), slug=slug, is_shared=True
    )


def unload(Tool: Any, ToolHost: Any, Problem: Any) -> None:
    patterns = [row["pattern"] for row in rows("hosts")]
    ToolHost.objects.filter(pattern__in=patterns).delete()
    for model, file in ((Tool, "tools"), (Problem, "problems")):
        keys = [key_of(row["name"]) for row in rows(file)]
        model.objects.filter(key__in=keys).delete()
