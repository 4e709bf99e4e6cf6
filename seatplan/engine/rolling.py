"""A first plan of a large program, piece by piece in the order of launches.

A piece decides some flights and looks ahead at some more; what it decides is kept, and the next one
begins there. Where a piece has no plan the flights before it are decided anew, further and further
back. The plan keeps all that is demanded. Each piece is as good as it can be, and on programs of
hundreds of flights the whole comes within one or two percent of the best.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seatplan.engine.draft import Draft
from seatplan.engine.search import Search
from seatplan.modelling import Variable

KEPT, SHARE = 1_000, 1 / 60
"""How many literals a piece decides: so many, or that share of all if it is more, or one flight's.
Each piece has what follows for all those who could fly, so few pieces cost less than many."""

AHEAD = 0.5
"""How many more it looks at, for each that it decides."""

EFFORT = 2.0
"""For one piece, on the solver's own clock; four times as much with all of presolve, where that
fails."""

BACK = 6
"""So many times in a row it goes back, each time twice as far, and then gives up."""


class Rolling:
    """One run of it."""

    def __init__(self, draft: Draft, worth: Mapping[Variable, int], search: Search) -> None:
        """
        Args:
            draft: nothing is decided in it.
            worth: what each variable adds to what is to be maximised.
            search: how to search.
        """
        self.draft = draft
        self._worth = worth
        self._search = search
        self._numbers = np.array(list(draft.decisions), dtype=np.int64)
        self._first = np.array([one.first for one in draft.decisions.values()], dtype=np.int64)
        self._last = np.array([one.last for one in draft.decisions.values()], dtype=np.int64)
        flights = len(draft.model.lookup.flights)
        self._reach = np.concatenate(([0], np.cumsum(np.bincount(self._first, minlength=flights))))
        """How many decisions come up before each flight."""

    def run(self) -> bool:
        """Decides everything; whether that went well."""
        kept = max(KEPT, int(SHARE * len(self._numbers)))
        flights = list(self.draft.model.lookup.flights)
        start = back = 0
        while start < len(flights):
            if self._search.left <= 0:
                return False
            begin = start if not back else self._before(start, kept * 2 ** (back - 1))
            end = self._after(start, kept)
            ahead = self._after(end, int(AHEAD * kept))
            self.draft.reopen(self._numbers[(self._last >= begin) & (self._last < start)])
            if not self._decide(ahead, settled=not back):
                if back == BACK or (back and begin == 0):
                    return False
                back += 1
                continue
            broken = [
                one for one in self.draft.broken(flights[:end]) if one in self.draft.model.put_off
            ]
            if broken:
                self.draft.catch_up(broken)
                continue
            self.draft.choose(self._numbers[self._last < end])
            start, back = end, 0
        return True

    def _after(self, flight: int, literals: int) -> int:
        """The flight from which on that many decisions later ones come up."""
        return self._at(self._reach[flight] + literals, flight + 1)

    def _before(self, flight: int, literals: int) -> int:
        return min(self._at(self._reach[flight] - literals, 0), flight)

    def _at(self, literals: int, least: int) -> int:
        found = int(np.searchsorted(self._reach, literals, "left"))
        return min(max(found, least), len(self._reach) - 1)

    def _decide(self, ahead: int, *, settled: bool) -> bool:
        """Finds the best for what comes up before that flight and is not decided.

        On the way back nothing is `settled`: a variable that follows from others that follow from
        decisions would stay as it is while the decisions are taken back.
        """
        mine = (self._first < ahead) & ~self.draft.chosen[self._numbers]
        opened = self._numbers[mine]
        if ahead == len(self._reach) - 1:  # the last piece leaves nothing unknown
            opened = np.union1d(opened, np.flatnonzero(~self.draft.known))
        piece = self.draft.piece(opened, self._worth, settled=settled, hinted=False)
        answer = self._search.run(piece.cp, light=True, effort=EFFORT)
        if not answer.found and not answer.infeasible:
            answer = self._search.run(piece.cp, effort=4 * EFFORT)
        if answer.found:
            self.draft.take(piece, answer)
        return answer.found
