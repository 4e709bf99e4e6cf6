"""Branch and cut as a source of plans: what it returns is exact, and it never holds anyone up."""

from __future__ import annotations

import threading
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given

from seatplan import CancelToken
from seatplan.engine.solver import branch_and_cut
from seatplan.engine.solver.branch_and_cut import best_found
from seatplan.engine.solver.linear_program import LinearProgram
from tests.engine.linear_programs import keeps, linears, points
from tests.engine.partials import search_of
from tests.properties.effort import examples
from tests.small_programs import leaking

Limit = branch_and_cut.mathopt.Limit

ONE_OF_TWO = LinearProgram(
    at=np.array([0, 2]),
    columns=np.array([0, 1]),
    factors=np.array([2, 2]),
    lows=np.array([1]),
    highs=np.array([3]),
    least=np.array([0, 0]),
    most=np.array([1, 1]),
    costs=np.array([1, 2]),
    constant=5,
)
"""Either column, the second for more."""


@given(linears())
@examples(40)
def test_it_finds_the_best_of_a_small_program(linear: LinearProgram) -> None:
    """With enough nodes its solution is the best of all integer points that keep the rows."""
    worths = [int(linear.costs @ point) for point in points() if keeps(linear, point)]
    found = best_found(linear, search_of(leaking()), 1000)
    if not worths:
        assert found is None
    else:
        assert found is not None
        assert keeps(linear, np.array(found))
        assert int(linear.costs @ np.array(found)) == max(worths)


class Answer:
    """What HiGHS could return."""

    def __init__(self, values: list[float], limit: Limit | None = Limit.NODE) -> None:
        self.values = values
        self.termination = self
        self.limit = limit

    def has_primal_feasible_solution(self) -> bool:
        return True

    def variable_values(self) -> Any:
        return self

    def __getitem__(self, variable: Any) -> float:
        return self.values[variable.id]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([1e-7, 0.9999999], [0, 1]),
        ([0.49, 0.49], None),
        ([1.0, 1.0], None),
        ([-1.0, 2.0], None),
    ],
)
def test_a_solution_is_rounded_and_evaluated_exactly(
    values: list[float], found: list[int] | None
) -> None:
    """What breaks a row or a range once it is rounded is no solution."""
    with patch.object(branch_and_cut.mathopt, "solve", return_value=Answer(values)):
        assert best_found(ONE_OF_TWO, search_of(leaking()), 1) == found


@pytest.mark.parametrize(("longest", "found"), [(1e6, [0, 1]), (1.0, None)])
def test_a_plan_that_depends_on_the_clock_is_dropped(
    longest: float, found: list[int] | None
) -> None:
    """If its own limit ends the search, which is not the user's, another machine might have another
    plan."""
    answer = Answer([0.0, 1.0], Limit.TIME)
    with (
        patch.object(branch_and_cut, "LONGEST", longest),
        patch.object(branch_and_cut.mathopt, "solve", return_value=answer),
    ):
        assert best_found(ONE_OF_TWO, search_of(leaking()), 1) == found


def test_a_solver_that_fails_finds_nothing() -> None:
    """Another way finds plans."""
    with patch.object(branch_and_cut.mathopt, "solve", side_effect=RuntimeError):
        assert best_found(ONE_OF_TWO, search_of(leaking()), 1) is None


def test_no_one_waits_for_it_once_the_search_is_canceled() -> None:
    """It cannot be interrupted, so it is left to itself."""
    search = search_of(leaking())
    search.cancel = CancelToken()
    go_on = threading.Event()

    def solve(*_: object, **__: object) -> None:
        assert search.cancel is not None
        search.cancel.cancel()
        go_on.wait()

    with patch.object(branch_and_cut.mathopt, "solve", side_effect=solve):
        assert best_found(ONE_OF_TWO, search, 1) is None
    go_on.set()


def test_without_time_it_does_not_begin() -> None:
    """A search whose time is up calls no solver."""
    with patch.object(branch_and_cut.mathopt, "solve", side_effect=AssertionError) as solve:
        assert best_found(ONE_OF_TWO, search_of(leaking(), seconds=0.0), 1) is None
    assert not solve.called
