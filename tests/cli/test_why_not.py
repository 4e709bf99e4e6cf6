"""`seatplan why-not`, in process."""

from __future__ import annotations

import json

import pytest

from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.engine.answers import solving
from seatplan.result import Result, Status

Captured = pytest.CaptureFixture[str]


def test_a_price(program: str, plan: str, capsys: Captured) -> None:
    """The answer first, then the nearest plan and what it costs, goal by goal."""
    assert main(["why-not", program, plan, "S-1", "commander", "dana"]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "A leak"
    assert lines[1].startswith("It can be that Dana Hill goes up on S-1 (2024-01-01) as commander:")
    assert any(line.startswith("The nearest plan with it: ") for line in lines)
    assert "Cost with everything else re-planned" in lines


def test_a_conflict(program: str, plan: str, capsys: Captured) -> None:
    """What forbids it, and the fixes; that is 1."""
    words = ["S-2", "commander", "dana", "--leg", "up", "--max-fixes", "2"]
    assert main(["why-not", program, plan, *words]) == Exit.NO
    out = capsys.readouterr().out
    assert "  - Dana Hill must go up on S-2 (2024-06-01) as commander" in out
    assert out.startswith(
        "A leak\nIt cannot be that Dana Hill goes up on S-2 (2024-06-01) as commander.\n"
    )


def test_as_data(program: str, plan: str, capsys: Captured) -> None:
    """The answer with its entry and its costs."""
    assert main(["why-not", program, plan, "D-1", "pilot", "carl", "--json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    entry = {"flight": "D-1", "role": "pilot", "member": "carl", "leg": "up"}
    assert data["entry"] == entry
    assert list(data["costs"]) == ["keep-rules", "fill-seats", "even-turns"]
    assert len(data["costs"]["fill-seats"]) == 2
    assert data["explanation"] is None


def test_a_conflict_as_data(program: str, plan: str, capsys: Captured) -> None:
    """There is no plan in it, but the explanation."""
    assert main(["why-not", program, plan, "S-2", "commander", "dana", "--json"]) == Exit.NO
    data = json.loads(capsys.readouterr().out)
    assert data["result"]["plan"] is None
    assert data["explanation"]["conflicts"]


def test_unknown_names(program: str, plan: str, capsys: Captured) -> None:
    """Unknown names exit with 2 and suggestions."""
    assert main(["why-not", program, plan, "S-1", "comander", "dana"]) == Exit.WRONG
    assert "Maybe 'commander'?" in capsys.readouterr().err


def test_time_ran_out(
    program: str, plan: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Without a plan and without a proof, the command exits with 3."""
    monkeypatch.setattr(solving, "solve", lambda *_, **__: Result(Status.UNKNOWN))
    assert main(["why-not", program, plan, "S-1", "commander", "dana"]) == Exit.NO_TIME
    assert "is not known" in " ".join(capsys.readouterr().out.split())
