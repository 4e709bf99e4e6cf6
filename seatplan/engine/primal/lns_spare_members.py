"""LNS with a target of its own for the fewest people: spare seats.

A lower bound is the number of people with a seat on flights no two of which one person could make.
A member who flies but has no seat on any of these is one too many, and all of their seats are
*spare seats*. Counting people shows no progress until someone gives up their last seat; counting
spare seats does. A move replans some flights around a spare seat with the people who fly, while
everything else stays fixed, and minimizes the spare seats; ties are broken at random.

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
from seatplan.engine.primal.neighborhoods import Size
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution, Submodel
from seatplan.engine.solver.presets import STEP
from seatplan.engine.solver.search import Search

EFFORT = 1.0
"""For one move, in deterministic time."""

FREE = 5_000
"""How many decisions are open in the first move; later, as many as can be solved to proof."""

LEAP, GROW, SHRINK = 1.2, 1.05, 0.85
"""The growth factor of a neighborhood after a move that took at most a tenth of its effort, after
one that was proved, and after one that was not."""

SEAT = 100
"""The cost of a spare seat, relative to 1 or -1 for literals drawn at random."""


class SpareSeats:
    """Minimizes the seats of members who have none on the flights of a set.

    It is the target of the search and its neighborhood.

    Attributes:
        partial: with the plan.
        size: of the neighborhood.
    """

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
        self.partial: PartialSolution = partial
        self._count = count
        self._search = search
        self._random = Random(search.seed)
        order = {flight: at for at, flight in enumerate(partial.model.lookup.flights)}
        place = {member: at for at, member in enumerate(count.literals)}
        among = set(apart)
        ways = [
            (way.literal, place[way.member.id], number, order[way.up.id], number in among)
            for number, group in enumerate(count.tours)
            for way in group
        ]
        self._ways, self._member, self._tour, self._up, in_set = np.array(ways, dtype=np.int64).T
        self._set: Flags = in_set == 1
        self._owners: Whole = np.array(list(count.literals.values()), dtype=np.int64)
        self._middle: Whole = np.array(
            [
                group[0].up.launch.toordinal() + group[0].down.landing.toordinal()
                for group in count.tours
            ],
            dtype=np.int64,
        )
        """Twice the middle day of each tour."""
        places: Whole = np.array([place.get(one, -1) for one in partial.members], dtype=np.int64)
        self._owner: Whole = places[partial.owner]
        self.size: Size = Size(float(FREE), GROW, SHRINK, moment=EFFORT / 10, leap=LEAP)
        self._lns = Lns(self, [self], search, idle=0)

    def run(self, moves: int) -> None:
        """Moves until this many in a row gained nothing, or until there is no spare seat."""
        self._lns.idle = moves
        self._lns.run(self.partial)
        count_again(self.partial, self._count)

    def drawn(self, partial: PartialSolution) -> Whole:
        """The decisions around a spare tour of those who fly; the tour is anywhere among them."""
        spare = self._spare(partial)
        around = self._tour[spare[self._random.randrange(len(spare))]]
        flying = np.zeros(len(self._owners), dtype=np.bool_)
        flying[self._member[partial.values[self._ways] == 1]] = True
        tours = np.argsort(self._middle, kind="stable")
        able = np.bincount(self._tour[flying[self._member]], minlength=len(tours))
        reach = np.cumsum(able[tours])
        at = int(np.flatnonzero(tours == around)[0])
        begin = reach[at] - self.size.current * self._random.random()
        first, last = np.searchsorted(reach, (begin, begin + self.size.current))
        chosen = np.isin(self._tour, tours[min(first, at) : last + 1])
        mine = (self._owner >= 0) & flying[self._owner]
        opened: Whole = partial.numbers[mine & np.isin(partial.first, self._up[chosen])]
        return opened

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        return (-len(self._spare(partial)),)

    def is_reached(self, value: tuple[int, ...]) -> bool:
        return value >= (0,)

    def settle(self, partial: PartialSolution, *, taken: bool) -> None:
        """Does nothing: no state is kept between steps."""

    def again(self, partial: PartialSolution, opened: Whole) -> Answer:
        partial.reopen(opened)
        partial.values[self._owners] = 1  # the usage indicators are set at the end
        submodel = partial.submodel(opened, {}, staying=self._owners)
        self._price(partial, submodel, opened)
        answer = self._search.run(submodel.cp, STEP, effort=EFFORT)
        if answer.found:
            partial.take(submodel, answer)
        partial.choose(opened)
        return answer

    def _spare(self, partial: PartialSolution) -> Whole:
        """The tours of members who have none on the flights of the set."""
        taken = np.flatnonzero(partial.values[self._ways] == 1)
        needed = self._member[taken[self._set[taken]]]
        spare: Whole = taken[~np.isin(self._member[taken], needed)]
        return spare

    def _price(self, partial: PartialSolution, submodel: Submodel, opened: Whole) -> None:
        """Sets the objective: a price for each spare seat."""
        own = dict(zip(submodel.variables.tolist(), submodel.own, strict=True))
        mine = np.isin(self._ways, opened)
        terms: list[tuple[cp_model.IntVar, int]] = []
        fixed = np.flatnonzero((partial.values[self._ways] == 1) & ~mine)
        needed = set(self._member[fixed[self._set[fixed]]].tolist())
        held = np.bincount(self._member[fixed], minlength=len(self._owners))
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
