"""The gate: `.ci/run` runs sessions of the noxfile, which do what the documentation promises."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[1]
NOXFILE = ast.parse((CHECKOUT / "noxfile.py").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]


def constant(name: str) -> Any:
    """A constant of the noxfile, which is read and not run: nox need not be installed here."""
    (found,) = (
        node.value
        for node in NOXFILE.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    return ast.literal_eval(found)


SESSIONS = {
    node.name: ast.get_docstring(node)
    for node in NOXFILE.body
    if isinstance(node, ast.FunctionDef)
    and any(ast.unparse(one) == "nox.session" for one in node.decorator_list)
}


def test_the_gate_runs_sessions_that_exist() -> None:
    """Each of them has a sentence on what it shows."""
    assert set(constant("GATE")) <= SESSIONS.keys()
    assert [name for name, meaning in SESSIONS.items() if not meaning] == []


def test_contributing_has_a_line_for_every_session() -> None:
    """With the command that runs it."""
    text = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`nox -s (\w+)", text)) == SESSIONS.keys()


def test_it_tries_every_python_that_is_promised() -> None:
    """The classifiers of the package, from the lowest to the newest."""
    marker = "Programming Language :: Python :: 3."
    promised = [one for one in PROJECT["classifiers"] if one.startswith(marker)]
    assert [f"{marker}{one.removeprefix('3.')}" for one in constant("PYTHONS")] == promised


def test_the_quick_tests_exist() -> None:
    """A file that is renamed does not drop out of them unseen."""
    assert [path for path in constant("QUICK") if not (CHECKOUT / path).exists()] == []
