"""The values of all variables in a plan: those of its seats, and the best of its goals."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import EngineError, FlightDates, Forbidden, Plan, Program, Window, check
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import seats_in
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.goals.even_turns import EvenTurns
from seatplan.modelling import LinearExpr
from seatplan.plan import Assignment
from seatplan.testing import programs, windowed
from tests.build import day, flight, plan, program, seat, tour
from tests.engine.liars import Denier, lying
from tests.engine.partials import some_plan, unkept
from tests.engine.runs import run_of, with_model
from tests.properties.effort import examples


def must_complete(run: Any, model: SeatModel, given_plan: Plan) -> None:
    """Assert that the values keep all rows, have these seats, and are no worse than the check's:
    ports that the plan leaves open may be better ones, and with open dates rules come later."""
    values = run.complete(model, given_plan)
    assert values is not None
    assert unkept(model.rows, values) == []
    found = run.plan_of(model, values)
    assert (found.assignments, found.dates) == (given_plan.assignments, given_plan.dates)
    before, after = (check(run.program, one).values for one in (given_plan, found))
    for term in run.todo:
        value, name = model.value(term.expression, values), term.goal.name
        assert value == after[name] or (
            model.open_dates and term.goal.is_better(value, after[name])
        )
    first = run.todo[0]
    assert not first.goal.is_better(before[first.goal.name], model.value(first.expression, values))


drawn_programs = programs(min_goals=1, max_goals=2, max_rules=2)


@given(
    st.data(),
    drawn_programs | drawn_programs.flatmap(lambda one: windowed(one, most_open=2, most_days=3)),
    st.booleans(),
)
@examples(12)
def test_every_plan_has_values(data: st.DataObject, drawn: Program, whole: bool) -> None:
    """Whether found in a small model of what is open, or in the whole one."""
    run = run_of(drawn)
    model = with_model(run)
    solution = some_plan(data, model, LinearExpr())
    if solution is None:
        return
    found = run.plan_of(model, solution)
    if not whole:
        must_complete(run, model, found)
        return
    with patch.object(type(model.rows), "complete", False):
        must_complete(run, model, found)


FULL = plan(tour("ann", "F0"), tour("bob", "F1"))


def turns(**keys: Any) -> Program:
    """Two flights for two people, and a goal."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    return program(flights, ["ann", "bob"], goals=[EvenTurns()], **keys)


@pytest.mark.parametrize("whole", [False, True])
def test_a_plan_that_the_model_lacks_has_none(whole: bool) -> None:
    """Someone is never in that seat, or there is no time."""
    for one, seconds in ((turns(forbidden=[Forbidden("F0", "ann")]), 600.0), (turns(), 0.0)):
        run = run_of(one, seconds=seconds)
        model = with_model(run)
        with patch.object(type(model.rows), "complete", not whole):
            assert run.complete(model, FULL) is None


@pytest.mark.parametrize("given_plan", [None, FULL])
def test_a_solver_that_denies_a_plan_contradicts_itself(
    given_plan: Plan | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan keeps what is hard, and what is soft can always be given up."""
    run = run_of(turns(), given_plan)
    model = with_model(run)
    lying(monkeypatch, Denier)
    message = "wrong with the one that was given" if given_plan else "none with what is soft"
    with pytest.raises(EngineError, match=message):
        run.complete(model, FULL)


def test_a_plan_on_other_dates_has_these() -> None:
    """Not those that the program has, nor others of the windows."""
    first = flight("F0", 1, 11, launch_window=Window(day(1), day(4)))
    run = run_of(program([first, flight("F1", 21, 31)], ["ann", "bob"], goals=[EvenTurns()]))
    model = with_model(run)
    for launch in (1, 2, 3):
        dates = FlightDates("F0", day(launch), day(11))
        must_complete(run, model, Plan(FULL.assignments, dates=(dates,)))


def test_a_seat_of_two_literals_stays_taken() -> None:
    """Who could fly up or down otherwise has two literals for each seat: one of them must be
    taken, although the goal is better if none is."""
    flights = [
        flight("F0", 1, 11, return_options=["F1"]),
        flight("F1", 5, 15, return_options=["F0"]),
    ]
    run = run_of(program(flights, ["ann"], seats=[seat(optional=True)], goals=[EvenTurns()]))
    model, mine = with_model(run), plan(tour("ann", "F0"))
    must_complete(run, model, mine)
    partial = PartialSolution(model)
    covers = partial.decide(mine)
    assert covers is not None
    seats: dict[Assignment, set[int]] = {}
    for literal, line in seats_in(model, mine):
        if line is not None:
            seats.setdefault(line, set()).add(literal)
    assert all(least == 1 for _, least in covers)
    taken = [set(partial.numbers[places].tolist()) for places, _ in covers]
    assert taken == [seats[line] for line in mine.assignments]
