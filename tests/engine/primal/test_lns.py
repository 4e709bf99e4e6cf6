"""Large neighborhood search: the result is a plan that is better than the start."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, check
from seatplan.engine.model.plan_values import read_plan
from seatplan.engine.primal.improving import TURN, PlanSearch
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.modelling import LinearExpr
from seatplan.testing import programs
from tests.engine.partials import (
    best,
    model_of,
    objective_of,
    relaxed_of,
    search_of,
    unkept,
    values_of,
)
from tests.properties.effort import examples


@given(programs(min_goals=1, max_rules=3), st.integers(0, 3), st.booleans())
@examples(25)
def test_never_worse_and_never_against_a_rule(program: Program, seed: int, relaxed: bool) -> None:
    """From any plan, it ends at one that is no worse and passes the check."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program, seed=seed)
    begin = best(model, LinearExpr(), search, {})
    if not begin.found or not model.rows.complete:
        return
    solution = values_of(model, begin)
    before = model.value(objective, solution)
    relaxation = relaxed_of(linear_program_of(model, objective), search) if relaxed else None
    optimum = model.value(objective, values_of(model, best(model, objective, search, {})))
    partial = PartialSolution(model)
    partial.fill(solution)
    PlanSearch(model, objective, relaxation, search, TURN).run(partial, 0.4, optimum)
    better = partial.values.tolist()
    assert before <= model.value(objective, better) <= optimum
    assert not unkept(model.rows, better)
    assert check(program, read_plan(model, better)).ok


@given(programs(min_goals=1, max_rules=2))
@examples(25)
def test_all_that_is_small_is_planned_at_its_best(program: Program) -> None:
    """If a neighborhood has every decision, one step reaches the best plan."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program)
    begin = best(model, LinearExpr(), search, {})
    if not begin.found or not model.rows.complete:
        return
    solution = values_of(model, begin)
    optimum = model.value(objective, values_of(model, best(model, objective, search, {})))
    partial = PartialSolution(model)
    partial.fill(solution)
    PlanSearch(model, objective, None, search, TURN).run(partial, 1.0, optimum)
    assert partial.worth(objective) == optimum
