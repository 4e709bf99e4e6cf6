"""The tree over the relaxation has a valid bound wherever it ends, and a tight one at its end."""

from __future__ import annotations

import time

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.tree import Part, Tree, _Gains
from tests.engine.linear_programs import keeps, linears, points
from tests.engine.partials import search_of
from tests.properties.effort import examples
from tests.small_programs import leaking

MANY = 1_000


def best_of(linear: LinearProgram, known: int) -> int:
    """The best objective of all integral solutions, and of a known one."""
    found = (linear.constant + int(linear.costs @ one) for one in points() if keeps(linear, one))
    return max([known, *found])


@given(linears(), st.integers(-8, 4), st.sampled_from([0, 1, 3, MANY]))
@examples(40)
def test_no_solution_is_above_the_bound(linear: LinearProgram, known: int, solves: int) -> None:
    """However few linear programs it solves, the bound is valid."""
    bound = Tree(linear, known, search_of(leaking())).bound(solves)
    assert bound >= best_of(linear, known)


def knapsack() -> LinearProgram:
    """Twice the sum of five literals is at most 5, so at most two of them are true, not 2.5.

    A second row keeps propagation and rounding of the first from finding that.
    """
    return LinearProgram(
        starts=np.array([0, 5, 8]),
        variables=np.array([0, 1, 2, 3, 4, 0, 1, 2]),
        factors=np.array([2, 2, 2, 2, 2, 1, 1, 1]),
        lows=np.array([-FAR, -FAR]),
        highs=np.array([5, 2]),
        least=np.zeros(5, dtype=np.int64),
        most=np.ones(5, dtype=np.int64),
        costs=np.array([30, 31, 32, 33, 34]),
        constant=7,
    )


@pytest.mark.parametrize(("known", "bound"), [(0, 74), (74, 74), (80, 80)])
def test_a_tree_that_ends_knows_the_best(known: int, bound: int) -> None:
    """It is the best objective, or that of the known solution if none is better."""
    assert Tree(knapsack(), known, search_of(leaking())).bound(MANY) == bound


def test_each_branch_lowers_the_bound_or_keeps_it() -> None:
    """The more linear programs, the lower the bound: 90 at the root, 74 at the end."""
    search = search_of(leaking())
    bounds = [Tree(knapsack(), 60, search).bound(solves) for solves in (0, 1, 5, MANY)]
    assert bounds == sorted(bounds, reverse=True)
    assert (bounds[0], bounds[-1]) == (90, 74)


def test_a_tree_goes_on_where_it_ended() -> None:
    """One linear program after another leads to the same end, and none is solved twice."""
    whole = Tree(knapsack(), 60, search_of(leaking()))
    whole.bound(MANY)
    begun = Tree(knapsack(), 60, search_of(leaking()))
    bounds = [begun.bound(1) for _ in range(MANY // 10)]
    assert bounds == sorted(bounds, reverse=True)
    assert (len(set(bounds)) > 1, bounds[-1], begun.solved) == (True, 74, whole.solved)


def triangle(wanted: int) -> LinearProgram:
    """Of three literals, at most one of each two is true, and so many of all.

    They add up to 1.5 at most, which no single row says.
    """
    return LinearProgram(
        starts=np.array([0, 2, 4, 6, 9]),
        variables=np.array([0, 1, 1, 2, 0, 2, 0, 1, 2]),
        factors=np.ones(9, dtype=np.int64),
        lows=np.array([-FAR, -FAR, -FAR, wanted]),
        highs=np.array([1, 1, 1, FAR]),
        least=np.zeros(3, dtype=np.int64),
        most=np.ones(3, dtype=np.int64),
        costs=np.array([10, 10, 10]),
        constant=0,
    )


def test_nothing_is_solved_once_the_time_is_up() -> None:
    """With no time left, the bound is what the costs add up to."""
    late = evolve(search_of(leaking()), deadline=time.monotonic() - 1.0)
    begun = Tree(knapsack(), 60, late)
    assert (begun.bound(MANY), begun.solved) == (167, 0)


def test_what_a_column_has_gained_is_expected_again() -> None:
    """Columns of which only one side is known, or that gained nothing, are not preferred."""
    gains = _Gains(4)
    for column, gain in ((0, 2), (2, 8), (3, 0)):
        for upper in (False, True):
            gains.add(column, 0.5, gain, upper=upper)
    gains.add(1, 0.5, 50, upper=True)
    assert gains.best(np.arange(4), np.full(4, 0.5)) == [2, 0]
    assert gains.best(np.array([0, 1]), np.full(4, 0.25)) == [0]


def test_columns_that_say_the_same_are_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two literals of which exactly one is true have the same two sides."""
    pair = evolve(
        knapsack(),
        starts=np.array([0, 5, 8, 10]),
        variables=np.append(knapsack().variables, [0, 1]),
        factors=np.append(knapsack().factors, [1, 1]),
        lows=np.array([-FAR, -FAR, 1]),
        highs=np.array([5, 2, 1]),
    )
    begun = Tree(pair, 0, search_of(leaking()))
    tried: list[LinearProgram] = []
    monkeypatch.setattr(Tree, "_part", lambda self, linear, above: tried.append(linear))
    begun._branched(Part(90, pair, np.array([0.5, 0.5, 0.0, 0.0, 0.5])), [0, 1])
    assert len(tried) == 2


def test_a_part_without_an_optimum_keeps_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that the linear solver cannot solve is not closed."""
    monkeypatch.setattr(Tree, "_solve", lambda self, linear: (None, [0, 0]))
    assert Tree(knapsack(), 60, search_of(leaking())).bound(MANY) == 167


def test_what_is_worth_more_than_the_known_is_propagated() -> None:
    """Of 167 a better solution than 134 may lose 32, so it has the last two, and the first row
    leaves it no third: nothing has to be solved. One that is better than 133 may lose one of these.
    """
    trees = [Tree(knapsack(), known, search_of(leaking())) for known in (134, 133)]
    assert [one.bound(MANY) for one in trees] == [134, 133]
    assert [one.solved > 0 for one in trees] == [False, True]
