"""Intervals of days, and the maximal sets of them that share a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seatplan.modelling import Variable

Interval = tuple[int, int, Variable]
"""The first day, the day after the last, and a literal that is true if the interval is used."""


def cliques(intervals: Iterable[Interval], least: int = 2) -> Iterator[list[Variable]]:
    """The maximal sets of at least `least` intervals that share a day."""
    active: list[tuple[int, Variable]] = []
    soonest = 0
    for start, end, literal in sorted(intervals):
        if active and start < soonest:  # no active interval has ended
            active.append((end, literal))
            soonest = min(soonest, end)
            continue
        staying = [pair for pair in active if pair[0] > start]
        # Intervals enter at their start, so a set is maximal only when one of it ends.
        if len(staying) < len(active) >= least:
            yield [one for _, one in active]
        active = [*staying, (end, literal)]
        soonest = min(pair[0] for pair in active)
    if len(active) >= least:
        yield [one for _, one in active]
