"""`seatplan schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import seatplan
from seatplan.cli import main
from seatplan.cli.exits import Exit

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "kind"),
    [([], "program"), *(([kind], kind) for kind in ("program", "plan", "scenarios"))],
)
def test_printed(words: list[str], kind: Any, capsys: Captured) -> None:
    """The schema of a kind of file; that of a program if nothing is shown."""
    assert main(["schema", *words]) == Exit.OK
    assert json.loads(capsys.readouterr().out) == seatplan.schema(kind)


def test_written_out(tmp_path: Path, capsys: Captured) -> None:
    """With -o it goes into a file, and nothing is printed."""
    path = tmp_path / "plan.schema.json"
    assert main(["schema", "plan", "-o", str(path)]) == Exit.OK
    assert json.loads(path.read_text(encoding="utf-8")) == seatplan.schema("plan")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words", [["plans"], ["plan", "-o", "plan.schema"], ["plan", "program"]])
def test_wrong_words(words: list[str], capsys: Captured) -> None:
    """An unknown kind of file, or a file of another ending, is wrong input."""
    assert main(["schema", *words]) == Exit.WRONG
    assert capsys.readouterr().err.startswith("seatplan: ")
