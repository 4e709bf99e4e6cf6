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

from seatplan.engine.answer import Answer
from seatplan.engine.greedy import count_again
from seatplan.engine.lns import Lns
from seatplan.engine.neighborhoods import Neighborhood, Size
from seatplan.engine.partial_solution import PartialSolution, Submodel
from seatplan.engine.presets import STEP
from seatplan.engine.rows import Flags, Whole
from seatplan.engine.search import Search
from seatplan.engine.usage import Usage

EFFORT = 1.0
"""For one move, in deterministic time."""

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
    """Moves on one partial solution, in which everything is decided."""

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
        """How many have been made."""
        return 0 if self._lns is None else self._lns.steps

    def run(self, moves: int) -> None:
        """This many moves without a gain in a row, or until no one flies who need not."""
        if self._lns is None:
            around, search = self._around, self._search
            self._lns = Lns(self._target, around, search, idle=moves, lasting=True)
        self._lns.idle = moves
        self._lns.run(self.partial)
        count_again(self.partial, self._count)


class SpareSeats:
    """The seats of those who have none on the flights of a set, which should be few.

    Attributes:
        random: draws.
        seed: a way that is too many, for the next step.
        ways, member, tour: of each way its literal, and the numbers of its member and tour.
        middle: of each tour, twice the day in its middle.
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
        """Nothing is remembered of a step."""

    def taken(self) -> Whole:
        """The ways that are made."""
        return np.flatnonzero(self.partial.values[self.ways] == 1)

    def _too_many(self) -> Whole:
        """The ways of those who have none on the flights of the set."""
        taken = self.taken()
        needed = np.unique(self.member[taken[self._set[taken]]])
        spare: Whole = taken[~np.isin(self.member[taken], needed)]
        return spare

    def decisions(self, members: Flags, ways: Flags) -> Whole:
        """The decisions of these members on the flights of these ways."""
        flights = np.zeros(len(self.partial.days), dtype=np.bool_)
        flights[self._up[ways]] = True
        mine = (self._owner >= 0) & members[self._owner] & flights[self._flight]
        chosen: Whole = self._numbers[mine]
        return chosen

    def again(self, partial: PartialSolution, opened: Whole) -> Answer:
        partial.reopen(opened)
        partial.values[self._owners] = 1  # who counts is decided at the end
        submodel = partial.submodel(opened, {}, staying=self._owners)
        self._price(submodel, opened)
        answer = self._search.run(submodel.cp, STEP, effort=EFFORT)
        if answer.found:
            partial.take(submodel, answer)
        partial.choose(opened)
        return answer

    def _price(self, submodel: Submodel, opened: Whole) -> None:
        """Puts a price on the seats too many, as an objective."""
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
    """What those who fly could do on the flights around, by chance more before or after."""

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
        begin = reach[at] - self.size.now * spare.random.random()
        first, last = np.searchsorted(reach, (begin, begin + self.size.now))
        return spare.decisions(flying, np.isin(spare.tour, tours[min(first, at) : last + 1]))


class Group:
    """What someone and some others hold, usually those who could take the seat."""

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
        group[order[: int(np.searchsorted(sizes, self.size.now)) + 1]] = True
        tours = spare.tour[taken[group[spare.member[taken]]]]
        return spare.decisions(group, np.isin(spare.tour, tours))


def sized(first: int) -> Size:
    """Of a neighborhood."""
    return Size(float(first), GROW, SHRINK, moment=EFFORT / 10, leap=LEAP)
