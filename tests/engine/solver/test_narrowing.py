"""A narrowed model has every plan as good as the known one, and is whole again afterwards; a face
has every plan that reaches the bound."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Program, solve
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.ways import Way
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.narrowing import face_of, narrowed, tight_rows
from seatplan.engine.solver.relaxation import SCALE, Relaxed, exact_bound, fixed_by_costs
from seatplan.engine.solver.search import Search
from seatplan.goals.even_turns import EvenTurns
from seatplan.modelling import LinearExpr
from seatplan.testing import programs
from tests.build import flight, plan, tour
from tests.build import program as build_program
from tests.engine.linear_programs import keeps, linears, points
from tests.engine.partials import best, model_of, objective_of, relaxed_of, search_of, values_of
from tests.properties.effort import examples


@given(
    programs(min_goals=1, max_goals=2, max_rules=2, max_flights=2, max_members=4),
    st.integers(0, 3),
    st.booleans(),
)
@examples(40)
def test_the_best_of_it_is_the_best_of_all(program: Program, under: int, fixes: bool) -> None:
    """From any value up to the best on, the best plan is found; above it, there is none; and the
    model is as it was."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program)
    answer = best(model, objective, search, {})
    if not answer.found:
        return
    top = model.value(objective, values_of(model, answer))
    linear = linear_program_of(model, objective)
    relaxed = relaxed_of(linear, search)
    assert relaxed is not None
    model.cp.maximize(model.linear(objective))
    before = str(model.cp.proto)
    for least, found in ((top - under, True), (top + 1, False)):
        shared = fixed_by_costs(linear, relaxed.multipliers, least)
        if not fixes:
            shared = shared[0][:0], shared[1][:0]
        with narrowed(model, least, max(least, relaxed.bound), shared):
            again = search.run(model.cp)
        assert again.found == found
        if found:
            assert again.proved
            assert model.value(objective, values_of(model, again)) == top
        else:
            assert again.infeasible
        assert str(model.cp.proto) == before


def solved(
    program: Program,
) -> tuple[SeatModel, LinearExpr, Search, LinearProgram, Relaxed, int]:
    """The model of a program, its goal, a search, its relaxation and the best value.

    An example without a plan is discarded.
    """
    model, search = model_of(program), search_of(program)
    objective = objective_of(model)
    linear = linear_program_of(model, objective)
    relaxed = relaxed_of(linear, search)
    answer = best(model, objective, search, {})
    assume(relaxed is not None and answer.found)
    assert relaxed is not None
    top = model.value(objective, values_of(model, answer))
    return model, objective, search, linear, relaxed, top


@given(programs(min_goals=1, max_goals=1, max_rules=2, max_flights=2, max_members=4))
@examples(25)
def test_a_face_has_a_plan_exactly_where_one_reaches_the_bound(program: Program) -> None:
    """For each bound near the best value: the model with that value has a plan if its face has."""
    model, objective, search, linear, relaxed, top = solved(program)
    for bound in range(max(top - 2, 0), min(relaxed.bound, top + 2) + 1):
        exact = model.cp.clone()
        exact.clear_objective()
        exact.add(model.linear(objective) == bound)
        face = search.run(face_of(model, linear, relaxed, objective, bound))
        assert face.found == search.run(exact).found
        if face.found:
            assert model.value(objective, values_of(model, face)) == bound


@given(programs(min_goals=1, max_goals=1, max_rules=2, max_flights=2, max_members=4))
@examples(25)
def test_a_face_keeps_each_plan_that_reaches_the_bound(program: Program) -> None:
    """Every plan that reaches the bound is in the face."""
    model, objective, search, linear, relaxed, top = solved(program)
    exact = model.cp.clone()
    exact.clear_objective()
    exact.add(model.linear(objective) == top)
    for _ in range(6):
        found = search.run(exact)
        if not found.found:
            return
        values = values_of(model, found)
        face = face_of(model, linear, relaxed, objective, top)
        for variable, value in zip(model.variables, values, strict=True):
            face.add(variable == value)
        assert search.run(face).found
        seats = [
            model.variables[seat.literal]
            for places in model.candidates.places.values()
            for seat in places
        ]
        # The next plan differs in a seat.
        exact.add_bool_or([~one if values[one.index] else one for one in seats])


@given(linears(), st.lists(st.integers(-2 * SCALE, 2 * SCALE), min_size=4, max_size=4))
@examples(100)
def test_a_row_is_tight_where_leaving_its_side_costs_too_much(
    linear: LinearProgram, drawn: list[int]
) -> None:
    """Every point that is worth as much has these rows at these sides; at the bound itself, all
    rows with a multiplier of a unit are among them."""
    some = drawn[: len(linear)]
    allowed = [one for one in points() if keeps(linear, one)]
    for worth in {linear.constant + int(linear.costs @ one) for one in allowed}:
        for row, side in tight_rows(linear, some, worth):
            entries = slice(linear.starts[row], linear.starts[row + 1])
            for one in allowed:
                if linear.constant + linear.costs @ one >= worth:
                    assert linear.factors[entries] @ one[linear.variables[entries]] == side
    found = dict(tight_rows(linear, some, exact_bound(linear, some)))
    for row, (low, high, multiplier) in enumerate(
        zip(linear.lows.tolist(), linear.highs.tolist(), some, strict=False)
    ):
        side = high if multiplier > 0 else low
        if low < high and abs(side) < FAR and abs(multiplier) >= SCALE:
            assert found[row] == side


class Looked(Exception):  # noqa: N818 - no error: nothing is left to look at
    """What was looked for has been seen."""


def test_a_plan_that_the_model_lacks_narrows_nothing() -> None:
    """The values of the incumbent are a solution of the model unless it has a variable more, or a
    row that bars them."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    world = build_program(flights, ["ann", "bob"], goals=[EvenTurns()])
    seen: list[bool] = []

    def look(self: Portfolio, _: float) -> None:
        known = self.run_.incumbent
        assert known is not None
        assert known.solution is not None
        seen.append(self.goal.has_incumbent())
        taken = [one for one, value in enumerate(known.solution) if value == 1]
        self.model.literal()
        seen.append(self.goal.has_incumbent())
        known.solution.append(0)
        seen.append(self.goal.has_incumbent())
        self.model.add_linear(LinearExpr(taken), None, len(taken) - 1)
        seen.append(self.goal.has_incumbent())
        raise Looked

    def ways(self: Portfolio, _: int) -> tuple[Way, ...]:
        return (Way("one goal", self.one, lambda: True),)

    with (
        patch.object(Portfolio, "one", look),
        patch.object(Portfolio, "ways", ways),
        pytest.raises(Looked),
    ):
        solve(world, plan(tour("ann", "F0"), tour("ann", "F1")))
    assert seen == [True, False, True, False]
