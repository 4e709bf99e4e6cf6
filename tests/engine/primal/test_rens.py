"""RENS: integral values of the relaxation are fixed, and the rest is optimized."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, check
from seatplan.engine.primal.rens import rens
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import Relaxed
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
    worth_of,
)
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


@given(st.one_of(programs(min_goals=1, max_rules=3), tight_programs(max_flights=3)), st.booleans())
@examples(20)
def test_a_plan_or_nothing(program: Program, late: bool) -> None:
    """The plan satisfies all rows, breaks at most what has none, and does not exceed the bound;
    without a plan, no decision is made and no value is known that was not known before."""
    model, search = model_of(program, patient=late), search_of(program)
    objective = objective_of(model)
    relaxed = relaxed_of(linear_program_of(model, objective), search)
    if relaxed is None or not model.rows.complete:
        return
    partial = PartialSolution(model)
    values, known = partial.state()
    if rens(partial, relaxed, worth_of(objective), search):
        assert not unkept(model.rows, partial.values.tolist())
        assert check(program, partial.plan).ok == (not partial.broken())
        assert partial.worth(objective) <= relaxed.bound
    else:
        assert not partial.chosen.any()
        assert np.array_equal(partial.known, known)
        assert np.array_equal(partial.values[known.nonzero()], values[known])


@given(programs(min_goals=1, max_rules=3), st.data())
@examples(25)
def test_what_is_not_whole_is_searched(program: Program, data: st.DataObject) -> None:
    """The rest is optimal given the integral values; without a plan, more is opened."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program)
    if not model.rows.complete:
        return
    partial = PartialSolution(model)
    numbers = partial.numbers.tolist()
    drawn = data.draw(
        st.lists(st.sampled_from((0, 0.5, 0.5, 1)), min_size=len(numbers), max_size=len(numbers))
    )
    values = np.full(len(model.variables), 0.5)
    values[numbers] = drawn
    fixed = {one: round(value) for one, value in zip(numbers, drawn, strict=True) if value != 0.5}
    answer = best(model, objective, search, fixed)
    found = rens(partial, Relaxed(0, values), worth_of(objective), search)
    assert found or not answer.found
    if found:
        assert check(program, partial.plan).ok
    if answer.found:
        expected = model.value(objective, values_of(model, answer))
        assert partial.worth(objective) == expected
        assert all(partial.values[one] == value for one, value in fixed.items())


@given(programs(min_goals=1))
@examples(15)
def test_a_plan_rounds_to_itself(program: Program) -> None:
    """If all values are integral, there is nothing to search."""
    model = model_of(program)
    search = search_of(program)
    answer = best(model, LinearExpr(), search, {})
    if not answer.found or not model.rows.complete:
        return
    solution = values_of(model, answer)
    partial = PartialSolution(model)
    relaxed = Relaxed(0, np.array(solution, dtype=np.float64))
    assert rens(partial, relaxed, {}, search)
    assert all(partial.values[one] == solution[one] for one in partial.numbers)
