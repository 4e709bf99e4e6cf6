"""LNS with spare-members neighborhoods: members who need not fly lose their seats.

A lower bound is the number of people with a seat on flights no two of which one person could make.
A member who flies but has no seat on any of these is one too many, and all of their seats are
*spare seats*. Counting people shows no progress until someone gives up their last seat; counting
spare seats does. A move replans some flights with the people who fly, or the seats of a group of
people, while everything else stays fixed, and minimizes the spare seats; ties are broken at random.
A kind of move that gained is tried again, otherwise the other kind.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.model.usage import Usage
from seatplan.engine.primal.greedy import count_again
from seatplan.engine.primal.lns import Lns
from seatplan.engine.primal.neighborhoods import Neighborhood, Size
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution, Submodel
from seatplan.engine.solver.presets import STEP
from seatplan.engine.solver.search import Search

EFFORT = 1.0
"""For one move, in deterministic time."""

FREE = (5_000, 1_000)
"""How many literals are open in the first move, in a window and in a group; later, as many as can
be solved to proof."""

LEAP, GROW, SHRINK = 1.2, 1.05, 0.85
"""The growth factor of a neighborhood after a move that took at most a tenth of its effort, after
one that was proved, and after one that was not."""

LIKELY = 0.3
"""A group prefers members who could take the seat, and members who fly: for each of the two, the
chance of the others is smaller by this factor."""

ABLE = 0.3
"""Roughly the share of a group that can have one of its seats, to estimate what a group opens."""

SEAT = 100
"""The cost of a spare seat, relative to 1 or -1 for literals drawn at random."""


class SpareMembersSearch:
    """Moves on one complete partial solution."""

    def __init__(
        self, partial: PartialSolution, count: Usage, apart: Sequence[int], search: Search
    ) -> None:
        """
        Args:
            partial: with a plan.
            count: the people to minimize.
            apart: tours, by number, no two of which one person could make.
            search: how to search, and the seed.
        """
        self.partial = partial
        self._count = count
        self._search = search
        self._target = SpareSeats(partial, count, apart, search)
        self._around: list[Neighborhood] = [
            Window(self._target, FREE[0]),
            Group(self._target, FREE[1]),
        ]
        self._lns: Lns | None = None

    @property
    def moves(self) -> int:
        """The number of moves made."""
        return 0 if self._lns is None else self._lns.steps

    def run(self, moves: int) -> None:
        """Moves until this many in a row gained nothing, or until there is no spare seat."""
        if self._lns is None:
            around, search = self._around, self._search
            self._lns = Lns(self._target, around, search, idle=moves, lasting=True)
        self._lns.idle = moves
        self._lns.run(self.partial)
        count_again(self.partial, self._count)


class SpareSeats:
    """Minimizes the seats of members who have none on the flights of a set.

    Attributes:
        random: the random numbers.
        seed: a spare tour, for the next step.
        ways, member, tour: for each tour of a member, its literal and the numbers of both.
        middle: twice the middle day of each tour.
        people: how many could count.
    """

    def __init__(
        self, partial: PartialSolution, count: Usage, apart: Sequence[int], search: Search
    ) -> None:
        self.partial = partial
        self.random: Random = Random(search.seed)
        self.seed: int = -1
        self._search = search
        self.people: int = len(count.literals)
        order = {flight: at for at, flight in enumerate(partial.model.lookup.flights)}
        place = {member: at for at, member in enumerate(count.literals)}
        ways = [
            (way.literal, place[way.member.id], number, order[way.up.id])
            for number, group in enumerate(count.tours)
            for way in group
        ]
        self.member: Whole
        self.tour: Whole
        self.ways: Whole
        self.ways, self.member, self.tour, self._up = np.array(ways, dtype=np.int64).T
        self._set = np.isin(self.tour, np.array(apart, dtype=np.int64))
        self.middle: Whole = np.array(
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

    def begin(self, partial: PartialSolution) -> None:
        many = self._too_many()
        self.seed = int(many[self.random.randrange(len(many))])

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        return (-len(self._too_many()),)

    def is_reached(self, value: tuple[int, ...]) -> bool:
        return value >= (0,)

    def settle(self, partial: PartialSolution, *, taken: bool) -> None:
        """Does nothing: no state is kept between steps."""

    def taken(self) -> Whole:
        """The tours that are made."""
        return np.flatnonzero(self.partial.values[self.ways] == 1)

    def _too_many(self) -> Whole:
        """The tours of members who have none on the flights of the set."""
        taken = self.taken()
        needed = np.unique(self.member[taken[self._set[taken]]])
        spare: Whole = taken[~np.isin(self.member[taken], needed)]
        return spare

    def decisions(self, members: Flags, ways: Flags) -> Whole:
        """The decisions of these members on the flights of these tours."""
        flights = np.zeros(len(self.partial.days), dtype=np.bool_)
        flights[self._up[ways]] = True
        mine = (self._owner >= 0) & members[self._owner] & flights[self._flight]
        chosen: Whole = self._numbers[mine]
        return chosen

    def again(self, partial: PartialSolution, opened: Whole) -> Answer:
        partial.reopen(opened)
        partial.values[self._owners] = 1  # the usage indicators are set at the end
        submodel = partial.submodel(opened, {}, staying=self._owners)
        self._price(submodel, opened)
        answer = self._search.run(submodel.cp, STEP, effort=EFFORT)
        if answer.found:
            partial.take(submodel, answer)
        partial.choose(opened)
        return answer

    def _price(self, submodel: Submodel, opened: Whole) -> None:
        """Sets the objective: a price for each spare seat."""
        own = dict(zip(submodel.variables.tolist(), submodel.own, strict=True))
        mine = np.isin(self.ways, opened)
        terms: list[tuple[cp_model.IntVar, int]] = []
        fixed = self.taken()
        fixed = fixed[~mine[fixed]]
        needed = set(self.member[fixed[self._set[fixed]]].tolist())
        held = np.bincount(self.member[fixed], minlength=self.people)
        seats: dict[int, tuple[list[cp_model.IntVar], list[cp_model.IntVar]]] = {}
        for at in np.flatnonzero(mine).tolist():
            literals = seats.setdefault(int(self.member[at]), ([], []))
            literals[bool(self._set[at])].append(own[int(self.ways[at])])
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
        drawn = self.random.sample(opened.tolist(), len(opened) // 10)
        terms += [(own[one], self.random.choice((-1, 1))) for one in drawn]
        if terms:
            submodel.cp.minimize(cp_model.LinearExpr.weighted_sum(*zip(*terms, strict=True)))


class Window:
    """The decisions on the flights around a spare tour of those who fly; the split is random."""

    def __init__(self, spare: SpareSeats, size: int) -> None:
        self.size: Size
        self._spare, self.size = spare, sized(size)

    def drawn(self, partial: PartialSolution) -> Whole:
        spare = self._spare
        flying = np.zeros(spare.people, dtype=np.bool_)
        flying[spare.member[spare.taken()]] = True
        tours = np.argsort(spare.middle, kind="stable")
        able = np.bincount(spare.tour[flying[spare.member]], minlength=len(tours))
        reach = np.cumsum(able[tours])
        at = int(np.flatnonzero(tours == spare.tour[spare.seed])[0])
        begin = reach[at] - self.size.current * spare.random.random()
        first, last = np.searchsorted(reach, (begin, begin + self.size.current))
        return spare.decisions(flying, np.isin(spare.tour, tours[min(first, at) : last + 1]))


class Group:
    """The seats of one member and of some others, usually those who could take the spare seat."""

    def __init__(self, spare: SpareSeats, size: int) -> None:
        self.size: Size
        self._spare, self.size = spare, sized(size)

    def drawn(self, partial: PartialSolution) -> Whole:
        spare = self._spare
        taken = spare.taken()
        able = spare.member[spare.tour == spare.tour[spare.seed]]
        first = int(spare.member[spare.seed])
        weight = np.full(spare.people, LIKELY**2)
        weight[spare.member[taken]] = LIKELY
        weight[able] /= LIKELY
        drawn = weight * np.array([spare.random.random() for _ in weight])
        drawn[first] = np.inf
        order = np.argsort(-drawn, kind="stable")
        held = np.bincount(spare.member[taken], minlength=len(order))
        sizes = np.cumsum(held[order]) * np.arange(1, len(order) + 1) * ABLE
        group = np.zeros(len(order), dtype=np.bool_)
        group[order[: int(np.searchsorted(sizes, self.size.current)) + 1]] = True
        tours = spare.tour[taken[group[spare.member[taken]]]]
        return spare.decisions(group, np.isin(spare.tour, tours))


def sized(first: int) -> Size:
    """The size of a neighborhood."""
    return Size(float(first), GROW, SHRINK, moment=EFFORT / 10, leap=LEAP)
