"""Relax-and-fix: its plan meets all requirements, or there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, check
from seatplan.engine.primal import relax_and_fix
from seatplan.engine.primal.marginal_costs import MarginalCosts
from seatplan.engine.primal.relax_and_fix import RelaxAndFix
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.submodel import completed
from seatplan.goals.prefer import Prefer
from seatplan.modelling import LinearExpr
from seatplan.testing import programs
from seatplan.worth import Term
from tests.build import flight, member, seat, vehicle
from tests.build import program as build_program
from tests.engine.partials import best, model_of, objective_of, search_of, unkept, worth_of
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

drawn_programs = st.one_of(
    programs(max_flights=4, max_rules=3), tight_programs(max_flights=4, max_rules=3)
)


@contextmanager
def pieces(
    kept: int = 1,
    ahead: int = 1,
    back: int = relax_and_fix.BACK,
    few: int = relax_and_fix.LISTED_AT_FIRST,
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
            stack.enter_context(patch.object(relax_and_fix, name, value))
        yield


def rolled(
    program: Program, *, patient: bool = False, seconds: float = 600.0
) -> PartialSolution | None:
    """The result of a run; None if it finds no plan."""
    model = model_of(program, patient=patient)
    worth = worth_of(objective_of(model))  # which has variables of its own
    partial = PartialSolution(model)
    search = search_of(program, seconds=seconds)
    return partial if RelaxAndFix(worth).build(partial, search) else None


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
