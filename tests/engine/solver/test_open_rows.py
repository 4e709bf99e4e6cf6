"""The open part of rows: bound propagation and normalization lose no solution."""

from __future__ import annotations

from itertools import product

import numpy as np
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan.engine.rows.cpsat import post
from seatplan.engine.rows.rows import FAR, RowForm, Table, Whole, sums
from seatplan.engine.solver.open_rows import decided, simplified
from tests.properties.effort import examples

Values = tuple[int, ...]


def whole(*numbers: int) -> Whole:
    return np.array(numbers, dtype=np.int64)


def table(
    starts: list[int], variables: list[int], factors: list[int], sides: list[tuple[int, int]]
) -> Table:
    """Rows without guards."""
    lows, highs = ([side[at] for side in sides] for at in (0, 1))
    forms = [RowForm.SUM] * len(sides)
    return Table(
        *(whole(*one) for one in (starts, variables, factors, lows, highs, forms, [0] * len(sides)))
    )


def under(rows: Table, guarded: frozenset[int], guard: int) -> Table:
    """The same, some of them under a guard."""
    return evolve(rows, guards=np.where(np.isin(np.arange(len(rows)), list(guarded)), guard, 0))


@st.composite
def opened(draw: st.DrawFn) -> tuple[Table, Whole, Whole]:
    """Rows of up to four variables, and their bounds; in half of them all are literals,
    or like these but for one end."""
    literals = draw(st.booleans())
    count = 4 if literals else draw(st.integers(1, 4))
    odd = draw(st.sampled_from([(0, 1), (0, 1), (-1, 1), (0, 2)]))
    ranges = [
        odd if literals else (low, low + draw(st.integers(0, 2)))
        for low in draw(st.lists(st.integers(-1, 1), min_size=count, max_size=count))
    ]
    lows, highs = ([one[end] for one in ranges] for end in (0, 1))
    entries: list[tuple[int, int]] = []
    starts, sides = [0], []
    for _ in range(draw(st.integers(1, 4))):
        least = 2 if literals else 0
        places = draw(st.lists(st.integers(0, count - 1), min_size=least, unique=True))
        factors = st.sampled_from((-1, 1) if literals else (-2, -1, 0, 1, 2))
        entries += [(place, draw(factors)) for place in places]
        starts.append(len(entries))
        low = draw(st.integers(-1, 1) if literals else st.integers(-4, 4))
        high = low + draw(st.integers(0, 2 if literals else 4))
        sides.append((draw(st.sampled_from((low, -FAR))), draw(st.sampled_from((high, FAR)))))
    rows = table(starts, *map(list, zip(*entries, strict=True)) if entries else ([], []), sides)
    return rows, whole(*lows), whole(*highs)


def kept(rows: Table, values: Values, without: frozenset[int] = frozenset()) -> bool:
    """Whether these values satisfy the rows and their implied bounds."""
    totals = sums(rows.factors * whole(*values)[rows.variables], rows.starts)
    asked = ~np.isin(np.arange(len(rows)), list(without))
    fits = (rows.lows <= totals) & (totals <= rows.highs)
    return bool(fits[asked].all())


def every(lows: Whole, highs: Whole) -> list[Values]:
    """All values that the variables can have."""
    return list(product(*(range(low, high + 1) for low, high in zip(lows, highs, strict=True))))


@given(opened(), st.frozensets(st.integers(0, 3)))
@examples(200)
def test_what_is_decided_leaves_the_same_choice(
    drawn: tuple[Table, Whole, Whole], free: frozenset[int]
) -> None:
    """Bound propagation keeps the set of solutions, even beside rows that may be broken."""
    rows, lows, highs = drawn
    before = {one for one in every(lows, highs) if kept(rows, one, free)}
    left = decided(under(rows, free, 1), lows, highs)
    after = {one for one in every(lows, highs) if kept(left, one, free)}
    assert after == before
    assert (lows[left.variables] < highs[left.variables]).all()


@given(opened(), st.frozensets(st.integers(0, 3)))
@examples(200)
def test_what_is_posted_says_the_same(
    drawn: tuple[Table, Whole, Whole], guarded: frozenset[int]
) -> None:
    """The solver finds the solutions of the rows, those with a guard only where it is true."""
    rows, lows, highs = drawn
    for kept_too in (True, False):
        cp = cp_model.CpModel()
        own = [cp.new_int_var(low, high, "") for low, high in zip(lows, highs, strict=True)]
        guard = cp.new_constant(kept_too).index
        post(cp, simplified(under(rows, guarded, guard), lows, highs), lows, highs)
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
    rows = table([0, 1, 4], [0, 0, 1, 2], [1, 1, 1, 1], [(1, FAR), (-FAR, 1)])
    lows, highs = whole(0, 0, 0), whole(1, 1, 1)
    left = decided(rows, lows, highs)
    assert lows.tolist() == highs.tolist() == [1, 0, 0]
    assert not len(left.variables)


def test_nothing_follows_from_a_factor_of_0() -> None:
    """Only the other variable of the row is decided."""
    rows = table([0, 2], [0, 1], [0, -1], [(0, FAR)])
    lows, highs = whole(0, 0), whole(1, 1)
    decided(rows, lows, highs)
    assert (lows.tolist(), highs.tolist()) == ([0, 0], [1, 0])
