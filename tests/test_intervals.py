"""Intervals of days: the maximal sets that share a day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatplan.intervals import Interval, cliques

SOME = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 5)).map(lambda one: (one[0], sum(one))), max_size=7
)


@given(SOME)
def test_maximal_sets_that_share_a_day(spans: list[tuple[int, int]]) -> None:
    """They are the sets of those there on a day that lie in no larger such set."""
    intervals: list[Interval] = [(*span, number) for number, span in enumerate(spans)]
    there = {frozenset(n for a, b, n in intervals if a <= day < b) for day in range(14)}
    maximal = {one for one in there if one and not any(one < other for other in there)}
    assert {frozenset(one) for one in cliques(intervals, least=1)} == maximal
    assert {frozenset(one) for one in cliques(intervals)} == {x for x in maximal if len(x) > 1}
