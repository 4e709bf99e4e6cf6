"""LNS with time-window neighborhoods: replans some months of a plan.

The flights of some months are replanned, with a few candidates for each seat, while all others stay
fixed. When relax-and-fix made the plan, it did not know who would fly later. Now that is known, and
so is the cost of one more tour of each member. Each window takes a second or less, however large
the program, and windows overlap.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import STEP
from seatplan.engine.solver.search import Search
from seatplan.modelling import LinearExpr

FEW = 24
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


class TimeWindowSearch:
    """One run of the search."""

    def __init__(self, stretches: FlightWindows, objective: LinearExpr, search: Search) -> None:
        """
        Args:
            stretches: of a partial solution with a plan that breaks nothing.
            objective: to be maximized.
            search: how to search, and the seed.
        """
        self.partial: PartialSolution = stretches.partial
        self._stretches = stretches
        self._objective = objective
        self._search = search
        self._random = np.random.default_rng(search.seed % 2**32)

    def run(self, bound: int | None = None) -> Iterator[int]:
        """Improves the plan as far as possible, or up to the bound.

        Yields:
            the value of the plan after each pass that improved it.
        """
        stretches = self._stretches
        worth = self.partial.worth(self._objective)
        before = None
        while worth != before and worth != bound and self._search.left > 0:
            before = worth
            start = 0
            while start < len(stretches.flights) and worth != bound and self._search.left > 0:
                worth = self._again(start, stretches.after(start, SIZE), worth)
                start = stretches.after(start, int(SIZE * OVERLAP))
            if worth != before:
                yield worth

    def _again(self, begin: int, end: int, worth: int) -> int:
        """Replans the flights from `begin` to `end`; returns the new value of the plan."""
        stretches, partial = self._stretches, self.partial
        numbers = partial.numbers
        among = (partial.first >= begin) & (partial.first < end)
        partial.reopen(numbers[among])
        state = partial.state()
        prices = stretches.prices()
        # Members who meet a deferred requirement may fly without having flown before the window.
        keepers = [
            (places, least)
            for places, least in stretches.keepers(begin, end)
            if partial.values[numbers[places]].sum() >= least
        ]
        answer = stretches.plan(
            among,
            keepers,
            FEW,
            prices,
            prices[numbers] * FINER + self._random.integers(FINER, size=len(numbers)),
            self._search,
            preset=STEP,
            effort=EFFORT,
            settled=True,
            hinted=True,
        )
        if answer.found:
            stretches.turns.take()
        found = partial.worth(self._objective)
        if answer.found and found >= worth and not partial.broken():
            worth = found
        else:
            partial.restore(state)
        partial.choose(numbers[among])
        return worth
