"""A first plan of a large program, piece by piece in the order of launches.

A piece decides some flights and looks ahead at some more; what it decides is kept, and the next one
begins there. Of all who could have a seat only a few are looked at (`shortlist.py`), and what a
seat costs by how often somebody flies is worked out before (`turns.py`): so a piece is small, and
has a plan in a second. Where it has none more people are looked at, and then the flights before it
are decided anew, further and further back. The plan keeps all that is demanded. On programs of
hundreds of flights it is within two percent of the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.draft import Draft, Piece
from seatplan.engine.rows import Flags, Whole
from seatplan.engine.search import Answer, Search
from seatplan.engine.shortlist import Shortlist
from seatplan.engine.turns import Turns
from seatplan.modelling import Variable

FEW = 12
"""How many are on a list at first."""

WIDER = 4
"""So many times longer the lists get where a piece has no plan."""

LEAST, MOST, SHARE = 800, 2_500, 1 / 16
"""How many literals a piece decides, of those that are on the lists: that share of all of them, but
so many at least and at most; or one flight's. Half as many where the solver gave up."""

AHEAD = 1.0
"""How many more it looks at, for each that it decides."""

EFFORT = 2.0
"""For one piece, on the solver's own clock; four times as much with all of presolve, where it has
been without a plan twice."""

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
        self._gains = np.zeros(len(draft.values), dtype=np.int64)
        self._gains[list(worth)] = list(worth.values())
        self._search = search
        self._list = Shortlist(draft, FEW)
        self._turns = Turns(draft, worth)
        self._flights = list(draft.model.lookup.flights.values())
        self._reach = np.concatenate(([0], np.cumsum(self._list.sizes(FEW))))
        """How many decisions on the lists come up before each flight."""

    def run(self) -> bool:
        """Decides everything; whether that went well."""
        most = int(min(max(LEAST, SHARE * self._reach[-1]), MOST))
        start = failed = 0
        kept = most
        while start < len(self._flights):
            if self._search.left <= 0:
                return False
            # The lists get longer first, and then it goes back too.
            begin = start if failed < 2 else self._before(start, kept * 2 ** (failed - 2))
            end = self._after(start, kept)
            ahead = self._after(end, int(AHEAD * kept))
            numbers, last = self._list.numbers, self._list.last
            self.draft.reopen(numbers[(last >= begin) & (last < start)])
            answer = self._decide(begin, ahead, failed)
            if not answer.found and not answer.infeasible and end > start + 1:
                kept //= 2
                continue
            if not answer.found:
                whole = begin == 0 and self._length(failed) >= self._list.longest
                if failed == BACK + 1 or (failed > 1 and whole):
                    return False
                failed += 1
                continue
            flights = [one.id for one in self._flights[:end]]
            broken = [one for one in self.draft.broken(flights) if one in self.draft.model.put_off]
            if broken:
                self.draft.catch_up(broken)
                continue
            self.draft.choose(numbers[last < end])
            start, failed, kept = end, 0, min(2 * kept, most)
        self._turns.take()
        return self.draft.kept

    def _length(self, failed: int) -> int:
        """How long the lists are after so many pieces without a plan."""
        return FEW * int(pow(WIDER, failed))

    def _after(self, flight: int, literals: int) -> int:
        """The flight from which on that many decisions later ones come up."""
        return self._at(self._reach[flight] + literals, flight + 1)

    def _before(self, flight: int, literals: int) -> int:
        return min(self._at(self._reach[flight] - literals, 0), flight)

    def _at(self, literals: int, least: int) -> int:
        found = int(np.searchsorted(self._reach, literals, "left"))
        return min(max(found, least), len(self._reach) - 1)

    def _decide(self, begin: int, ahead: int, failed: int) -> Answer:
        """Finds the best for what comes up before that flight and is not decided.

        On the way back nothing is settled: a variable that follows from others that follow from
        decisions would stay as it is while the decisions are taken back.
        """
        draft, numbers = self.draft, self._list.numbers
        prices = self._turns.prices()
        prices[: len(self._gains)] += self._gains
        among = (self._list.first < ahead) & ~draft.chosen[numbers]
        keepers = [] if failed > 1 else self._keepers(begin, ahead)
        apart: Flags = np.zeros(len(numbers), dtype=np.bool_)
        for places, _ in keepers:
            apart[places] = True
        picked = self._list.pick(among, self._length(failed), prices[numbers], apart)
        closed = numbers[among & ~picked]
        draft.values[closed] = 0
        draft.known[closed] = True
        opened = numbers[picked]
        aside = self._turns.aside
        costs = np.flatnonzero(~draft.decision & ~aside & (prices != 0))
        if ahead == len(self._flights):  # the last piece leaves nothing unknown
            opened = np.union1d(opened, np.flatnonzero(~draft.known & ~aside))
        worth = {one: int(prices[one]) for one in np.union1d(opened, costs).tolist()}
        piece = draft.piece(
            opened,
            worth,
            settled=failed < 2,
            hinted=False,
            closed=closed,
            aside=aside,
        )
        self._demand(piece, [(places[picked[places]], least) for places, least in keepers])
        hard = failed > 1
        answer = self._search.run(piece.cp, light=not hard, effort=4 * EFFORT if hard else EFFORT)
        if answer.found:
            draft.take(piece, answer)
        return answer

    def _keepers(self, begin: int, ahead: int) -> list[tuple[Whole, int]]:
        """Decisions, by place, of which so many are to be made that nothing put off is broken."""
        model = self.draft.model
        order = {one.id: at for at, one in enumerate(self._flights)}
        found = []
        flights = [one.id for one in self._flights[begin:ahead]]
        for flight, ids, least in self.draft.keepers(flights):
            if model.seats_taken(model.lookup.flights[flight])[0] > 0:
                found.append((self._list.seats(order[flight], ids), least))
        return found

    def _demand(self, piece: Piece, keepers: Sequence[tuple[Whole, int]]) -> None:
        for places, least in keepers:
            at = np.searchsorted(piece.variables, self._list.numbers[places])
            own = [piece.own[one] for one in at.tolist()]
            piece.cp.add(cp_model.LinearExpr.sum(own) >= least)
