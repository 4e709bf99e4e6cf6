"""Plans with as many people as the lower bound: LNS on the spare seats of a plan.

The lower bound is the number of people with a seat on flights no two of which one person could
make. A member who flies but has no seat on any of these is one too many, and all of their seats are
*spare seats*. Counting people shows no progress until someone gives up their last seat; counting
spare seats does. A move replans some months around a spare seat with the people who fly, while
everything else stays fixed, and minimizes the spare seats; ties are broken at random.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.model.usage import Usage
from seatplan.engine.primal.lns import Lns, Target
from seatplan.engine.primal.neighborhoods import Size
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import Submodel, submodel_of
from seatplan.modelling import ALWAYS

EFFORT = 1.0
"""For one move, in deterministic time."""

FREE, GROW, SHRINK, LEAP = 5_000, 1.05, 0.85, 1.2
"""How many decisions are open in the first move, and the factor after one that was proved, after
one that was not, and after one that took at most a tenth of its effort."""

SEAT = 100
"""The cost of a spare seat, relative to 1 or -1 for literals drawn at random."""


class SpareSeats(Target):
    """Minimizes the spare seats of a plan; it is the target and the neighborhood of the search."""

    def __init__(
        self, partial: PartialSolution, count: Usage, sets: Sequence[Iterable[int]], search: Search
    ) -> None:
        """Of these sets of tours, by number, the one with the fewest spare seats counts."""
        self.partial: PartialSolution = partial
        self.effort: float = EFFORT
        self.size: Size = Size(float(FREE), GROW, SHRINK, moment=EFFORT / 10, leap=LEAP)
        self._search, self._random = search, Random(search.seed)
        self._owner: Whole = partial.owners
        self._tours: Whole = np.array([tour.literal for group in count.tours for tour in group])
        place = {member: at for at, member in enumerate(partial.members)}
        self._counted: Whole = np.array([place.get(one, -1) for one in count.literals])
        self._counts: Whole = np.array(list(count.literals.values()))
        masks: list[Flags] = []
        for tours in sets:
            own = [tour.literal for number in tours for tour in count.tours[number]]
            masks.append(np.isin(np.arange(len(partial.values)), own))
        self._in_set = min(masks, key=lambda mask: len(self._spare(mask)))

    def run(self, moves: int) -> None:
        """Moves until this many in a row gained nothing, or until there is no spare seat."""
        Lns(self, [self], self._search, idle=moves).run(self.partial)
        # Usage indicators are not part of a move's model, which is smaller so.
        flying = np.append(self._flying(), False)
        self.partial.values[self._counts] = flying[self._counted] | (self._counts == ALWAYS)
        self.partial.known[self._counts] = True

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        return (-len(self._spare(self._in_set)),)

    def is_reached(self, value: tuple[int, ...]) -> bool:
        return value >= (0,)

    def drawn(self, partial: PartialSolution) -> Whole:
        """The decisions of those who fly in some months; a spare seat is anywhere among them."""
        numbers, first = partial.numbers, partial.first
        around = first[np.searchsorted(numbers, self._random.choice(self._spare(self._in_set)))]
        mine = self._flying()[partial.owner]
        reach = np.cumsum(np.bincount(first[mine], minlength=len(partial.days)))
        begin = reach[around] - self.size.current * self._random.random()
        low, high = np.searchsorted(reach, (begin, begin + self.size.current))
        opened: Whole = numbers[mine & (first >= min(low, around)) & (first <= high)]
        return opened

    def submodel(self, partial: PartialSolution, opened: Whole) -> tuple[Submodel, int]:
        partial.values[self._counts] = 1
        submodel = submodel_of(partial, opened, {}, staying=self._counts, needed=opened)
        cp, own = submodel.cp, dict(zip(submodel.variables.tolist(), submodel.own, strict=True))
        fixed = np.setdiff1d(self._made(), opened)
        needed = set(self._owner[fixed[self._in_set[fixed]]].tolist())
        held = np.bincount(self._owner[fixed], minlength=len(partial.members)).tolist()
        seats: dict[int, tuple[list[cp_model.IntVar], list[cp_model.IntVar]]] = {}
        for one in np.intersect1d(self._tours, opened).tolist():
            member, in_set = int(self._owner[one]), bool(self._in_set[one])
            seats.setdefault(member, ([], []))[in_set].append(own[one])
        drawn = self._random.sample(opened.tolist(), len(opened) // 10)
        terms = [(own[one], self._random.choice((-1, 1))) for one in drawn]
        for member in sorted(seats.keys() - needed):
            need = cp.new_bool_var("")
            cp.add_bool_or([*seats[member][True], ~need])
            terms.append((need, -SEAT * held[member]))
            for one in seats[member][False]:
                price = cp.new_bool_var("")
                cp.add_bool_or([~one, need, price])
                terms.append((price, SEAT))
        literals, factors = [one for one, _ in terms], [factor for _, factor in terms]
        cp.minimize(cp_model.LinearExpr.weighted_sum(literals, factors))
        return submodel, 0

    def _made(self) -> Whole:
        """The tours that are made."""
        made: Whole = self._tours[self.partial.values[self._tours] == 1]
        return made

    def _flying(self) -> Flags:
        """Which members make one."""
        flying: Flags = np.zeros(len(self.partial.members), dtype=np.bool_)
        flying[self._owner[self._made()]] = True
        return flying

    def _spare(self, in_set: Flags) -> Whole:
        """The tours of members who make none in a set."""
        made = self._made()
        spare: Whole = made[~np.isin(self._owner[made], self._owner[made[in_set[made]]])]
        return spare
