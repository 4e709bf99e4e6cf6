"""Windows of flights that are planned together, with a few candidates for each seat.

This is what relax-and-fix and the time-window neighborhoods share: how far a window extends, which
candidates it has, what their seats are worth, and its model.

In a large program, nine in ten of those who could have a seat are no better than others. So each
seat has a *candidate list*. Members are put on it by the value of the seat with them, and so that
the same few are not on the lists of all seats. Each agency has its own list, and within it so do
those who meet what rules require of someone on the flight.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from seatplan.engine.primal.marginal_costs import MarginalCosts
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.partial_solution import Cover, PartialSolution
from seatplan.engine.solver.search import EXACT
from seatplan.engine.solver.submodel import Submodel, submodel_of
from seatplan.modelling import Variable

STEPS = 10
"""Candidates are divided into this many steps of value. Being on two more lists weighs as much as
one step: a member on many lists may be needed elsewhere."""


class CandidateLists:
    """The candidates of a partial solution for each seat.

    Attributes:
        partial: the partial solution.
        kept: the decisions that are always on the list, because few could satisfy some row or
            because they are about backups.
    """

    def __init__(self, partial: PartialSolution, few: int) -> None:
        """
        Args:
            partial: the partial solution with the decisions.
            few: if at most this many decisions could satisfy a row, all of them are on the list.
        """
        self.partial: PartialSolution = partial
        count = len(partial.numbers)
        seats = partial.model.candidates.seat_of
        lookup = partial.model.lookup
        groups: dict[tuple[str, str | None], int] = {}
        self._group: Whole = np.full(count, -1)
        """By role and agency; -1 for decisions that take no seat on the way up."""
        backups: Flags = np.zeros(count, dtype=np.bool_)
        """They are on no list: most of them are not on the flight."""
        made = zip(partial.numbers.tolist(), partial.owner.tolist(), strict=True)
        for place, (number, owner) in enumerate(made):
            flight, leg, role = seats.get(number, ("", "down", ""))
            backups[place] = leg == "backup"
            if leg == "up":
                member = lookup.members[partial.members[owner]]
                agency = member.agency_on(lookup.flights[flight].launch)
                self._group[place] = groups.setdefault((role, agency), len(groups))
        self._groups = len(groups)
        self._list = partial.first * self._groups + self._group
        self._flights = len(lookup.flights)
        self.kept: Flags = self._demanded(few) | backups

    @property
    def longest(self) -> int:
        """The length of the longest list."""
        up = self._group >= 0
        return int(np.bincount(self._list[up]).max(initial=0))

    def _demanded(self, few: int) -> Flags:
        table = self.partial.table
        demand = (table.lows > 0) | (table.highs < 0)
        short = np.flatnonzero(demand & (np.diff(table.starts) <= few))
        mask: Flags = np.zeros(len(self.partial.values), dtype=np.bool_)
        mask[table.entries(short)[1]] = True
        return mask[self.partial.numbers]

    def sizes(self, count: int) -> Whole:
        """How many decisions arise with each flight if each list has this length."""
        up = self._group >= 0
        key = self._list[up]
        lists = np.minimum(np.bincount(key, minlength=self._flights * self._groups), count)
        others = np.bincount(self.partial.first[~up], minlength=self._flights)
        sizes: Whole = lists.reshape(self._flights, -1).sum(axis=1) + others
        return sizes

    def pick(self, among: Flags, count: int, worth: Whole, apart: Flags) -> Flags:
        """Which of these decisions are open if each list has this length.

        Args:
            among: flags of the decisions, by position.
            count: how long each list is.
            worth: of each decision, by position.
            apart: the decisions that have lists of their own.
        """
        up = np.flatnonzero(among & (self._group >= 0))
        key = self._list[up] * 2 + apart[up]
        order = np.argsort(key, kind="stable")
        up, key = up[order], key[order]
        ends = np.flatnonzero(np.diff(key)) + 1
        step = np.unique(-worth[up], return_inverse=True)[1].astype(np.float64)
        step *= min(1.0, STEPS / max(1.0, step.max(initial=0.0)))
        lists = np.zeros(len(self.partial.members))
        """How many lists each member is on so far."""
        picked: Flags = np.zeros(len(self.partial.numbers), dtype=np.bool_)
        for group, steps in zip(np.split(up, ends), np.split(step, ends), strict=True):
            best = group
            if len(group) > count:
                rank = steps + lists[self.partial.owner[group]] / 2
                best = group[np.argsort(rank, kind="stable")[:count]]
            lists[self.partial.owner[best]] += 1
            picked[best] = True
        picked |= among & self.kept
        return picked | self._rest(among, up, picked)

    def _rest(self, among: Flags, up: Whole, picked: Flags) -> Flags:
        """The ways home of the members picked, and of those who need no seat up."""
        rest = np.flatnonzero(among & (self._group < 0))
        mask: Flags = np.zeros(len(self.partial.numbers), dtype=np.bool_)
        if len(rest):
            base = self.partial.owner * self._flights
            own = np.sort(base[up] + self.partial.first[up])
            chosen = np.sort(base[up][picked[up]] + self.partial.first[up][picked[up]])
            ends = base[rest] + self.partial.first[rest], base[rest] + self.partial.last[rest]
            has = np.searchsorted(own, ends[1], "right") > np.searchsorted(own, ends[0])
            stays = np.searchsorted(chosen, ends[1], "right") > np.searchsorted(chosen, ends[0])
            mask[rest[stays | ~has]] = True
        return mask


class FlightWindows:
    """The flights of a partial solution, in the order of launches.

    Attributes:
        partial: the partial solution that is planned.
        flights: their ids.
        shortlist: the candidates for its seats.
        turns: the turns that the windows leave aside.
        few: the list length used to measure windows.
        literals: the number of entries on all lists.
    """

    def __init__(self, partial: PartialSolution, worth: Mapping[Variable, int], few: int) -> None:
        """
        Args:
            partial: with or without decisions made.
            worth: the objective coefficient of each variable, to be maximized.
            few: the list length used to measure windows.
        """
        self.partial = partial
        self.flights: list[str] = list(partial.model.lookup.flights)
        self.shortlist: CandidateLists = CandidateLists(partial, few)
        self.turns: MarginalCosts = MarginalCosts(partial, worth)
        self._gains = np.zeros(len(partial.values), dtype=np.int64)
        self._gains[list(worth)] = list(worth.values())
        self._reach = np.concatenate(([0], np.cumsum(self.shortlist.sizes(few))))
        """How many decisions on the lists arise before each flight."""
        self.literals: int = int(self._reach[-1])

    def after(self, flight: int, literals: int) -> int:
        """The flight that comes this many decisions later."""
        return self._at(self._reach[flight] + literals, flight + 1)

    def before(self, flight: int, literals: int) -> int:
        """The flight that comes this many decisions before another one."""
        return min(self._at(self._reach[flight] - literals, 0), flight)

    def _at(self, literals: int, least: int) -> int:
        found = int(np.searchsorted(self._reach, literals, "left"))
        return min(max(found, least), len(self._reach) - 1)

    def prices(self, foresight: int = 0) -> Whole:
        """The objective coefficient of each variable, given the decisions made.

        Args:
            foresight: as `MarginalCosts.prices` takes it; all prices are multiplied by
                foresight + 1, unless sums of those would not be exact.
        """
        if (foresight + 1) * int(np.abs(self._gains).sum()) >= EXACT:
            foresight = 0
        prices = self.turns.prices(foresight)
        prices[: len(self._gains)] += (foresight + 1) * self._gains
        return prices

    def submodel(
        self,
        among: Flags,
        covers: Sequence[Cover],
        few: int,
        prices: Whole,
        rank: Whole,
        *,
        settled: bool,
        hinted: bool = False,
        last: bool = False,
    ) -> Submodel:
        """A model of some decisions that are not made.

        Only candidates are considered; for the others, the values are 0.

        Args:
            among: flags of the decisions, by position.
            covers: more rows, whose candidates have lists of their own.
            few: the length of the candidate lists.
            prices: the objective coefficient of each variable.
            rank: by position, what candidates are chosen by; more is better.
            settled: as `PartialSolution.submodel` takes it.
            hinted: whether there is a plan already; whoever has a seat in it is a candidate.
            last: whether every value must be known afterwards.
        """
        partial, numbers = self.partial, self.partial.numbers
        apart: Flags = np.zeros(len(numbers), dtype=np.bool_)
        for places, _ in covers:
            apart[places] = True
        picked = self.shortlist.pick(among, few, rank, apart)
        if hinted:
            picked |= among & (partial.values[numbers] == 1)
        closed = among & ~picked
        aside = self.turns.aside
        opened = numbers[picked]
        costs = np.flatnonzero(~partial.decision & ~aside & (prices != 0))
        worth = {one: int(prices[one]) for one in np.union1d(opened, costs).tolist()}
        if last:
            opened = np.union1d(opened, np.flatnonzero(~partial.known & ~aside & ~partial.decision))
        partial.values[numbers[closed]] = 0
        partial.known[numbers[closed]] = True
        return submodel_of(
            partial,
            opened,
            worth,
            settled=settled,
            hinted=hinted,
            closed=numbers[closed],
            aside=aside,
            covers=covers,
        )
