"""A contradiction is only claimed where there is no solution, whatever the basis says."""

from __future__ import annotations

import numpy as np
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from ortools.math_opt import solution_pb2

from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.infeasible import BASIC, UPPER, _solved, is_infeasible
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.propagation import tightened
from seatplan.engine.solver.tree import _Simplex
from tests.engine.linear_programs import keeps, linears, points
from tests.properties.effort import examples

LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND


def triangle(wanted: int) -> LinearProgram:
    """Of three literals, at most one of each two is true, and so many of all.

    They add up to 1.5 at most, which no single row says.
    """
    return LinearProgram(
        at=np.array([0, 2, 4, 6, 9]),
        columns=np.array([0, 1, 1, 2, 0, 2, 0, 1, 2]),
        factors=np.ones(9, dtype=np.int64),
        lows=np.array([-FAR, -FAR, -FAR, wanted]),
        highs=np.array([1, 1, 1, FAR]),
        least=np.zeros(3, dtype=np.int64),
        most=np.ones(3, dtype=np.int64),
        costs=np.array([10, 10, 10]),
        constant=0,
    )


def basis(columns: list[int], rows: list[int]) -> solution_pb2.BasisProto:
    """A basis with these statuses."""
    made = solution_pb2.BasisProto()
    for found, statuses in ((made.variable_status, columns), (made.constraint_status, rows)):
        found.ids.extend(range(len(statuses)))
        found.values.extend(statuses)
    return made


def test_a_basis_proves_that_there_is_no_solution() -> None:
    """Three rows at their sides make the fourth break, and its multipliers are the proof."""
    at_sides = basis([BASIC] * 3, [UPPER] * 3 + [BASIC])
    assert is_infeasible(triangle(2), at_sides)
    assert not is_infeasible(triangle(1), at_sides)


def test_a_basis_that_is_none_proves_nothing() -> None:
    """Neither one whose matrix is not square, nor one that is singular."""
    assert not is_infeasible(triangle(2), basis([BASIC] * 3, [BASIC] * 4))
    assert not is_infeasible(triangle(2), basis([LOWER] * 3, [BASIC] * 4))
    twice = LinearProgram(
        at=np.array([0, 2, 4]),
        columns=np.array([0, 1, 0, 1]),
        factors=np.ones(4, dtype=np.int64),
        lows=np.array([3, 3]),
        highs=np.array([FAR, FAR]),
        least=np.zeros(2, dtype=np.int64),
        most=np.ones(2, dtype=np.int64),
        costs=np.zeros(2, dtype=np.int64),
        constant=0,
    )
    assert not is_infeasible(twice, basis([BASIC] * 2, [LOWER] * 2))


def test_multipliers_that_are_too_large_prove_nothing() -> None:
    """Each column is a thousand times the one before, so the last row has the largest multipliers;
    the second proves that there is no solution."""
    count = 6
    chain = LinearProgram(
        at=np.array([0, *range(1, 2 * count, 2)]),
        columns=np.array([0] + [one for at in range(1, count) for one in (at - 1, at)]),
        factors=np.array([1] + [-1000, 1] * (count - 1)),
        lows=np.array([1] + [0] * (count - 1)),
        highs=np.array([1] + [0] * (count - 1)),
        least=np.zeros(count, dtype=np.int64),
        most=np.ones(count, dtype=np.int64),
        costs=np.zeros(count, dtype=np.int64),
        constant=0,
    )
    assert is_infeasible(chain, basis([BASIC] * count, [LOWER] * count))


@given(st.lists(st.lists(st.integers(-1, 1), min_size=5, max_size=5), min_size=5, max_size=5))
@examples(60)
def test_a_system_is_solved_though_parts_of_it_are_peeled_off(entries: list[list[int]]) -> None:
    """The solution is that of the dense system; there is none for a singular one."""
    matrix, wanted = np.array(entries, dtype=np.float64), np.eye(5)[:, :2]
    if abs(np.linalg.det(matrix)) < 0.5:  # of integers, so it is 0
        return
    assert np.allclose(_solved(matrix, wanted), np.linalg.solve(matrix, wanted))


@given(st.data(), linears())
@examples(60)
def test_a_program_with_a_solution_is_never_called_infeasible(
    data: st.DataObject, linear: LinearProgram
) -> None:
    """Not even from a basis that has nothing to do with it."""
    statuses = st.sampled_from([BASIC, LOWER, UPPER])
    columns, rows = (
        data.draw(st.lists(statuses, min_size=count, max_size=count))
        for count in (len(linear.costs), len(linear.lows))
    )
    if is_infeasible(linear, basis(columns, rows)):
        assert not any(keeps(linear, one) for one in points())


@given(linears())
@examples(60)
def test_what_the_dual_simplex_calls_infeasible_is_proved(linear: LinearProgram) -> None:
    """From the basis at which it stops, unless single rows show it; an optimum has no proof."""
    tighter = tightened(linear)
    if tighter is None:
        return
    simplex = _Simplex(evolve(tighter, costs=np.zeros_like(linear.costs)), -100)
    values, _ = simplex.solve(tighter.least, tighter.most)
    assert simplex.is_infeasible(tighter) == (values is None)
