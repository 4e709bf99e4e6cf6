"""LNS (large neighborhood search): parts of a plan are planned again, the rest stays.

One loop: a neighborhood opens some decisions, a target plans them again, and what came out is kept
unless it is worse. Among plans of equal worth each step takes one that is drawn from the seed, so
that it does not stall (Shaw, "Using constraint programming and local search methods to solve
vehicle routing problems", CP 1998); with nothing but this, `iss` stops at 1817 even turns without
it and at 1811 with it. What is open is a small model that is usually proved in a moment.

Drawn by chance means drawn from the seed: the same program and seed give the same plan.

Measured in docs/decisions/0011.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from seatplan.engine.answer import LOG, Answer
from seatplan.engine.neighborhoods import Neighborhood
from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.rows import Whole
from seatplan.engine.search import Search

COST = 0.05
"""What a step takes besides its search, on the solver's own clock: to make its model."""


class Target(Protocol):
    """What is searched for: it plans what is open again, and values a plan."""

    def begin(self, partial: PartialSolution) -> None:
        """Before each step."""

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        """What the plan is worth; more is better."""

    def is_reached(self, value: tuple[int, ...]) -> bool:
        """Whether no plan can be better."""

    def again(self, partial: PartialSolution, opened: Whole) -> Answer:
        """Plans these decisions again."""

    def settle(self, partial: PartialSolution, *, taken: bool) -> None:
        """After a step: whether the last plan that was valued stays."""


class Lns:
    """The loop.

    Attributes:
        steps: how many have been made.
        idle: this many steps in a row without a gain, and it is over.
    """

    def __init__(
        self,
        target: Target,
        neighborhoods: Sequence[Neighborhood],
        search: Search,
        *,
        idle: int,
        lasting: bool = False,
    ) -> None:
        """
        Args:
            target: what is searched for.
            neighborhoods: they have turns; one that has none to offer passes it on.
            search: how to search.
            idle: this many steps in a row without a gain, and it is over.
            lasting: whether a neighborhood that gained has the next turn, too.
        """
        self.steps: int = 0
        self._target = target
        self._neighborhoods = neighborhoods
        self._search = search
        self.idle = idle
        self._lasting = lasting
        self._turn = 0

    def run(self, partial: PartialSolution, effort: float = math.inf) -> None:
        """Makes a plan better as far as that effort goes, on the solver's own clock."""
        target = self._target
        value = target.value(partial)
        target.settle(partial, taken=True)
        idle = 0
        while idle < self.idle and effort > 0 and self._search.left > 0:
            if target.is_reached(value):
                return
            target.begin(partial)
            neighborhood, opened = self._drawn(partial)
            state = partial.state()
            answer = target.again(partial, opened)
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
            self._turn += not (gain and self._lasting)
            self.steps += 1

    def _drawn(self, partial: PartialSolution) -> tuple[Neighborhood, Whole]:
        count = len(self._neighborhoods)
        for offset in range(count):
            neighborhood = self._neighborhoods[(self._turn + offset) % count]
            opened = neighborhood.drawn(partial)
            if opened is not None:
                return neighborhood, opened
        raise AssertionError("one of them always has some")
