"""The committed reference pages match the classes."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

import seatplan

DOCS = Path(__file__).parents[1] / "docs"


def test_the_reference_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page has what `python docs/reference.py` writes: run it where this fails."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    pages = {page.name: (text, wanted) for page, text, wanted in script()["pages"]()}
    assert [name for name, (text, wanted) in pages.items() if text != wanted] == []
    assert pages.keys() == {"rules.md", "goals.md", "edits.md", "laws.md", "data.md"}


def script() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "reference.py"))


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("rules", seatplan.rule_kinds()),
        ("goals", seatplan.goal_kinds()),
        ("edits", seatplan.edit_kinds()),
    ],
)
def test_every_kind_is_in_it(page: str, kinds: dict[str, type]) -> None:
    """With its meaning, its keys and an example, in the checkout."""
    text = (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8")
    assert [kind for kind in kinds if f"\n## {kind}\n" not in text] == []
