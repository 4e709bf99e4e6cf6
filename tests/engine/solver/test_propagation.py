"""Propagated ranges keep all integral solutions, and the relaxation gets tighter with them."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.propagation import ROUNDS, propagated, tightened
from seatplan.modelling import LinearExpr
from seatplan.rules.career import Career
from tests.build import flight, member, program, seat
from tests.engine.linear_programs import COLUMNS, keeps, linears, points
from tests.engine.partials import model_of, relaxed_of, search_of
from tests.properties.effort import examples


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
