"""The rows of a model as a linear program: every plan keeps them, and is worth the same there."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from ortools.linear_solver.python.model_builder_helper import ModelSolverHelper, SolveStatus

from seatplan import Program
from seatplan.engine.model.building import build_model
from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram, glop_model, linear_program_of
from seatplan.goals.fill_seats import FillSeats
from seatplan.testing import programs
from tests.build import flight, program
from tests.engine.linear_programs import keeps, linears
from tests.engine.partials import objective_of, search_of, values_of
from tests.properties.effort import examples


@given(programs(min_goals=1, max_goals=2), st.booleans())
@examples(30)
def test_every_plan_keeps_the_rows(drawn: Program, exclusive: bool) -> None:
    """It is a relaxation: the values of any plan are a point of it, and are worth as much."""
    model = build_model(drawn)
    objective = objective_of(model)
    linear = linear_program_of(model, objective, exclusive=exclusive)
    search = search_of(drawn)
    for sense in (model.cp.maximize, model.cp.minimize):
        sense(model.linear(objective))
        answer = search.run(model.cp)
        if not answer.found:
            return
        values = np.array(values_of(model, answer))
        assert keeps(linear, values)
        worth = linear.constant + int(linear.costs @ values)
        assert worth == model.value(objective, values.tolist())


def solved(linear: LinearProgram) -> tuple[SolveStatus, float]:
    """The optimum by GLOP."""
    solver = ModelSolverHelper("glop")
    solver.solve(glop_model(linear, lambda: None))
    status = solver.status()
    optimal = status == SolveStatus.OPTIMAL
    return status, solver.objective_value() + linear.constant if optimal else 0.0


@given(linears())
@examples(60)
def test_the_solver_gets_the_same_program(linear: LinearProgram) -> None:
    """Bounds of columns, sides of rows, factors and costs, read back from its model."""
    model = glop_model(linear, lambda: None)
    assert model.num_variables() == len(linear.costs)
    assert model.num_constraints() == len(linear)
    for column in range(len(linear.costs)):
        assert model.var_lower_bound(column) == linear.least[column]
        assert model.var_upper_bound(column) == linear.most[column]
        assert model.var_objective_coefficient(column) == linear.costs[column]
    for row in range(len(linear)):
        low, high = model.constraint_lower_bound(row), model.constraint_upper_bound(row)
        assert low == (linear.lows[row] if linear.lows[row] > -FAR else -np.inf)
        assert high == (linear.highs[row] if linear.highs[row] < FAR else np.inf)
        entries = slice(int(linear.starts[row]), int(linear.starts[row + 1]))
        found = zip(
            model.constraint_var_indices(row), model.constraint_coefficients(row), strict=True
        )
        expected = zip(linear.variables[entries], linear.factors[entries], strict=True)
        assert sorted(found) == sorted(expected)


def test_a_column_that_occurs_twice_in_a_row_counts_twice() -> None:
    """x + x + y ≤ 2 leaves 1 for x alone: the maximum of x + y is 2, that of 3x is 3."""
    twice = LinearProgram(
        starts=np.array([0, 3]),
        variables=np.array([0, 0, 1]),
        factors=np.ones(3, dtype=np.int64),
        lows=np.array([-FAR]),
        highs=np.array([2]),
        least=np.zeros(2, dtype=np.int64),
        most=np.full(2, 5),
        costs=np.array([3, 0]),
        constant=4,
    )
    assert solved(twice) == (SolveStatus.OPTIMAL, 7.0)


def test_the_time_is_looked_at_for_each_row() -> None:
    """A large program takes seconds to fill, so that it can be stopped on the way."""
    model = build_model(program([flight("F1", 1, 11)], ["ann", "bob"], goals=[FillSeats()]))
    linear = linear_program_of(model, objective_of(model))
    beats: list[None] = []
    glop_model(linear, lambda: beats.append(None))
    assert len(beats) == len(linear) > 0
