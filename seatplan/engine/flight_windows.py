"""Windows of flights that are planned together, with a few people for each seat.

What planning piece by piece and planning window by window share: how far a stretch goes, which
candidates it has, what their seats are worth, and the search.

Of all who could have a seat on a large program nine in ten are as good as others who could. So
there is a *candidate list* for each seat. Who is on it is chosen by what the seat is worth with
them, and so that not the same few are on the lists of all seats. Each agency has its own list, and
within it those who do what someone on the flight has to do, since rules usually require some of
these.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.answer import Answer
from seatplan.engine.marginal_costs import MarginalCosts
from seatplan.engine.partial_solution import PartialSolution, Submodel
from seatplan.engine.presets import Preset
from seatplan.engine.rows import Flags, Whole
from seatplan.engine.search import EXACT, Search
from seatplan.modelling import Variable

STEPS = 10
"""Candidates are divided into this many steps of worth. Being on two more lists weighs as much as
one step: who is on many may be needed elsewhere."""

Keepers = Sequence[tuple[Whole, int]]
"""Decisions, by place, of which this many are to be made."""


class CandidateLists:
    """The candidates of a partial solution for each seat.

    Attributes:
        numbers: of the decisions, by place.
        first, last: the numbers of the flights, as `Decision` has them.
        kept: the decisions that are on the list in any case, since few could keep some demand, or
            since they are about backups.
    """

    def __init__(self, partial: PartialSolution, few: int) -> None:
        """
        Args:
            partial: whose decisions they are.
            few: a demand that as many decisions could keep, or fewer, has all of them on the list.
        """
        self._partial = partial
        made = partial.decisions
        seats = partial.model.candidates.seat_of
        members = partial.model.lookup.members
        self._members = list(members)
        people = {one: at for at, one in enumerate(members)}
        agencies: dict[str | None, int] = {}
        groups: dict[tuple[str, int], int] = {}
        self.numbers: Whole = np.array(list(made), dtype=np.int64)
        self.first: Whole = np.array([one.first for one in made.values()], dtype=np.int64)
        self.last: Whole = np.array([one.last for one in made.values()], dtype=np.int64)
        self._owner: Whole = np.array([people[one.member] for one in made.values()], dtype=np.int64)
        self._group: Whole = np.full(len(made), -1)
        """By role and agency; -1 for what takes no seat on the way up."""
        for place, (number, one) in enumerate(made.items()):
            seat = seats.get(number)
            if seat is not None and seat[1] == "up":
                launch = partial.model.lookup.flights[seat[0]].launch
                agency = members[one.member].agency_on(launch)
                key = seat[2], agencies.setdefault(agency, len(agencies))
                self._group[place] = groups.setdefault(key, len(groups))
        self._groups = len(groups)
        self._flights = len(partial.model.lookup.flights)
        self.kept: Flags = self._demanded(few) | self._backups()
        self._at = np.argsort(self.first, kind="stable")
        self._starts = np.searchsorted(self.first[self._at], np.arange(self._flights + 1))

    @property
    def longest(self) -> int:
        """How long a list is at most."""
        up = self._group >= 0
        return int(np.bincount(self.first[up] * self._groups + self._group[up]).max(initial=0))

    def seats(self, flight: int, members: Collection[str]) -> Whole:
        """The places of the decisions that take one of these members up on that flight."""
        here = self._at[self._starts[flight] : self._starts[flight + 1]]
        fits = [self._members[at] in members for at in self._owner[here].tolist()]
        found: Whole = here[np.array(fits, dtype=np.bool_) & (self._group[here] >= 0)]
        return found

    def _demanded(self, few: int) -> Flags:
        table = self._partial.table
        demand = (table.lows > 0) | (table.highs < 0)
        short = np.flatnonzero(demand & (np.diff(table.starts) <= few))
        mask: Flags = np.zeros(len(self._partial.values), dtype=np.bool_)
        mask[table.entries(short)[1]] = True
        return mask[self.numbers]

    def _backups(self) -> Flags:
        """The decisions about backups, who are on no list: most of them are not on the flight."""
        seats = self._partial.model.candidates.seat_of
        legs = [seats[one][1] if one in seats else "down" for one in self.numbers.tolist()]
        mask: Flags = np.array([leg == "backup" for leg in legs], dtype=np.bool_)
        return mask

    def sizes(self, count: int) -> Whole:
        """How many decisions come up with each flight if each list has this many."""
        up = self._group >= 0
        key = self.first[up] * self._groups + self._group[up]
        lists = np.minimum(np.bincount(key, minlength=self._flights * self._groups), count)
        others = np.bincount(self.first[~up], minlength=self._flights)
        sizes: Whole = lists.reshape(self._flights, -1).sum(axis=1) + others
        return sizes

    def pick(self, among: Flags, count: int, worth: Whole, apart: Flags) -> Flags:
        """Which of these decisions are open if each list has this many.

        Args:
            among: which, by place.
            count: how long each list is.
            worth: of each decision, by place.
            apart: the decisions that have lists of their own.
        """
        up = np.flatnonzero(among & (self._group >= 0))
        key = (self.first[up] * self._groups + self._group[up]) * 2 + apart[up]
        order = np.argsort(key, kind="stable")
        up, key = up[order], key[order]
        ends = np.flatnonzero(np.diff(key)) + 1
        step = np.unique(-worth[up], return_inverse=True)[1].astype(np.float64)
        step *= min(1.0, STEPS / max(1.0, step.max(initial=0.0)))
        lists = np.zeros(len(self._partial.model.lookup.members))
        """How many have each member by now."""
        picked: Flags = np.zeros(len(self.numbers), dtype=np.bool_)
        for group, steps in zip(np.split(up, ends), np.split(step, ends), strict=True):
            best = group
            if len(group) > count:
                rank = steps + lists[self._owner[group]] / 2
                best = group[np.argsort(rank, kind="stable")[:count]]
            lists[self._owner[best]] += 1
            picked[best] = True
        picked |= among & self.kept
        return picked | self._rest(among, up, picked)

    def _rest(self, among: Flags, up: Whole, picked: Flags) -> Flags:
        """The way home of those who are picked, and of those who need no seat on the way up."""
        rest = np.flatnonzero(among & (self._group < 0))
        mask: Flags = np.zeros(len(self.numbers), dtype=np.bool_)
        if len(rest):
            base = self._owner * self._flights
            own = np.sort(base[up] + self.first[up])
            chosen = np.sort(base[up][picked[up]] + self.first[up][picked[up]])
            ends = base[rest] + self.first[rest], base[rest] + self.last[rest]
            has = np.searchsorted(own, ends[1], "right") > np.searchsorted(own, ends[0])
            stays = np.searchsorted(chosen, ends[1], "right") > np.searchsorted(chosen, ends[0])
            mask[rest[stays | ~has]] = True
        return mask


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
        self.flights: list[str] = list(partial.model.lookup.flights)
        self.shortlist: CandidateLists = CandidateLists(partial, few)
        self.turns: MarginalCosts = MarginalCosts(partial, worth)
        self._gains = np.zeros(len(partial.values), dtype=np.int64)
        self._gains[list(worth)] = list(worth.values())
        self._reach = np.concatenate(([0], np.cumsum(self.shortlist.sizes(few))))
        """How many decisions on the lists come up before each flight."""
        self.literals: int = int(self._reach[-1])

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
