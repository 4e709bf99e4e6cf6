"""Small strategies that the others are built from: days, intervals, chances, picks of ids."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

DAY_ZERO = date(2029, 12, 20)
"""The day with number 0 in drawn programs, chosen so that they span the end of a year."""

SPAN = 40
"""The last usual day: launches are on days 0 to 30, landings until day 45, other days nearby."""


def day(number: int) -> date:
    """The day with a number, counted from `DAY_ZERO`; the number may be negative."""
    return DAY_ZERO + timedelta(days=number)


@cache
def days(first: int = -5, last: int = SPAN) -> st.SearchStrategy[date]:
    """A day between these two numbers, both included."""
    return st.integers(first, last).map(day)


def chance(draw: st.DrawFn, one_in: int) -> bool:
    """True in one of `one_in` cases; shrinks to False."""
    return draw(_counts(one_in)) == one_in


@cache
def _counts(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most)


def maybe(draw: st.DrawFn, strategy: st.SearchStrategy[T], *, one_in: int = 3) -> T | None:
    """A value in one of `one_in` cases, else None; shrinks to None."""
    return draw(strategy) if chance(draw, one_in) else None


@st.composite
def intervals(
    draw: st.DrawFn, first: int = -5, last: int = SPAN
) -> tuple[date | None, date | None]:
    """`[since, until)`: each end may be open, and the interval may be empty."""
    low, high = sorted((draw(st.integers(first, last)), draw(st.integers(first, last))))
    since, until = day(low), day(high)
    open_end = draw(st.sampled_from(("none", "since", "until")))
    return (None if open_end == "since" else since, None if open_end == "until" else until)


def some_of(draw: st.DrawFn, ids: Sequence[str], *, one_in: int = 3) -> tuple[str, ...] | None:
    """A few of the ids in one of `one_in` cases, else None, which means all."""
    if not ids:
        return None
    return maybe(draw, subsets(ids, at_least=1), one_in=one_in)


def subsets(
    ids: Sequence[H], *, at_least: int = 0, at_most: int | None = None
) -> st.SearchStrategy[tuple[H, ...]]:
    """Some of the ids, each at most once, in any order."""
    return _subsets(tuple(ids), at_least, at_most)


@cache
def _subsets(
    ids: tuple[Any, ...], at_least: int, at_most: int | None
) -> st.SearchStrategy[tuple[Any, ...]]:
    # Making a strategy takes longer than drawing from it.
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(ids), unique=True, min_size=at_least, max_size=at_most).map(
        tuple
    )
