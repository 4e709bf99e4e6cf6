"""A program without crew or flights gets one line from every command."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from seatplan import DockedDays, FlightDates, Program, Window, explain, solve
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.lacking import lacking, without_days
from seatplan.rules.quota import Quota
from tests.build import day, flight, plan, program, seat, tour

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


def test_no_days_are_left() -> None:
    """Flights whose possible days have passed before they launched or landed are named."""
    window = Window(day(1), day(3))
    first = evolve(flight("F1", 1, 40), launch_window=window)
    flown = evolve(plan(tour("ann", "F1")), dates=[FlightDates("F1", day(6), day(40))])
    answer = explain(program([first], ["ann"]), flown, as_of=day(5))
    assert answer.verdict == (
        "There is no plan. F1 cannot launch: no day of its window [2030-01-01, 2030-01-03) is left "
        "from 2030-01-05 on, and it launches on 2030-01-06 in the plan."
    )
    moved = evolve(flown, dates=[FlightDates("F1", day(1), day(60))])
    fixed = program([flight("F1", 1, 40)], ["ann"])
    said = "cannot land: its day in the program, 2030-02-09, is before 2030-02-19"
    assert said in explain(fixed, moved, as_of=day(50)).reason
    short = evolve(first, launch_window=None, docked_days=DockedDays(min=30))
    short = evolve(short, landing_window=Window(day(31), day(41)))
    late = evolve(flown, dates=[FlightDates("F1", day(25), day(40))])
    assert "no launch and landing go together" in without_days(
        program([short], ["ann"]), late, day(30)
    )


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
