"""Relax-and-fix and time windows: a plan that meets all requirements, and then no worse ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, check
from seatplan.engine.primal import time_windows
from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.primal.marginal_costs import MarginalCosts
from seatplan.engine.primal.time_windows import TimeWindowSearch, relax_and_fix
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.submodel import completed
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.prefer import Prefer
from seatplan.modelling import LinearExpr
from seatplan.testing import programs
from seatplan.worth import Term
from tests.build import flight, member, seat, vehicle
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
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

drawn_programs = st.one_of(
    programs(max_flights=4, max_rules=3), tight_programs(max_flights=4, max_rules=3)
)


@contextmanager
def pieces(
    kept: int = 1,
    ahead: int = 1,
    back: int = time_windows.BACK,
    few: int = time_windows.LISTED_AT_FIRST,
) -> Iterator[None]:
    """Within the context, sub-models have these sizes, steps back and list lengths."""
    with ExitStack() as stack:
        for name, value in (
            ("LEAST_DECIDED", kept),
            ("MOST_DECIDED", kept),
            ("AHEAD", ahead),
            ("BACK", back),
            ("LISTED_AT_FIRST", few),
        ):
            stack.enter_context(patch.object(time_windows, name, value))
        yield


def rolled(
    program: Program, *, patient: bool = False, seconds: float = 600.0
) -> PartialSolution | None:
    """The result of a run; None if it finds no plan."""
    model = model_of(program, patient=patient)
    worth = worth_of(objective_of(model))  # which has variables of its own
    partial = PartialSolution(model)
    search = search_of(program, seconds=seconds)
    return partial if relax_and_fix(partial, worth, None, search) else None


@pytest.mark.parametrize("patient", [False, True])
@pytest.mark.parametrize(("kept", "ahead", "few"), [(1, 0, 1), (1, 0, 12), (4, 4, 1)])
@given(program=drawn_programs)
@examples(16)
def test_a_plan_of_pieces(kept: int, ahead: int, few: int, patient: bool, program: Program) -> None:
    """The plan passes the check and keeps all rows; an infeasible program has none."""
    with pieces(kept, ahead, few=few):
        partial = rolled(program, patient=patient)
    model = model_of(program)
    possible = best(model, LinearExpr(), search_of(program), {}).found
    if partial is None:
        return
    assert possible or not model.rows.complete
    if model.rows.complete:
        assert check(program, partial.plan).ok
        solution = completed(partial, search_of(program))
        assert solution is not None
        assert not unkept(partial.model.rows, solution)


@given(program=drawn_programs)
@examples(25)
def test_one_piece_is_the_whole(program: Program) -> None:
    """Where the first sub-model holds every flight the plan is the best, or there is none.

    But turns are charged as if each of those who fly in the sub-model flew once.
    """
    partial = rolled(program)
    model = model_of(program)
    objective = objective_of(model)
    if (
        not model.rows.complete
        or MarginalCosts(PartialSolution(model), worth_of(objective)).aside.any()
    ):
        return
    answer = best(model, objective, search_of(program), {})
    assert (partial is not None) == answer.found
    if partial is not None and objective.variables:
        assert partial.known.all()
        assert partial.worth(objective) == round(answer.solver.objective_value)


@pytest.mark.parametrize("few", [1, 12])
@pytest.mark.parametrize("patient", [False, True])
@given(program=drawn_programs)
@examples(60)
def test_far_enough_back_there_is_a_plan(patient: bool, few: int, program: Program) -> None:
    """If it may go back to the first flight, it finds a plan whenever there is one."""
    model = model_of(program)
    if model.rows.complete:
        with pieces(1, 0, back=60, few=few):
            partial = rolled(program, patient=patient)
        assert (partial is not None) == best(model, LinearExpr(), search_of(program), {}).found


def a_trap(between: int) -> Program:
    """The best for the first flight has no plan for the last, which is long after the launch.

    On the first flight ann is liked better. She is the only one for the last, which launches while
    the first is up; between them others fly.
    """
    crew = [member("ann", "NASA", "eva"), member("bob")]
    crew += [member(f"other-{number}", "JAXA") for number in range(between)]
    ship = vehicle("ship", "NASA", 0, seat(agencies=("NASA",)))
    bus = vehicle("bus", "JAXA", 0, seat(agencies=("JAXA",)))
    port = vehicle("port", "NASA", 0, seat(requires="eva"))
    flights = [flight("F1", 1, 90)]
    flights += [flight(f"G{number}", 2 + number, 80, "bus") for number in range(between)]
    flights += [flight("H1", 60, 99, "port")]
    return build_program(
        flights,
        crew,
        vehicles=[ship, bus, port],
        goals=[Prefer(terms=(Term(members=("ann",), flights=("F1",), value=1),))],
    )


@pytest.mark.parametrize("between", [2, 5])
def test_it_goes_back_where_it_has_no_plan(between: int) -> None:
    """It goes back if a sub-model has no plan, but only as far as allowed."""
    program = a_trap(between)
    with pieces(1, 0, back=0):
        assert rolled(program) is None
    with pieces(1, 0):
        partial = rolled(program)
    assert partial is not None
    assert check(program, partial.plan).ok
    assert any(line.member == "bob" for line in partial.plan.assignments)


def test_no_time_no_plan() -> None:
    """Without time, nothing is decided."""
    assert rolled(a_trap(2), seconds=-1) is None


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
    with patch.object(time_windows, "SIZE", size), patch.object(time_windows, "LISTED", 1):
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
    with patch.object(time_windows, "SIZE", 1):
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
