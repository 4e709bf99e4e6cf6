"""LNS with time-window neighborhoods: replans some months of a plan.

The flights of some months are replanned, with a few candidates for each seat, while all others stay
fixed. When relax-and-fix made the plan, it did not know who would fly later. Now that is known, and
so is the cost of one more tour of each member. Each window takes a second or less, however large
the program, and windows overlap.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.primal.lns import Lns, Target
from seatplan.engine.primal.neighborhoods import Size
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import Submodel
from seatplan.modelling import LinearExpr

LISTED = 24
"""The length of a candidate list."""

SIZE = 3_000
"""The number of literals in a window, with lists as long as when the plan was made."""

OVERLAP = 0.5
"""The share of a window that is also in the next one."""

EFFORT = 1.0
"""For one window, in deterministic time."""

FINER = 4
"""Candidates are ordered by value in this many parts and one random part, so that not every pass
evaluates the same ones."""


class TimeWindowSearch(Target):
    """One run of the search; it is its own target and neighborhood.

    Attributes:
        partial: with the plan.
        size, effort: of a window.
    """

    def __init__(self, stretches: FlightWindows, objective: LinearExpr, search: Search) -> None:
        """
        Args:
            stretches: of a partial solution with a plan that breaks nothing.
            objective: to be maximized.
            search: how to search, and the seed.
        """
        self.partial: PartialSolution = stretches.partial
        self.effort: float = EFFORT
        self.size: Size = Size(float(SIZE), 1.0, 1.0)
        self._stretches = stretches
        self._objective = objective
        self._search = search
        self._random = np.random.default_rng(search.seed % 2**32)
        self._windows = [(0, stretches.after(0, SIZE))]
        while (begin := stretches.after(self._windows[-1][0], int(SIZE * OVERLAP))) < len(
            stretches.flights
        ):
            self._windows.append((begin, stretches.after(begin, SIZE)))
        self._next = 0
        self._bound: float = math.inf

    def run(self, bound: float = math.inf) -> Iterator[int]:
        """Improves the plan as far as possible, or up to the bound.

        Yields:
            the value of the plan after each pass that improved it.
        """
        self._bound = bound
        loop = Lns(self, [self], self._search, idle=len(self._windows))
        before = None
        worth = self.partial.worth(self._objective)
        while worth != before:
            before = worth
            loop.run(self.partial, steps=len(self._windows))
            worth = self.partial.worth(self._objective)
            if worth != before:
                yield worth

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        self._stretches.turns.take()
        return -len(partial.broken()), partial.worth(self._objective)

    def is_reached(self, value: tuple[int, ...]) -> bool:
        return value >= (0, self._bound)

    def drawn(self, partial: PartialSolution) -> Whole:
        """All decisions of the next window."""
        numbers: Whole = partial.numbers[self._among(*self._windows[self._next])]
        return numbers

    def submodel(self, partial: PartialSolution, opened: Whole) -> tuple[Submodel, int]:
        stretches, (begin, end) = self._stretches, self._windows[self._next]
        self._next = (self._next + 1) % len(self._windows)
        numbers = partial.numbers
        prices = stretches.prices()
        # A cover is sufficient and not necessary: the plan may be without it.
        covers = [
            (places, least)
            for places, least in partial.covers(begin, end)
            if partial.values[numbers[places]].sum() >= least
        ]
        rank = prices[numbers] * FINER + self._random.integers(FINER, size=len(numbers))
        among = self._among(begin, end)
        return stretches.submodel(among, covers, LISTED, prices, rank, settled=True, hinted=True), 0

    def _among(self, begin: int, end: int) -> Flags:
        """Flags of the decisions that arise with these flights, by position."""
        among: Flags = (self.partial.first >= begin) & (self.partial.first < end)
        return among
