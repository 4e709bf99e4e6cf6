"""Large neighborhood search for a better plan: around the incumbent, and from a first plan.

Measured in docs/decisions/0002, 0011, 0012 and 0023.
"""

from __future__ import annotations

import math
from random import Random

from attrs import frozen

from seatplan.engine.model.model import SeatModel
from seatplan.engine.primal.lns import (
    BehindRelaxation,
    Lns,
    NearBroken,
    Neighborhood,
    RelatedMembers,
    Size,
    Target,
    TimeWindow,
)
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import Relaxed
from seatplan.engine.solver.search import EXACT, Search
from seatplan.engine.solver.submodel import Submodel, submodel_of
from seatplan.modelling import LinearExpr


@frozen
class Pace:
    """How large the first neighborhoods are, and how long the search continues.

    Attributes:
        effort: of one search, in deterministic time.
        share, least, most: the share of decisions that are open at first, and its limits.
        grow, shrink: the factor after a search that proved its answer, and after one that did not.
        idle: the search ends after this many steps in a row without a gain.
        windows: whether time windows are among the neighborhoods.
    """

    effort: float
    share: float
    least: int
    most: int
    grow: float
    shrink: float
    idle: int
    windows: bool = True

    def size(self, decisions: int) -> Size:
        """The size of the first neighborhood."""
        first = min(max(self.least, self.share * decisions), self.most, decisions)
        return Size(float(first), self.grow, self.shrink)


NOISE = 0.05
"""Decisions drawn at random count 1 or -1, to choose among plans of equal value. A search ends once
less than this share of them could be gained: proving the rest would take its whole effort."""

TURN = Pace(effort=0.5, share=0.15, least=400, most=8_000, grow=1.1, shrink=0.8, idle=24)
"""As one way of the portfolio, which gets further turns."""

START = Pace(
    effort=1.0, share=0.2, least=5_000, most=20_000, grow=1.03, shrink=0.85, idle=25, windows=False
)
"""For the start of a large program."""

AT_FIRST = Pace(
    effort=0.5, share=0.2, least=5_000, most=12_000, grow=1.03, shrink=0.85, idle=3, windows=False
)
"""Before a large program has a relaxation: time windows take five times as long there and gain no
more, and with 20,000 decisions no step of `iss-audit` is of use in time. Measured in
docs/decisions/0023."""

EARLY = Pace(effort=0.25, share=0.04, least=300, most=3_000, grow=1.3, shrink=0.5, idle=16)
"""The same before a program of medium size has a relaxation: with larger first neighborhoods, no
step of 34 flights and 200 people gained anything. Measured in docs/decisions/0027."""


class PlanSearch(Target):
    """A search for better plans; each call continues where the last one ended.

    A plan is valued by its objective and by the requirements that it breaks.

    Attributes:
        bound: of the objective; a plan that reaches it is not improved further.
        first: what counts first, "worth" or "kept".
        effort: of one step.
    """

    def __init__(
        self,
        model: SeatModel,
        objective: LinearExpr,
        relaxed: Relaxed | None,
        search: Search,
        pace: Pace,
    ) -> None:
        """
        Args:
            model: of the plans.
            objective: to be maximized.
            relaxed: the relaxation of that objective; parts of a plan that differ from it are
                planned again sooner.
            search: how to search, and the seed.
            pace: how large the neighborhoods are.
        """
        self.bound = math.inf
        self.first = "worth"
        self.effort: float = pace.effort
        self._objective, self._relaxed = objective, relaxed
        self._search, self._pace = search, pace
        self._random = Random(search.seed)
        self._broken: list[str] = []  # what the plan breaks
        self._found: list[str] = []  # what the plan that was valued last breaks
        self._kept: tuple[Whole, Flags] | None = None  # the last plan that broke nothing
        self._turn = -1
        self._lns: Lns | None = None
        low, high = model.span(objective)
        self._range = high - low + 1

    def run(
        self, partial: PartialSolution, effort: float = math.inf, bound: float = math.inf
    ) -> bool:
        """Improves a plan as far as possible; returns whether nothing is broken at the end.

        Args:
            partial: with the plan, which may break requirements that have no rows yet.
            effort: for each of the two searches, in deterministic time.
            bound: of the objective; a plan that reaches it is not improved further.
        """
        if not len(partial.numbers):  # nothing to decide: there is only one plan
            return not partial.broken()
        if self._lns is None:
            self._lns = Lns(self, self._made(partial), self._search, idle=self._pace.idle)
        self.bound, self._kept = bound, None
        for first in ("worth", "kept"):
            self.first = first
            self._lns.run(partial, effort)
            if not self._broken:
                return True
        if self._kept is not None:
            partial.restore(self._kept)  # the best plan on the way that broke nothing
        return not partial.broken()

    def _made(self, partial: PartialSolution) -> list[Neighborhood]:
        random = self._random
        near, behind, related, window = (self._pace.size(len(partial.numbers)) for _ in range(4))
        found: list[Neighborhood] = [NearBroken(near, random, self._broken_flights)]
        if self._relaxed is not None:
            found.append(BehindRelaxation(behind, random, self._relaxed))
        found.append(RelatedMembers(related, random))
        if self._pace.windows:
            found.append(TimeWindow(window, random))
        return found

    def _broken_flights(self, partial: PartialSolution) -> list[int]:
        """The flights of a broken requirement; they take turns."""
        self._turn += 1
        broken = self._broken
        return partial.flights_of(broken[self._turn % len(broken)]) if broken else []

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        self._found = partial.broken()
        worth, kept = partial.worth(self._objective), -len(self._found)
        return (worth, kept) if self.first == "worth" else (kept, worth)

    def is_reached(self, value: tuple[int, ...]) -> bool:
        worth, kept = value if self.first == "worth" else value[::-1]
        return not kept and worth >= self.bound

    def settle(self, partial: PartialSolution, *, taken: bool) -> None:
        partial.separate(self._found)
        if taken:
            self._broken = self._found
            if not self._broken:
                self._kept = partial.state()

    def submodel(self, partial: PartialSolution, opened: Whole) -> tuple[Submodel, int]:
        broken = self._broken
        scale, gain = (len(broken) + 1, 1) if self.first == "worth" else (1, self._range)
        drawn = self._random.sample(opened.tolist(), len(opened) // 10)
        finer = 2 * len(drawn) + 1
        if self._range * (len(broken) + 1) * finer >= EXACT:
            finer, drawn = 1, []
        worth = (self._objective * (scale * finer)).coefficients()
        for one in drawn:
            worth[one] = worth.get(one, 0) + self._random.choice((-1, 1))
        waived = dict.fromkeys(broken, gain * finer)
        return submodel_of(partial, opened, worth, waived=waived), int(NOISE * len(drawn))
