"""One name for one thing: within the engine, a name has one meaning."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import seatplan

PACKAGE = Path(seatplan.__file__).parent

OWN = {"EFFORT", "SHARE"}
"""Constants of several modules, each of its own work alone: the limit of a search in deterministic
time, and the share of the time that is left. No other module imports them."""


def defined(module: ast.Module) -> Iterator[str]:
    """The classes, functions and constants of a module, without those that are its own."""
    for node in module.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = (part for target in targets for part in ast.walk(target))
            yield from (part.id for part in parts if isinstance(part, ast.Name))


def test_a_name_of_the_engine_has_one_meaning() -> None:
    """It is defined in one module, and is nothing else where it is imported."""
    homes: dict[str, set[str]] = defaultdict(set)
    borrowed: set[str] = set()
    for path in sorted((PACKAGE / "engine").rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for name in defined(module):
            if not name.startswith("_"):
                homes[name].add(path.name)
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("seatplan"):
                borrowed |= {one.name for one in node.names} & OWN
                if not str(node.module).startswith("seatplan.engine"):
                    for one in node.names:
                        homes[one.name].add("elsewhere")
    several = {name: there for name, there in homes.items() if len(there) > 1}
    assert {name: there for name, there in several.items() if name not in OWN} == {}
    assert borrowed == set()
