"""The open part of rows: bound propagation and normalization lose no solution."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan.engine.rows.cpsat import post
from seatplan.engine.rows.rows import FAR, Whole, sums
from seatplan.engine.solver.open_rows import OpenRows
from tests.properties.effort import examples

Values = tuple[int, ...]


def whole(*numbers: int) -> Whole:
    return np.array(numbers, dtype=np.int64)


@st.composite
def opened(draw: st.DrawFn) -> tuple[OpenRows, Whole, Whole]:
    """Rows of up to four variables, and their bounds."""
    count = draw(st.integers(1, 4))
    lows = [draw(st.integers(-1, 1)) for _ in range(count)]
    highs = [low + draw(st.integers(0, 2)) for low in lows]
    entries: list[tuple[int, int]] = []
    starts, sides = [0], []
    for _ in range(draw(st.integers(1, 4))):
        places = draw(st.lists(st.integers(0, count - 1), unique=True))
        entries += [(place, draw(st.sampled_from((-2, -1, 0, 1, 2)))) for place in places]
        starts.append(len(entries))
        low = draw(st.integers(-4, 4))
        high = low + draw(st.integers(0, 4))
        sides.append((draw(st.sampled_from((low, -FAR))), draw(st.sampled_from((high, FAR)))))
    rows = OpenRows(
        rows=np.arange(len(sides)),
        starts=whole(*starts),
        variables=whole(*(place for place, _ in entries)),
        factors=whole(*(factor for _, factor in entries)),
        lows=whole(*(low for low, _ in sides)),
        highs=whole(*(high for _, high in sides)),
    )
    return rows, whole(*lows), whole(*highs)


def kept(rows: OpenRows, values: Values, without: frozenset[int] = frozenset()) -> bool:
    """Whether these values satisfy the rows and their implied bounds."""
    totals = sums(rows.factors * whole(*values)[rows.variables], rows.starts)
    asked = ~np.isin(rows.rows, list(without))
    fits = (rows.lows <= totals) & (totals <= rows.highs)
    return bool(fits[asked].all())


def every(lows: Whole, highs: Whole) -> list[Values]:
    """All values that the variables can have."""
    return list(product(*(range(low, high + 1) for low, high in zip(lows, highs, strict=True))))


@given(opened(), st.frozensets(st.integers(0, 3)))
@examples(200)
def test_what_is_decided_leaves_the_same_choice(
    drawn: tuple[OpenRows, Whole, Whole], free: frozenset[int]
) -> None:
    """Bound propagation keeps the set of solutions, even beside rows that may be broken."""
    rows, lows, highs = drawn
    before = {one for one in every(lows, highs) if kept(rows, one, free)}
    left = rows.decided(lows, highs, free)
    after = {one for one in every(lows, highs) if kept(left, one, free)}
    assert after == before
    assert (lows[left.variables] < highs[left.variables]).all()


@given(opened(), st.frozensets(st.integers(0, 3)))
@examples(200)
def test_what_is_posted_says_the_same(
    drawn: tuple[OpenRows, Whole, Whole], guarded: frozenset[int]
) -> None:
    """The solver finds the solutions of the rows, those with a guard only where it is true."""
    rows, lows, highs = drawn
    for kept_too in (True, False):
        cp = cp_model.CpModel()
        own = [cp.new_int_var(low, high, "") for low, high in zip(lows, highs, strict=True)]
        guard = cp.new_constant(kept_too).index
        post(cp, rows.posted(lows, highs, dict.fromkeys(guarded, guard)), lows, highs)
        found = Collecting(own)
        solver = cp_model.CpSolver()
        solver.parameters.enumerate_all_solutions = True
        solver.solve(cp, found)
        free = frozenset() if kept_too else guarded
        assert found.all == {one for one in every(lows, highs) if kept(rows, one, free)}


class Collecting(cp_model.CpSolverSolutionCallback):
    """All solutions."""

    def __init__(self, own: list[cp_model.IntVar]) -> None:
        super().__init__()
        self._own = own
        self.all: set[Values] = set()

    def on_solution_callback(self) -> None:
        self.all.add(tuple(self.value(one) for one in self._own))


def test_who_keeps_a_tour_makes_none_beside_it() -> None:
    """If one literal of an at-most-one row is 1, the others are fixed, too."""
    rows = OpenRows(
        rows=whole(0, 1),
        starts=whole(0, 1, 4),
        variables=whole(0, 0, 1, 2),
        factors=whole(1, 1, 1, 1),
        lows=whole(1, -FAR),
        highs=whole(FAR, 1),
    )
    lows, highs = whole(0, 0, 0), whole(1, 1, 1)
    left = rows.decided(lows, highs, ())
    assert lows.tolist() == highs.tolist() == [1, 0, 0]
    assert not len(left.variables)


def test_nothing_follows_from_a_factor_of_0() -> None:
    """Only the other variable of the row is decided."""
    rows = OpenRows(whole(0), whole(0, 2), whole(0, 1), whole(0, -1), whole(0), whole(FAR))
    lows, highs = whole(0, 0), whole(1, 1)
    rows.decided(lows, highs, ())
    assert (lows.tolist(), highs.tolist()) == ([0, 0], [1, 0])
