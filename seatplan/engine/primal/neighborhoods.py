"""Neighborhoods of large neighborhood search: which decisions of a plan are opened together.

Each draws as many decisions as its size allows. The size adapts to the search: it grows after a
proved answer and shrinks after one that was not proved.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol

import numpy as np
from attrs import define

from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.linear_program import Real
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import Relaxed


@define
class Size:
    """How many decisions are opened, roughly.

    Attributes:
        current: the number at this moment.
        grow, shrink: the factor after an answer that was proved, and after one that was not.
        moment, leap: after a proof with less effort than `moment`, the factor is `leap`.
    """

    current: float
    grow: float
    shrink: float
    moment: float = 0.0
    leap: float = 1.0

    def adapt(self, answer: Answer) -> None:
        """Adapts to the answer of a search."""
        if not answer.proved:
            self.current *= self.shrink
        else:
            self.current *= self.leap if answer.effort < self.moment else self.grow


class Neighborhood(Protocol):
    """A choice of decisions to open around a plan.

    Attributes:
        size: how many; neighborhoods may share one.
    """

    size: Size

    def drawn(self, partial: PartialSolution) -> Whole | None:
        """The decisions to open; None if it has none to offer now."""


def of_members(partial: PartialSolution, order: Whole, size: Size) -> Whole:
    """The decisions of the first of these members, as many members as the size allows."""
    weights = np.bincount(partial.owner, minlength=len(partial.members))
    chosen = np.zeros(len(weights), dtype=np.bool_)
    chosen[order[: int(np.searchsorted(np.cumsum(weights[order]), size.current)) + 1]] = True
    opened: Whole = partial.numbers[chosen[partial.owner]]
    return opened


def likely_first(weights: Whole | Real, random: Random) -> Whole:
    """The places of these weights in a random order; larger ones are likely to come sooner."""
    drawn = np.array([random.random() for _ in weights])
    return np.argsort(-weights * drawn, kind="stable")


@define
class TimeWindow:
    """All decisions of consecutive flights."""

    size: Size
    random: Random

    def drawn(self, partial: PartialSolution) -> Whole:
        flight = partial.first
        counts = np.cumsum(np.bincount(flight))
        begin = self.random.randrange(len(counts))
        before = counts[begin - 1] if begin else 0
        end = int(np.searchsorted(counts, before + self.size.current)) + 1
        chosen: Whole = partial.numbers[(flight >= begin) & (flight < max(end, begin + 1))]
        return chosen


@define
class BehindRelaxation:
    """Members in whose decisions the plan and the relaxation differ (RINS).

    Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
    solutions", Mathematical Programming 102, 2005.
    """

    size: Size
    random: Random
    relaxed: Relaxed

    def drawn(self, partial: PartialSolution) -> Whole:
        numbers = partial.numbers
        behind = np.abs(self.relaxed.values[numbers] - partial.values[numbers])
        each = np.bincount(partial.owner, weights=behind)
        return of_members(partial, likely_first(each, self.random), self.size)


@define
class RelatedMembers:
    """One member, then others; those who share many possible flights are more likely."""

    size: Size
    random: Random

    def drawn(self, partial: PartialSolution) -> Whole:
        owner, flight, count = partial.owner, partial.first, len(partial.members)
        seed = self.random.randrange(count)
        mine = np.zeros(len(partial.days), dtype=np.bool_)
        mine[flight[owner == seed]] = True
        shared = np.bincount(owner[mine[flight]], minlength=count)
        order = likely_first(shared, self.random)
        order = np.concatenate(([seed], order[order != seed]))
        return of_members(partial, order, self.size)


@define
class NearBroken:
    """Members who fly about the same time as a broken flight, then others who may be on it.

    Attributes:
        broken: the numbers of broken flights; empty if there are none.
    """

    size: Size
    random: Random
    broken: Callable[[PartialSolution], list[int]]

    def drawn(self, partial: PartialSolution) -> Whole | None:
        flights = self.broken(partial)
        if not flights:
            return None
        owner, weights = partial.owner, np.bincount(partial.owner)
        taken: Flags = partial.values[partial.numbers] == 1
        flying: dict[int, None] = {}
        weight = 0
        apart = np.abs(partial.days - partial.days[flights[0]])
        for flight in np.argsort(apart, kind="stable"):
            for member in owner[taken & (partial.first == flight)].tolist():
                if member not in flying:
                    flying[member] = None
                    weight += int(weights[member])
            if weight > self.size.current / 2:
                break
        eligible = set(owner[np.isin(partial.first, flights)].tolist())
        others = sorted(eligible - flying.keys())
        self.random.shuffle(others)
        return of_members(partial, np.array([*flying, *others], dtype=np.int64), self.size)
