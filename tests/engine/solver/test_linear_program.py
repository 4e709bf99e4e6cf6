"""Linear programs: the rows of a model, propagated ranges, and the elastic relaxation."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st
from ortools.linear_solver.python.model_builder_helper import ModelSolverHelper, SolveStatus

from seatplan import Program
from seatplan.engine.model.building import build_model
from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import (
    ROUNDS,
    LinearProgram,
    elastic,
    glop_model,
    linear_program_of,
    propagated,
    tightened,
)
from seatplan.engine.solver.relaxation import EFFORTS, relax
from seatplan.goals.fill_seats import FillSeats
from seatplan.modelling import LinearExpr
from seatplan.rules.career import Career
from seatplan.testing import programs
from tests.build import flight, member, program, seat
from tests.engine.linear_programs import COLUMNS, keeps, linears, points
from tests.engine.partials import model_of, objective_of, relaxed_of, search_of, values_of
from tests.properties.effort import examples
from tests.small_programs import leaking


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


def one_row(factors: list[int], low: int, high: int, most: int) -> LinearProgram:
    """A row over columns from 0 to `most`."""
    count = len(factors)
    return LinearProgram(
        starts=np.array([0, count]),
        variables=np.arange(count),
        factors=np.array(factors),
        lows=np.array([low]),
        highs=np.array([high]),
        least=np.zeros(count, dtype=np.int64),
        most=np.full(count, most),
        costs=np.zeros(count, dtype=np.int64),
        constant=0,
    )


@given(linears())
@examples(300)
def test_no_integral_solution_is_lost(linear: LinearProgram) -> None:
    """Ranges get tighter, and have every integral solution that the program had before."""
    tighter = propagated(linear)
    assert (tighter.least >= linear.least).all()
    assert (tighter.most <= linear.most).all()
    for point in points():
        if keeps(linear, point):
            assert keeps(tighter, point)


@given(linears(), st.integers(0, COLUMNS - 1), st.booleans())
@examples(60)
def test_rows_without_a_new_range_need_no_look(
    linear: LinearProgram, column: int, upper: bool
) -> None:
    """After all rows have been propagated, a new range of one column is enough to go on from."""
    before = tightened(linear)
    if before is None or before.least[column] == before.most[column]:
        return
    least, most = before.least.copy(), before.most.copy()
    if upper:
        least[column] += 1
    else:
        most[column] -= 1
    side = evolve(before, least=least, most=most)
    every, some = tightened(side), tightened(side, np.array([column]))
    assert (every is None) == (some is None)
    if every is not None and some is not None:
        assert (every.least == some.least).all()
        assert (every.most == some.most).all()


@given(linears())
@examples(100)
def test_every_row_leaves_room_at_both_ends(linear: LinearProgram) -> None:
    """At each end of each range, any single row holds with the best of the other columns."""
    tighter = tightened(linear)
    if tighter is None:
        return
    dense = np.zeros((len(linear), COLUMNS), dtype=np.int64)
    np.add.at(dense, (linear.rows, linear.variables), linear.factors)
    ends = dense * tighter.least, dense * tighter.most
    least, most = np.minimum(*ends), np.maximum(*ends)
    for end in ends:
        assert (least.sum(1)[:, None] - least + end <= linear.highs[:, None]).all()
        assert (most.sum(1)[:, None] - most + end >= linear.lows[:, None]).all()


def test_a_range_is_what_a_row_leaves() -> None:
    """A column ends where a row would break with all others at their best, rounded to integers."""
    most = propagated(one_row([3, 5, -2], -FAR, 7, 4))
    assert (most.least.tolist(), most.most.tolist()) == ([0, 0, 0], [4, 3, 4])
    least = propagated(one_row([3, 5, -2], 13, FAR, 2))
    assert (least.least.tolist(), least.most.tolist()) == ([1, 2, 0], [2, 2, 1])


def test_a_contradiction_is_left_as_it_is() -> None:
    """A program whose rows contradict each other keeps its ranges: another way must prove it."""
    linear = one_row([2, 2], 3, 3, 1)
    assert propagated(linear) is linear


@pytest.mark.filterwarnings("error")
def test_nothing_follows_from_a_factor_of_zero() -> None:
    """A column that does not count in a row keeps its range, also where the row is impossible."""
    linear = one_row([0, 2], 3, FAR, 1)
    assert propagated(linear) is linear
    assert propagated(one_row([0, 2], 2, FAR, 1)).least.tolist() == [0, 1]


def test_it_ends_where_ranges_shrink_for_long() -> None:
    """Rows that move each other's ranges by little are not read until nothing changes."""
    slow = one_row([1, -1, 1, -1], 0, FAR, 10**6)
    # x ≥ y + 1 and y ≥ x + 1 move both ranges by one with each reading.
    chain = evolve(
        slow,
        starts=np.array([0, 2, 4]),
        variables=np.array([0, 1, 1, 0]),
        lows=np.array([1, 1]),
        highs=np.array([FAR, FAR]),
    )
    moved = propagated(chain)
    assert ROUNDS <= moved.least.max() <= 2 * ROUNDS


def test_the_relaxation_takes_no_part_of_a_tour_that_is_too_long() -> None:
    """A tour beyond a career limit is 0 in the relaxation, not the fraction that fits."""
    bounded = program(
        [flight("F1", 1, 21), flight("F2", 31, 61)],
        [member("ann", days_before=90)],
        seats=[seat("guest", optional=True)],
        rules=[Career(max_days=100)],
    )
    model = model_of(bounded)
    tour = model.tours[0].literal
    linear = linear_program_of(model, LinearExpr([tour]))
    parts = [
        relaxed_of(one, search_of(bounded)).values[tour] for one in (linear, propagated(linear))
    ]
    assert parts == pytest.approx([0.5, 0.0])


@given(linears())
@examples(60)
def test_it_is_0_wherever_a_point_keeps_all_rows(linear: LinearProgram) -> None:
    """Where it is more, no point does; every row may be missed on each side that it has."""
    asked = elastic(linear)
    sides = int(np.sum(linear.lows > -FAR) + np.sum(linear.highs < FAR))
    assert len(asked.least) == len(linear.least) + sides
    assert len(asked.variables) == len(linear.variables) + sides
    relaxed = relax(asked, search_of(leaking()), EFFORTS)
    assert relaxed is not None
    event(f"missed: {relaxed.bound < 0}")
    if any(keeps(linear, point) for point in points()):
        assert relaxed.bound == 0
