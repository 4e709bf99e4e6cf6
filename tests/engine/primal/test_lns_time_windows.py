"""Time-window search: a plan never gets worse and stays valid."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, check
from seatplan.engine.primal import lns_time_windows
from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.primal.lns_time_windows import TimeWindowSearch
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.goals.even_turns import EvenTurns
from seatplan.modelling import LinearExpr
from seatplan.testing import programs
from tests.build import flight
from tests.build import program as build_program
from tests.engine.partials import (
    best,
    model_of,
    objective_of,
    search_of,
    unkept,
    values_of,
    worth_of,
)
from tests.properties.effort import examples


@given(programs(max_flights=4, max_rules=3), st.sampled_from([1, 3]), st.booleans())
@examples(40)
def test_no_worse_than_before(program: Program, size: int, patient: bool) -> None:
    """The result passes the check, keeps all rows and is at least as good as before."""
    model = model_of(program, patient=patient)
    objective = objective_of(model)
    answer = best(model, LinearExpr(), search_of(program), {})
    if not answer.found or not model.rows.complete:
        return
    partial = PartialSolution(model)
    partial.fill(values_of(model, answer))
    if partial.broken():
        return
    stretches = FlightWindows(partial, worth_of(objective), 1)
    stretches.turns.take()
    before = partial.worth(objective)
    with patch.object(lns_time_windows, "SIZE", size), patch.object(lns_time_windows, "LISTED", 1):
        passes = list(TimeWindowSearch(stretches, objective, search_of(program)).run())
    assert [before, *passes] == sorted({before, *passes, partial.worth(objective)})
    assert partial.kept
    assert not unkept(model.rows, partial.values.tolist())
    assert check(program, partial.plan).ok


def test_turns_are_given_to_those_who_fly_later() -> None:
    """Turns become even: Bob gets one of Ann's two flights."""
    flights = [flight("F1", 1, 11), flight("F2", 31, 41)]
    model = model_of(build_program(flights, ["ann", "bob"], goals=[EvenTurns()]))
    objective = objective_of(model)
    mine = {way.literal: 1 for way in model.tours_of("ann")}
    answer = best(model, LinearExpr(), search_of(model.program), mine)
    partial = PartialSolution(model)
    partial.fill(values_of(model, answer))
    stretches = FlightWindows(partial, worth_of(objective), 12)
    with patch.object(lns_time_windows, "SIZE", 1):
        passes = list(TimeWindowSearch(stretches, objective, search_of(model.program)).run())
    assert {one.member for one in partial.plan.assignments} == {"ann", "bob"}
    assert passes == [partial.worth(objective)]


def test_no_time_no_change() -> None:
    """Without time, the plan does not change."""
    model = model_of(build_program([flight("F1", 1, 11)], ["ann"], goals=[EvenTurns()]))
    objective = objective_of(model)
    partial = PartialSolution(model)
    partial.fill(values_of(model, best(model, objective, search_of(model.program), {})))
    values = partial.values.tolist()
    stretches = FlightWindows(partial, worth_of(objective), 12)
    assert not list(
        TimeWindowSearch(stretches, objective, search_of(model.program, seconds=-1)).run()
    )
    assert partial.values.tolist() == values
