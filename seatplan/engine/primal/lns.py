"""LNS (large neighborhood search): replans parts of a plan while the rest stays fixed.

In one loop, a neighborhood opens some decisions, these are planned again for a target, and the
result is kept unless it is worse. Among plans of equal value, each step takes a random one, so that
the search does not stall (Shaw, "Using constraint programming and local search methods to solve
vehicle routing problems", CP 1998); in LNS alone, `iss` stops at 1817 even turns without this and
at 1811 with it. The open decisions form a small model that is usually solved to proof at once.

Each neighborhood draws as many decisions as its size allows, which grows after a proved answer and
shrinks after one that was not proved. Random draws come from the seed: the same program and seed
give the same plan.

Measured in docs/decisions/0011.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Protocol

import numpy as np
from attrs import define, field

from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.answer import LOG, Answer
from seatplan.engine.solver.linear_program import Real
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import STEP
from seatplan.engine.solver.relaxation import Relaxed
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import Submodel

COST = 0.05
"""The cost of making a step's model, in deterministic time."""


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


class Target(Protocol):
    """The aim of a search: values plans, and says what to look for among some decisions.

    Attributes:
        effort: a limit for one step, in deterministic time.
    """

    effort: float

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        """The value of the plan; more is better."""

    def is_reached(self, value: tuple[int, ...]) -> bool:
        """Whether no plan can be better."""

    def submodel(self, partial: PartialSolution, opened: Whole) -> tuple[Submodel, int]:
        """The model of these decisions, which are open, and how far from its best is enough."""

    def settle(self, partial: PartialSolution, *, taken: bool) -> None:
        """Called after a step; `taken`: whether the last plan valued stays."""
        return


@define
class Lns:
    """The loop.

    Attributes:
        target: the aim.
        neighborhoods: they take turns; one with nothing to offer passes.
        search: how to search.
        idle: the loop ends after this many steps in a row without a gain.
    """

    target: Target
    neighborhoods: Sequence[Neighborhood]
    search: Search
    idle: int
    _turn: int = field(default=0, init=False)

    def run(
        self, partial: PartialSolution, effort: float = math.inf, steps: float = math.inf
    ) -> None:
        """Improves a plan within that effort, in deterministic time, or so many steps."""
        target = self.target
        value = target.value(partial)
        target.settle(partial, taken=True)
        idle = 0
        while idle < self.idle and effort > 0 and steps > 0 and self.search.left > 0:
            steps -= 1
            if target.is_reached(value):
                return
            neighborhood, opened = self._drawn(partial)
            state = partial.state()
            answer = self._again(partial, opened)
            effort -= answer.effort + COST
            neighborhood.size.adapt(answer)
            found = target.value(partial)
            gain = found > value
            if found < value:
                partial.restore(state)
            target.settle(partial, taken=found >= value)
            if gain:
                LOG.debug(
                    "lns %s: %d open, %s to %s",
                    type(neighborhood).__name__,
                    len(opened),
                    value,
                    found,
                )
            value = max(value, found)
            idle = 0 if gain else idle + 1
            self._turn += 1

    def _again(self, partial: PartialSolution, opened: Whole) -> Answer:
        """Replans these decisions."""
        partial.reopen(opened)
        submodel, gap = self.target.submodel(partial, opened)
        answer = self.search.run(submodel.cp, STEP, effort=self.target.effort, gap=gap)
        if answer.found:
            submodel.decide(partial, answer)
        partial.choose(opened)
        return answer

    def _drawn(self, partial: PartialSolution) -> tuple[Neighborhood, Whole]:
        count = len(self.neighborhoods)
        for offset in range(count):
            neighborhood = self.neighborhoods[(self._turn + offset) % count]
            opened = neighborhood.drawn(partial)
            if opened is not None:
                return neighborhood, opened
        raise AssertionError("one of them always has some")


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
