"""Notices on standard error, and `--strict`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import seatplan
from seatplan.cli import COMMANDS, main
from seatplan.cli.exits import Exit
from seatplan.cli.noticing import MOST, with_strict
from seatplan.rules.quota import Quota
from tests.build import flight, member, plan, program, seat, tour

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def mistyped(tmp_path: Path) -> str:
    """The file of a program that requires what no one holds, and of a plan beside it."""
    rules = [Quota(holding="pilto", max=1)]
    one = program([flight("F1", 1, 11)], [member("ann")], seats=[seat()], rules=rules)
    one.save(tmp_path / "program.toml")
    plan(tour("ann", "F1")).save(tmp_path / "plan.csv")
    return str(tmp_path / "program.toml")


def test_once_with_the_line(mistyped: str, capsys: Captured) -> None:
    """One line on standard error, with the line of the file; the answer is as without."""
    assert main(["solve", mistyped, "--json"]) == Exit.OK
    said = capsys.readouterr()
    lines = Path(mistyped).read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "pilto" in line)
    assert said.err.splitlines() == [
        f"seatplan: notice: line {at}, rules[0].holding: no one holds 'pilto', which is required."
        " Maybe a role, 'pilot'?"
    ]
    assert json.loads(said.out)["status"] == "optimal"


def test_strict(mistyped: str, capsys: Captured) -> None:
    """Then it is an error, and nothing is done."""
    words = [mistyped, str(Path(mistyped).with_name("plan.csv"))]
    assert main(["check", *words]) == Exit.OK
    capsys.readouterr()
    assert main(["check", *words, "--strict"]) == Exit.WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "rules[0].holding: no one holds 'pilto'" in said.err
    assert main(["check", *words]) == Exit.OK  # the next command is itself again
    assert main(["check", "iss-crossflight", "flown", "--strict"]) == Exit.OK


def test_every_command_that_reads_a_program() -> None:
    """Each of them takes the option, and no other does."""
    import inspect

    for command in COMMANDS:
        takes = "strict" in inspect.signature(with_strict(command)).parameters
        assert takes == ("program" in inspect.signature(command).parameters)


def test_not_without_end(tmp_path: Path, capsys: Captured) -> None:
    """Of a program that is mistyped all over some are printed, and how many more there are."""
    rules = [Quota(holding=f"word-{number}", max=1) for number in range(MOST + 3)]
    one = program([flight("F1", 1, 11)], [member("ann")], rules=rules)
    one.save(tmp_path / "program.json")
    assert main(["solve", str(tmp_path / "program.json")]) == Exit.OK
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST + 1
    assert lines[-1] == "seatplan: notice: … and 3 more"
    assert len(seatplan.load(tmp_path / "program.json").notices) == MOST + 3


def test_a_plan_of_another_program(mistyped: str, tmp_path: Path, capsys: Captured) -> None:
    """To read it is an error; to start from it is a notice, and an error if that is strict."""
    other = tmp_path / "other.csv"
    plan(tour("cem", "X1"), tour("dan", "X2")).save(other)
    assert main(["check", mistyped, str(other)]) == Exit.WRONG
    said = capsys.readouterr().err.splitlines()
    assert said[1].startswith(f"seatplan: {other}: this plan is of another program: none of its 2")
    assert main(["solve", mistyped, "--plan", str(other)]) == Exit.OK
    said = capsys.readouterr().err.splitlines()
    assert said[1].startswith(f"seatplan: notice: {other}: this plan is of another program")
    words = ["what-if", "two-flights", str(other), "--edit", "slip flight=Swift-1 days=1"]
    assert main([*words, "--strict"]) == Exit.WRONG
