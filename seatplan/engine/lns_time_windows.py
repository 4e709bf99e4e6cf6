"""LNS with time-window neighborhoods: some months of a plan are planned again.

The flights of some months are planned again while all others stay, with a few people for each seat.
When it was made piece by piece no one knew who would fly later; now that is known, and so is what
one more tour of someone costs. Each window takes a second or less, however large the program, and
they overlap.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seatplan.engine.flight_windows import FlightWindows
from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.presets import STEP
from seatplan.engine.rows import Flags
from seatplan.engine.search import Search
from seatplan.modelling import LinearExpr

FEW = 24
"""How many are on a list."""

SIZE = 3_000
"""How many literals a window has, with lists as long as when the plan was made."""

OVERLAP = 0.5
"""How much of a window is in the next one too."""

EFFORT = 1.0
"""For one window, in deterministic time."""

FINER = 4
"""Candidates are put in order by their worth in this many parts, and a part drawn by chance: so
that
not each pass looks at the same ones."""


class TimeWindowSearch:
    """One run of it."""

    def __init__(self, stretches: FlightWindows, objective: LinearExpr, search: Search) -> None:
        """
        Args:
            stretches: of a partial solution with a plan, in which nothing is broken.
            objective: to be maximised.
            search: how to search, and the seed.
        """
        self.partial: PartialSolution = stretches.partial
        self._stretches = stretches
        self._objective = objective
        self._search = search
        self._random = np.random.default_rng(search.seed % 2**32)

    def run(self, bound: int | None = None) -> Iterator[int]:
        """Makes the plan better as far as it goes, or to that bound.

        Yields:
            what it is worth after each pass that made it better.
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
        """Plans the flights from one to another again; what the plan is worth then."""
        stretches, shortlist = self._stretches, self._stretches.shortlist
        partial, numbers = self.partial, self._stretches.shortlist.numbers
        among = (shortlist.first >= begin) & (shortlist.first < end)
        held = among & (partial.values[numbers] == 1)
        partial.reopen(numbers[among])
        state = partial.state()
        prices = stretches.prices()
        # Those who keep what is put off may be on the flight without having flown before it began.
        keepers = [
            (places, least)
            for places, least in stretches.keepers(begin, end)
            if partial.values[numbers[places]].sum() >= least
        ]
        apart: Flags = np.zeros(len(numbers), dtype=np.bool_)
        for places, _ in keepers:
            apart[places] = True
        drawn = self._random.integers(FINER, size=len(numbers))
        picked = held | shortlist.pick(among, FEW, prices[numbers] * FINER + drawn, apart)
        answer = stretches.search(
            picked,
            among & ~picked,
            prices,
            keepers,
            self._search,
            preset=STEP,
            effort=EFFORT,
            settled=True,
            hinted=True,
        )
        if answer.found:
            stretches.turns.take()
            found = partial.worth(self._objective)
            if found >= worth and not partial.broken():
                worth = found
            else:
                partial.restore(state)
        else:
            partial.restore(state)
        partial.choose(numbers[among])
        return worth
