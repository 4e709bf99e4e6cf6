"""Windows of flights that are planned together, with a few people for each seat.

What planning piece by piece and planning window by window share: how far a stretch goes, which
candidates it has, what their seats are worth, and the search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.candidate_lists import CandidateLists
from seatplan.engine.marginal_costs import MarginalCosts
from seatplan.engine.partial_solution import PartialSolution, Submodel
from seatplan.engine.presets import Preset
from seatplan.engine.rows import Flags, Whole
from seatplan.engine.search import EXACT, Answer, Search
from seatplan.modelling import Variable

Keepers = Sequence[tuple[Whole, int]]
"""Decisions, by place, of which this many are to be made."""


class FlightWindows:
    """The flights of a partial solution, in the order of launches.

    Attributes:
        partial: what is planned.
        flights: their ids.
        shortlist: the candidates for its seats.
        turns: what it leaves aside.
        few: how many are on a list, where stretches are measured.
        literals: how many are on all lists.
    """

    def __init__(self, partial: PartialSolution, worth: Mapping[Variable, int], few: int) -> None:
        """
        Args:
            partial: with or without something decided.
            worth: what each variable adds to what is to be maximised.
            few: how many are on a list, where stretches are measured.
        """
        self.partial = partial
        self.flights = list(partial.model.lookup.flights)
        self.shortlist = CandidateLists(partial, few)
        self.turns = MarginalCosts(partial, worth)
        self._gains = np.zeros(len(partial.values), dtype=np.int64)
        self._gains[list(worth)] = list(worth.values())
        self._reach = np.concatenate(([0], np.cumsum(self.shortlist.sizes(few))))
        """How many decisions on the lists come up before each flight."""
        self.literals = int(self._reach[-1])

    def after(self, flight: int, literals: int) -> int:
        """The flight from which on that many decisions later ones come up."""
        return self._at(self._reach[flight] + literals, flight + 1)

    def before(self, flight: int, literals: int) -> int:
        """The flight that many decisions before another one."""
        return min(self._at(self._reach[flight] - literals, 0), flight)

    def _at(self, literals: int, least: int) -> int:
        found = int(np.searchsorted(self._reach, literals, "left"))
        return min(max(found, least), len(self._reach) - 1)

    def prices(self, foresight: int = 0) -> Whole:
        """What each variable adds, by what is decided.

        Args:
            foresight: as `MarginalCosts.prices` takes it; all prices are one more than so
                many times as high, or as they are where sums of those would not be exact.
        """
        if (foresight + 1) * int(np.abs(self._gains).sum()) >= EXACT:
            foresight = 0
        prices = self.turns.prices(foresight)
        prices[: len(self._gains)] += (foresight + 1) * self._gains
        return prices

    def keepers(self, begin: int, end: int) -> Keepers:
        """What keeps that nothing put off is broken on these flights."""
        model = self.partial.model
        order = {one: at for at, one in enumerate(self.flights)}
        return [
            (self.shortlist.seats(order[flight], ids), least)
            for flight, ids, least in self.partial.keepers(self.flights[begin:end])
            if model.seats_taken(model.lookup.flights[flight])[0] > 0
        ]

    def search(
        self,
        picked: Flags,
        closed: Flags,
        prices: Whole,
        keepers: Keepers,
        search: Search,
        *,
        preset: Preset,
        effort: float,
        settled: bool,
        hinted: bool = False,
        last: bool = False,
    ) -> Answer:
        """The best for what is picked; what is found is taken over.

        Args:
            picked: the decisions that are open, by place.
            closed: those that are taken for 0, though they are not made, by place.
            prices: what each variable adds.
            keepers: what is demanded besides.
            search: how to search.
            preset: of the solver.
            effort: a limit on the solver's own clock.
            settled: as `PartialSolution.submodel` takes it.
            hinted: whether there is a plan already.
            last: whether nothing may be left unknown.
        """
        partial, numbers = self.partial, self.shortlist.numbers
        aside = self.turns.aside
        opened = numbers[picked]
        costs = np.flatnonzero(~partial.decision & ~aside & (prices != 0))
        worth = {one: int(prices[one]) for one in np.union1d(opened, costs).tolist()}
        if last:
            opened = np.union1d(opened, np.flatnonzero(~partial.known & ~aside & ~partial.decision))
        partial.values[numbers[closed]] = 0
        partial.known[numbers[closed]] = True
        submodel = partial.submodel(
            opened,
            worth,
            settled=settled,
            hinted=hinted,
            closed=numbers[closed],
            aside=aside,
        )
        self._demand(submodel, picked, keepers)
        answer = search.run(submodel.cp, preset, effort=effort)
        if answer.found:
            partial.take(submodel, answer)
        return answer

    def _demand(self, submodel: Submodel, picked: Flags, keepers: Keepers) -> None:
        for places, least in keepers:
            numbers = self.shortlist.numbers[places[picked[places]]]
            own = [submodel.own[at] for at in np.searchsorted(submodel.variables, numbers).tolist()]
            submodel.cp.add(cp_model.LinearExpr.sum(own) >= least)
