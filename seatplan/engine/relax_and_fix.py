"""Relax-and-fix with a rolling horizon: a first plan of a large program, by launch date.

A sub-model decides some flights and looks ahead at some more; what it decides is kept, and the next
one begins there. Of all who could have a seat only a few are looked at (`flight_windows.py`), and
what a seat costs by how often someone flies is worked out before (`marginal_costs.py`): so a
sub-model is small, and has a plan in a second. Where it has none more people are looked at, and
then the flights before it are decided anew, further and further back. The plan keeps all that is
demanded. On programs of hundreds of flights it is within two percent of the best.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

import numpy as np

from seatplan.engine.answer import Answer
from seatplan.engine.flight_windows import FlightWindows
from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.presets import PROVE, STEP
from seatplan.engine.rows import Flags
from seatplan.engine.search import Search

FEW = 12
"""How many are on a list at first."""

WIDER = 4
"""This many times longer the lists get where a sub-model has no plan."""

LEAST, MOST, SHARE = 800, 2_500, 1 / 16
"""How many literals a sub-model decides, of those that are on the lists: that share of all of
them, but this many at least and at most; or one flight's. Half as many where the solver gave up."""

AHEAD = 1.0
"""How many more it looks at, for each that it decides."""

FORESIGHT = 4
"""How many times as much as the next turn of a member the dearest one counts that is expected."""

EFFORT = 2.0
"""For one sub-model, on the solver's own clock; four times as much with all of presolve, where it
has been without a plan twice."""

BACK = 6
"""This many times in a row it goes back, each time twice as far, and then gives up."""


class RelaxAndFix:
    """One run of it."""

    def __init__(self, stretches: FlightWindows, search: Search) -> None:
        """
        Args:
            stretches: of a partial solution in which nothing is decided.
            search: how to search.
        """
        self.partial: PartialSolution = stretches.partial
        self._stretches = stretches
        self._search = search

    def run(self) -> bool:
        """Decides everything; whether that went well."""
        stretches, shortlist = self._stretches, self._stretches.shortlist
        flights = stretches.flights
        most = int(min(max(LEAST, SHARE * stretches.literals), MOST))
        start = failed = 0
        kept = most
        while start < len(flights):
            if self._search.left <= 0:
                return False
            # The lists get longer first, and then it goes back too.
            begin = start if failed < 2 else stretches.before(start, kept * 2 ** (failed - 2))
            end = stretches.after(start, kept)
            ahead = stretches.after(end, int(AHEAD * kept))
            numbers, last = shortlist.numbers, shortlist.last
            self.partial.reopen(numbers[(last >= begin) & (last < start)])
            answer = self._decide(begin, ahead, failed)
            if not answer.found and not answer.infeasible and end > start + 1:
                kept //= 2
                continue
            if not answer.found:
                whole = begin == 0 and _length(failed) >= shortlist.longest
                if failed == BACK + 1 or (failed > 1 and whole):
                    return False
                failed += 1
                continue
            broken = [
                one
                for one in self.partial.broken(flights[:end])
                if one in self.partial.model.lazy_rows
            ]
            if broken:
                self.partial.separate(broken)
                continue
            self.partial.choose(numbers[last < end])
            start, failed, kept = end, 0, min(2 * kept, most)
        stretches.turns.take()
        return self.partial.kept

    def _decide(self, begin: int, ahead: int, failed: int) -> Answer:
        """Finds the best for what comes up before that flight and is not decided.

        On the way back nothing is settled: a variable that follows from others that follow from
        decisions would stay as it is while the decisions are taken back.
        """
        stretches, shortlist = self._stretches, self._stretches.shortlist
        back = failed > 1
        among = (shortlist.first < ahead) & ~self.partial.chosen[shortlist.numbers]
        keepers = [] if back else stretches.keepers(begin, ahead)
        apart: Flags = np.zeros(len(among), dtype=np.bool_)
        for places, _ in keepers:
            apart[places] = True
        prices = stretches.prices(FORESIGHT)
        picked = shortlist.pick(among, _length(failed), prices[shortlist.numbers], apart)
        return stretches.search(
            picked,
            among & ~picked,
            prices,
            keepers,
            self._search,
            preset=PROVE if back else STEP,
            effort=4 * EFFORT if back else EFFORT,
            settled=not back,
            last=ahead == len(stretches.flights),
        )


def _length(failed: int) -> int:
    """How long the lists are after this many pieces without a plan."""
    return FEW * int(pow(WIDER, failed))
