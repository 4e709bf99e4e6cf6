"""A program without crew or flights gets one line from every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from seatplan import Program, explain, solve
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.lacking import lacking
from seatplan.rules.quota import Quota
from tests.build import flight, program, seat

FLIGHTS = [flight(f"F{number}", 10 * number, 10 * number + 5) for number in range(1, 9)]


def test_no_crew() -> None:
    """There is one irreducible conflict and no fix."""
    one = program(FLIGHTS, [], rules=[Quota(min=3)])
    answer = explain(one)
    assert (answer.feasible, answer.proved, len(answer.conflicts)) == (False, True, 1)
    assert answer.fixes == ()
    assert solve(one, only=answer.conflict).plan is None
    said = "There is no plan. No crew: 8 flights, and no member to take a seat."
    assert str(answer) == answer.verdict == said


def test_no_crew_is_needed() -> None:
    """If every seat can stay empty, there is an empty plan."""
    one = program(FLIGHTS, [], seats=[seat(optional=True)])
    assert explain(one).verdict == "There is a plan that keeps every requirement."
    assert lacking(one) == "No crew: 8 flights, and no member to take a seat."


def test_no_flights() -> None:
    """A quota of seats cannot be kept without flights."""
    one = program([], ["ann"], rules=[Quota(min=1)])
    said = "There is no plan. No flights: the program has nothing to plan."
    assert explain(one).verdict == said
    assert lacking(Program()) == "No vehicles and no flights: the program has nothing to plan."


@pytest.mark.parametrize("command", ["solve", "explain"])
def test_on_the_command_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is reported once, without conflict and fix."""
    program(FLIGHTS, []).save(tmp_path / "program.toml")
    assert main([command, str(tmp_path / "program.toml")]) == Exit.NO
    out = capsys.readouterr().out
    assert out.count("No crew: 8 flights") == 1
    assert "F1" not in out
    program([], []).save(tmp_path / "program.toml")
    assert main(["solve", str(tmp_path / "program.toml")]) == Exit.OK
    assert capsys.readouterr().out.count("No flights: the program has nothing to plan.") == 1
