"""Open dates begin on fixed ones: a plan there is a plan, and none there proves nothing."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import assume, given

from seatplan import Plan, Program, check
from seatplan.engine.lexicographic import fixed_dates
from seatplan.engine.lexicographic.fixed_dates import OnFixedDates
from seatplan.goals.even_turns import EvenTurns
from seatplan.program import Window
from seatplan.rules.blackout import Blackout, Period
from seatplan.rules.ground_time import GroundTime
from tests.build import day, flight, plan, program, seat, tour, vehicle
from tests.engine.model.test_open_dates import open_programs
from tests.engine.runs import run_of, with_model
from tests.properties.effort import examples


def moving(*, blackout: bool = False, fits: bool = True) -> Program:
    """Two flights, the second of which may launch on any of ten days."""
    second = flight("F1", 25 if fits else 8, 35, launch_window=Window(day(12), day(28)))
    if not fits:
        second = evolve(second, launch=day(13))
    rules = [Blackout(periods=[Period(day(20), day(27))])] if blackout else []
    return program([flight("F0", 1, 11), second], ["ann", "bob"], rules=rules, goals=[EvenTurns()])


def begun(run: Any) -> OnFixedDates | None:
    """Where every program counts as large enough."""
    with patch.object(fixed_dates, "TINY", 0):
        return OnFixedDates.of(run)


def test_a_plan_on_the_dates_of_the_program() -> None:
    """It is the incumbent, on exactly these dates, without values of the model."""
    run = run_of(moving())
    found = begun(run)
    assert found is not None
    found.secure()
    assert run.incumbent is not None
    assert run.incumbent.solution is None
    assert check(run.program, run.incumbent.plan).ok
    assert run.program.at(run.incumbent.plan).flight("F1").launch == day(25)


def test_dates_that_leave_no_plan_prove_nothing() -> None:
    """That is known of these dates alone; the program with all its dates has a plan."""
    run = run_of(moving(blackout=True))
    found = begun(run)
    assert found is not None
    found.secure()
    assert found.infeasible
    assert run.incumbent is None
    assert run.search.run(with_model(run).cp).found


@pytest.mark.parametrize("given", [False, True])
def test_it_is_left_out_where_it_says_nothing(given: bool) -> None:
    """Without open dates, with a plan in hand, and for programs that are small."""
    run = run_of(moving())
    if given:
        run.take_plan(plan(tour("ann", "F0"), tour("bob", "F1")))
        assert run.incumbent is not None
        assert begun(run) is None
        return
    assert OnFixedDates.of(run) is None, "two flights for two people"
    still = program([flight("F0", 1, 11)], ["ann"], goals=[EvenTurns()])
    assert begun(run_of(still)) is None


def test_the_dates_of_a_given_plan_come_before_those_of_the_program() -> None:
    """A plan that moved a flight is the start, with its days."""
    given = Plan(tour("ann", "F1"), dates=())
    from seatplan import FlightDates

    given = evolve(given, dates=(FlightDates("F1", day(22), day(35)),))
    run = run_of(moving(), given)
    found = begun(run)
    assert found is not None
    found.secure()
    assert run.incumbent is not None
    assert run.program.at(run.incumbent.plan).flight("F1").launch == day(22)


def test_roles_that_are_alike_are_one_here_too() -> None:
    """With soft rules, the plan of the hard rules moves to another model of the same roles."""
    ship = vehicle("ship", "NASA", 0, seat("pilot"), seat("second"))
    moves = flight("F0", 1, 11, launch_window=Window(day(1), day(3)))
    rules = [GroundTime(days=5, weight=1)]
    drawn = program([moves], ["ann", "bob"], vehicles=[ship], rules=rules)
    run = run_of(drawn)
    found = begun(run)
    assert found is not None
    found.secure()
    assert run.incumbent is not None
    assert {line.role for line in run.incumbent.plan.assignments} == {"pilot", "second"}


def test_only_a_wide_search_waits_for_a_better_plan() -> None:
    """A small model is searched at once; a wide one begins with the best plan of these dates."""
    run = run_of(moving())
    found = begun(run)
    assert found is not None
    found.secure()
    model = with_model(run)
    assert not found.improve(model)
    with patch.object(fixed_dates, "WIDE", 0):
        assert found.improve(model)
    assert run.incumbent is not None
    assert run.incumbent.values["even-turns"] == 2


@given(open_programs(max_goals=1, max_rules=2))
@examples(16)
def test_what_is_found_is_a_plan_of_the_whole(drawn: Program) -> None:
    """Whatever the rules are, the plan passes the check of the program with open dates."""
    run = run_of(drawn)
    found = begun(run)
    assume(found is not None)
    assert found is not None
    found.secure()
    if run.incumbent is not None:
        report = check(drawn, run.incumbent.plan)
        assert report.ok
        assert dict(report.values) == dict(run.incumbent.values)
    else:
        assert not run.search.left < 0
