"""Intervals of days, and the maximal sets of them that share a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seatplan.modelling import Variable

Interval = tuple[int, int, Variable]
"""The first day, the day after the last, and the literal of what is on these days."""


def cliques(intervals: Iterable[Interval], least: int = 2) -> Iterator[list[Variable]]:
    """The maximal sets of intervals that share a day, if they are this many."""
    active: list[tuple[int, Variable]] = []
    soonest = 0
    for start, end, literal in sorted(intervals):
        if active and start < soonest:  # all stay
            active.append((end, literal))
            soonest = min(soonest, end)
            continue
        staying = [pair for pair in active if pair[0] > start]
        # Each interval enters as it starts: only as one leaves has the set been maximal.
        if len(staying) < len(active) >= least:
            yield [one for _, one in active]
        active = [*staying, (end, literal)]
        soonest = min(pair[0] for pair in active)
    if len(active) >= least:
        yield [one for _, one in active]
