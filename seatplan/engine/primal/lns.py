"""LNS (large neighborhood search): replans parts of a plan while the rest stays fixed.

In one loop, a neighborhood opens some decisions, these are planned again for a target, and the
result is kept unless it is worse. Among plans of equal value, each step takes a random one, so that
the search does not stall (Shaw, "Using constraint programming and local search methods to solve
vehicle routing problems", CP 1998); in LNS alone, `iss` stops at 1817 even turns without this and
at 1811 with it. The open decisions form a small model that is usually solved to proof at once.

Random draws come from the seed: the same program and seed give the same plan.

Measured in docs/decisions/0011.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from attrs import define, field

from seatplan.engine.primal.neighborhoods import Neighborhood
from seatplan.engine.rows.rows import Whole
from seatplan.engine.solver.answer import LOG, Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import STEP
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import Submodel

COST = 0.05
"""The cost of making a step's model, in deterministic time."""


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
