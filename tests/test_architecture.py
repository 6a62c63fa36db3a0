"""The rules of the house that a machine can hold."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LADDER = [
    "portfolio.lib",
    "accounts",
    "portfolio.pages",
    "portfolio.catalog",
    "portfolio.prototypes",
    "portfolio.sharing",
]


def imported(module: str) -> set[str]:
    names: set[str] = set()
    for file in (ROOT / module.replace(".", "/")).rglob("*.py"):
        tree = ast.parse(file.read_text())
        typing_only = {
            id(node)
            for block in ast.walk(tree)
            if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
            for node in ast.walk(block)
        }
        for node in ast.walk(tree):
            if id(node) in typing_only:
                continue
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("step", range(len(LADDER)), ids=LADDER)
def test_imports_point_down(step):
    above = tuple(f"{name}." for name in LADDER[step + 1 :])
    assert [name for name in imported(LADDER[step]) if name.startswith(above)] == []
