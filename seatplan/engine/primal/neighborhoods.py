"""Neighborhoods of large neighborhood search: which decisions of a plan are opened together.

Each draws as many decisions as its size allows. The size adapts to the search: it grows after a
proved answer and shrinks after one that was not proved.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Protocol

import numpy as np
from attrs import define, frozen

from seatplan.engine.model.decisions import owners
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import Relaxed


@define
class Size:
    """How many decisions are opened, roughly.

    Attributes:
        current: the number at this moment.
        grow, shrink: the factor after an answer that was proved, and after one that was not.
        most: the largest number.
        moment, leap: after a proof with less effort than `moment`, the factor is `leap`.
    """

    current: float
    grow: float
    shrink: float
    most: float = math.inf
    moment: float = 0.0
    leap: float = 1.0

    def adapt(self, answer: Answer) -> None:
        """Adapts to the answer of a search."""
        if not answer.proved:
            self.current *= self.shrink
        else:
            self.current *= self.leap if answer.effort < self.moment else self.grow
        self.current = min(self.current, self.most)


class Neighborhood(Protocol):
    """A choice of decisions to open around a plan.

    Attributes:
        size: how many; neighborhoods may share one.
    """

    size: Size

    def drawn(self, partial: PartialSolution) -> Whole | None:
        """The decisions to open; None if it has none to offer now."""


@frozen(eq=False)
class Decisions:
    """The decisions of a model as arrays.

    Attributes:
        numbers: as variables.
        owner: the number of each decision's member.
        flight: the first flight of each decision.
        weight: the number of decisions of each member.
    """

    numbers: Whole
    owner: Whole
    flight: Whole
    weight: Whole

    @staticmethod
    def of(partial: PartialSolution) -> Decisions:
        """All decisions of a partial solution."""
        made = partial.decisions
        members = sorted({one.member for one in made.values()})
        numbers: Whole = np.array(list(made), dtype=np.int64)
        owner = owners(made, members, len(partial.values))[numbers]
        flight: Whole = np.array([one.first for one in made.values()], dtype=np.int64)
        return Decisions(numbers, owner, flight, np.bincount(owner, minlength=len(members)))

    def of_members(self, order: Whole, size: Size) -> Whole:
        """The decisions of the first of these members, as many members as the size allows."""
        weights = np.cumsum(self.weight[order])
        chosen = np.zeros(len(self.weight), dtype=np.bool_)
        chosen[order[: int(np.searchsorted(weights, size.current)) + 1]] = True
        opened: Whole = self.numbers[chosen[self.owner]]
        return opened


class TimeWindow:
    """All decisions of consecutive flights."""

    def __init__(self, made: Decisions, size: Size, random: Random) -> None:
        self.size: Size
        self._made, self.size, self._random = made, size, random

    def drawn(self, partial: PartialSolution) -> Whole:
        flight = self._made.flight
        counts = np.cumsum(np.bincount(flight))
        begin = self._random.randrange(len(counts))
        before = counts[begin - 1] if begin else 0
        end = int(np.searchsorted(counts, before + self.size.current)) + 1
        chosen: Whole = self._made.numbers[(flight >= begin) & (flight < max(end, begin + 1))]
        return chosen


class BehindRelaxation:
    """Members in whose decisions the plan and the relaxation differ (RINS).

    Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
    solutions", Mathematical Programming 102, 2005.
    """

    def __init__(self, made: Decisions, relaxed: Relaxed, size: Size, random: Random) -> None:
        self.size: Size
        self._made, self._relaxed, self.size, self._random = made, relaxed, size, random

    def drawn(self, partial: PartialSolution) -> Whole:
        numbers = self._made.numbers
        behind = np.abs(self._relaxed.values[numbers] - partial.values[numbers])
        each = np.bincount(self._made.owner, weights=behind)
        drawn = np.array([self._random.random() for _ in each])
        return self._made.of_members(np.argsort(-each * drawn, kind="stable"), self.size)


class RelatedMembers:
    """One member, then others; those who share many possible flights are more likely."""

    def __init__(self, made: Decisions, size: Size, random: Random) -> None:
        self.size: Size
        self._made, self.size, self._random = made, size, random

    def drawn(self, partial: PartialSolution) -> Whole:
        owner, flight, count = self._made.owner, self._made.flight, len(self._made.weight)
        seed = self._random.randrange(count)
        mine = np.zeros(len(partial.days), dtype=np.bool_)
        mine[flight[owner == seed]] = True
        shared = np.bincount(owner[mine[flight]], minlength=count)
        drawn = np.array([self._random.random() for _ in range(count)])
        order = np.argsort(-shared * drawn, kind="stable")
        order = np.concatenate(([seed], order[order != seed]))
        return self._made.of_members(order, self.size)


class NearBroken:
    """Members who fly about the same time as a broken flight, then others who may be on it."""

    def __init__(
        self,
        made: Decisions,
        size: Size,
        random: Random,
        broken: Callable[[PartialSolution], list[int]],
    ) -> None:
        """
        Args:
            made: the decisions.
            size: how many are opened.
            random: the random numbers.
            broken: the numbers of broken flights; empty if there are none.
        """
        self.size: Size
        self._made, self.size, self._random, self._broken = made, size, random, broken

    def drawn(self, partial: PartialSolution) -> Whole | None:
        flights = self._broken(partial)
        if not flights:
            return None
        made = self._made
        taken: Flags = partial.values[made.numbers] == 1
        flying: dict[int, None] = {}
        weight = 0
        apart = np.abs(partial.days - partial.days[flights[0]])
        for flight in np.argsort(apart, kind="stable"):
            for member in made.owner[taken & (made.flight == flight)].tolist():
                if member not in flying:
                    flying[member] = None
                    weight += int(made.weight[member])
            if weight > self.size.current / 2:
                break
        eligible = set(made.owner[np.isin(made.flight, flights)].tolist())
        others = sorted(eligible - flying.keys())
        self._random.shuffle(others)
        return made.of_members(np.array([*flying, *others], dtype=np.int64), self.size)
