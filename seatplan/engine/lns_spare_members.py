"""LNS with spare-members neighborhoods: members who need not fly lose their seats.

The fewest people are at least as many as have a seat on flights no two of which one person could
make. So whoever flies and has no seat on any of these is one too many, and what they hold are
seats *too many*. To count people shows nothing while no one gives up the last seat; to count
these seats does. A move plans some flights again, among those who fly, or what a group of people
hold, with all else as it is, and has as few seats too many as can be; among moves of equal worth it
takes one drawn from the seed. A kind of move that gained is tried again, else the other one.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.greedy import count_again
from seatplan.engine.partial_solution import PartialSolution, Submodel
from seatplan.engine.presets import STEP
from seatplan.engine.rows import Flags, Whole
from seatplan.engine.search import Search
from seatplan.engine.usage import Usage

EFFORT = 1.0
"""For one move, on the solver's own clock."""

FREE = (5_000, 1_000)
"""How many literals are open in the first move, in a window and in a group; from then on as many as
can be proved."""

LEAP, GROW, SHRINK = 1.2, 1.05, 0.85
"""By how much more is opened after a move that took a tenth of its effort at most, one that was
proved, and one that was not."""

LIKELY = 0.3
"""In a group those who could take the seat come sooner than others, and those who fly sooner than
who does not: the chance of the others is this much smaller, each time."""

ABLE = 0.3
"""The share of a group that can have a seat of it, roughly: what a group opens is guessed by it."""

SEAT = 100
"""What a seat too many costs, beside 1 or -1 for literals drawn by chance."""


