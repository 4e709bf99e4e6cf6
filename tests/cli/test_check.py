"""`seatplan check`, in process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seatplan.cli import main
from seatplan.cli.exits import Exit

Captured = pytest.CaptureFixture[str]


def test_clean(program: str, plan: str, capsys: Captured) -> None:
    """A plan that keeps the hard rules exits with 0; the cost of soft rules is shown."""
    assert main(["check", program, plan]) == Exit.OK
    out = capsys.readouterr().out
    assert "experience: 1, weight 2, 2 penalty points" in out
    assert "Rules kept: exchange and quota" in out
    assert "Kept: no hard rule is broken; 1 preference not met, at 2 penalty points." in out


def test_broken(program: str, broken: str, capsys: Captured) -> None:
    """A broken hard rule exits with 1, and violations of hard rules come first."""
    assert main(["check", program, broken]) == Exit.NO
    out = capsys.readouterr().out
    places = [out.index(f"\n{rule}: ") for rule in ("ascent-full", "exchange", "experience")]
    assert places == sorted(places)
    assert "Broken: 3 hard rules; 1 preference not met, at 2 penalty points." in out


def test_the_past_is_forgiven(program: str, broken: str, capsys: Captured) -> None:
    """After all landings nothing can be mended, so no hard violation is left."""
    assert main(["check", program, broken, "--as-of", "2025-01-01"]) == Exit.OK
    assert "Kept" in capsys.readouterr().out


def test_json(program: str, broken: str, capsys: Captured) -> None:
    """The data has its keys in their order, and the same verdict."""
    assert main(["check", program, broken, "--json"]) == Exit.NO
    data = json.loads(capsys.readouterr().out)
    assert data["ok"] is False
    assert [one["rule"] for one in data["violations"] if one["hard"]] == [
        "ascent-full",
        "return",
        "exchange",
    ]
    assert data["values"] == {"keep-rules": 2, "fill-seats": 3, "even-turns": 5}


def test_a_plan_for_other_flights(program: str, tmp_path: Path, capsys: Captured) -> None:
    """Every unknown id is named with a suggestion, and so is the file."""
    path = tmp_path / "other.csv"
    path.write_text("flight,leg,role,member\nS-11,up,commander,anna\nS-1,up,commander,ana\n")
    assert main(["check", program, str(path)]) == Exit.WRONG
    err = capsys.readouterr().err
    assert str(path) in err
    assert "unknown flight 'S-11' in the line S-11,up,commander,anna\n" in err
    assert "2 | S-11,up,commander,anna\n  | ^^^^\n  = help: Maybe 'S-1'?" in err
    assert "or 'anna'?" in err
    assert f"{path}:2:1: error[unknown-flight]: unknown flight" in err
    assert f"{path}:3:18: error[unknown-member]: unknown member" in err


def test_no_such_files(program: str, tmp_path: Path, capsys: Captured) -> None:
    """A missing file exits with 2."""
    assert main(["check", program, str(tmp_path / "none.json")]) == Exit.WRONG
    assert main(["check", str(tmp_path / "none.toml"), "flown"]) == Exit.WRONG
    assert capsys.readouterr().err.count("no such file") == 2


def test_bad_toml(tmp_path: Path, capsys: Captured) -> None:
    """A syntax error has its line and column."""
    path = tmp_path / "bad.toml"
    path.write_text('format = 1\nname = "half\n')
    assert main(["check", str(path), "flown"]) == Exit.WRONG
    err = capsys.readouterr().err
    assert f"{path}:2" in err
    assert "error[syntax]" in err


def test_every_problem_of_a_program(tmp_path: Path, capsys: Captured) -> None:
    """All problems are reported in one run."""
    path = tmp_path / "bad.json"
    path.write_text('{"format": 1, "flihgts": [], "agencies": [{"id": "NASA"}, {"id": "NASA"}]}')
    assert main(["check", str(path), "flown"]) == Exit.WRONG
    err = capsys.readouterr().err
    assert "unknown key 'flihgts'" in err
    assert "agencies[1].id" in err


def test_flown_is_for_shipped_programs(program: str, capsys: Captured) -> None:
    """`flown` with a program file shows what to do instead."""
    assert main(["check", program, "flown"]) == Exit.WRONG
    assert "catalog NAME -o flown.csv" in capsys.readouterr().err