class SpareMembersSearch:
    """Moves on one partial solution, in which everything is decided.

    Attributes:
        moves: how many have been made.
    """

    def __init__(
        self, partial: PartialSolution, count: Usage, apart: Sequence[int], search: Search
    ) -> None:
        """
        Args:
            partial: with a plan.
            count: those who should be few.
            apart: tours, by number, no two of which one person could make.
            search: how to search, and the seed.
        """
        self.partial = partial
        self.moves = 0
        self._count = count
        self._search = search
        self._random = Random(search.seed)
        self._sizes = [float(one) for one in FREE]
        self._by_group = False
        order = {flight: at for at, flight in enumerate(partial.model.lookup.flights)}
        place = {member: at for at, member in enumerate(count.literals)}
        ways = [
            (way.literal, place[way.member.id], number, order[way.up.id])
            for number, group in enumerate(count.tours)
            for way in group
        ]
        self._ways, self._member, self._tour, self._up = np.array(ways, dtype=np.int64).T
        self._set = np.isin(self._tour, np.array(apart, dtype=np.int64))
        self._middle = np.array(
            [
                group[0].up.launch.toordinal() + group[0].down.landing.toordinal()
                for group in count.tours
            ],
            dtype=np.int64,
        )
        self._owners: Whole = np.array(list(count.literals.values()), dtype=np.int64)
        made = partial.decisions
        self._numbers: Whole = np.array(list(made), dtype=np.int64)
        self._owner: Whole = np.array(
            [place.get(one.member, -1) for one in made.values()], dtype=np.int64
        )
        self._flight: Whole = np.array([one.first for one in made.values()], dtype=np.int64)

    def run(self, moves: int) -> None:
        """This many moves without a gain in a row, or until no one flies who need not."""
        idle = 0
        many = self._too_many()
        while len(many) and idle < moves and self._search.left > 0:
            kept = self.partial.state()
            seed = int(many[self._random.randrange(len(many))])
            opened = self._group(seed) if self._by_group else self._window(seed)
            self._sizes[self._by_group] *= self._move(opened)
            found = self._too_many()
            if len(found) > len(many):
                self.partial.restore(kept)
                found = many
            if len(found) < len(many):
                idle = 0
            else:
                idle += 1
                self._by_group = not self._by_group
            many = found
            self.moves += 1
        count_again(self.partial, self._count)

    def _taken(self) -> Whole:
        return np.flatnonzero(self.partial.values[self._ways] == 1)

    def _too_many(self) -> Whole:
        """The ways of those who have none on the flights of the set."""
        taken = self._taken()
        needed = np.unique(self._member[taken[self._set[taken]]])
        spare: Whole = taken[~np.isin(self._member[taken], needed)]
        return spare

    def _window(self, seed: int) -> Whole:
        """What those who fly could do on the flights around, by chance more before or after."""
        flying = np.zeros(len(self._count.literals), dtype=np.bool_)
        flying[self._member[self._taken()]] = True
        tours = np.argsort(self._middle, kind="stable")
        able = np.bincount(self._tour[flying[self._member]], minlength=len(tours))
        reach = np.cumsum(able[tours])
        at = int(np.flatnonzero(tours == self._tour[seed])[0])
        begin = reach[at] - self._sizes[0] * self._random.random()
        first, last = np.searchsorted(reach, (begin, begin + self._sizes[0]))
        return self._decisions(flying, np.isin(self._tour, tours[min(first, at) : last + 1]))

    def _group(self, seed: int) -> Whole:
        """What someone and some others hold, usually those who could take the seat."""
        taken = self._taken()
        able = self._member[self._tour == self._tour[seed]]
        first = int(self._member[seed])
        weight = np.full(len(self._count.literals), LIKELY**2)
        weight[self._member[taken]] = LIKELY
        weight[able] /= LIKELY
        drawn = weight * np.array([self._random.random() for _ in weight])
        drawn[first] = np.inf
        order = np.argsort(-drawn, kind="stable")
        held = np.bincount(self._member[taken], minlength=len(order))
        sizes = np.cumsum(held[order]) * np.arange(1, len(order) + 1) * ABLE
        group = np.zeros(len(order), dtype=np.bool_)
        group[order[: int(np.searchsorted(sizes, self._sizes[1])) + 1]] = True
        tours = self._tour[taken[group[self._member[taken]]]]
        return self._decisions(group, np.isin(self._tour, tours))

    def _decisions(self, members: Flags, ways: Flags) -> Whole:
        """The decisions of these members on the flights of these ways."""
        flights = np.zeros(len(self.partial.days), dtype=np.bool_)
        flights[self._up[ways]] = True
        mine = (self._owner >= 0) & members[self._owner] & flights[self._flight]
        chosen: Whole = self._numbers[mine]
        return chosen

    def _move(self, opened: Whole) -> float:
        """Plans these again; by how much more may be opened in the next move."""
        self.partial.reopen(opened)
        self.partial.values[self._owners] = 1  # who counts is decided at the end
        submodel = self.partial.submodel(opened, {}, staying=self._owners)
        self._price(submodel, opened)
        answer = self._search.run(submodel.cp, STEP, effort=EFFORT)
        if answer.found:
            self.partial.take(submodel, answer)
        self.partial.choose(opened)
        if not answer.proved:
            return SHRINK
        return LEAP if answer.effort < EFFORT / 10 else GROW

    def _price(self, submodel: Submodel, opened: Whole) -> None:
        """Puts a price on the seats too many, as an objective."""
        own = dict(zip(submodel.variables.tolist(), submodel.own, strict=True))
        mine = np.isin(self._ways, opened)
        terms: list[tuple[cp_model.IntVar, int]] = []
        fixed = self._taken()
        fixed = fixed[~mine[fixed]]
        needed = set(self._member[fixed[self._set[fixed]]].tolist())
        held = np.bincount(self._member[fixed], minlength=len(self._count.literals))
        seats: dict[int, tuple[list[cp_model.IntVar], list[cp_model.IntVar]]] = {}
        for at in np.flatnonzero(mine).tolist():
            literals = seats.setdefault(int(self._member[at]), ([], []))
            literals[bool(self._set[at])].append(own[int(self._ways[at])])
        for member, (others, in_set) in seats.items():
            if member in needed:
                continue
            if not in_set:
                terms += [(one, SEAT) for one in others]
                continue
            need = submodel.cp.new_bool_var("")
            submodel.cp.add_bool_or([*in_set, ~need])
            if held[member]:
                terms.append((need, -SEAT * int(held[member])))
            for one in others:
                price = submodel.cp.new_bool_var("")
                submodel.cp.add_bool_or([~one, need, price])
                terms.append((price, SEAT))
        drawn = self._random.sample(opened.tolist(), len(opened) // 10)
        terms += [(own[one], self._random.choice((-1, 1))) for one in drawn]
        if terms:
            submodel.cp.minimize(cp_model.LinearExpr.weighted_sum(*zip(*terms, strict=True)))
