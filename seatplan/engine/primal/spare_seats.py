"""As few people as possible: a bound by antichains, and LNS on the spare seats of a plan.

An *antichain* is a set of tours no two of which one person could make; a plan needs at least as
many people as there are seats on its flights. The tours that share a day form one. Where few people
are qualified for each flight, sets that span years can be far larger: independent sets in the graph
whose edges join two flights that someone could both make.

A member who flies but has no seat on any flight of the largest antichain is one too many, and all
of their seats are *spare seats*. Counting people shows no progress until someone gives up their
last seat; counting spare seats does. From a plan by greedy list scheduling, a move replans some
months around a spare seat with the people who fly, while everything else stays fixed, and minimizes
the spare seats; ties are broken at random.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.model.usage import Usage
from seatplan.engine.primal.lns import Lns, Size, Target
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import SET_PACKING
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import Submodel, completed, submodel_of
from seatplan.modelling import ALWAYS

PACKING = 10.0
"""The effort for the largest antichain, in deterministic time; 300 flights take 0.3."""

DENSE = 0.8
"""If someone could make both flights in this share of the pairs that do not overlap, the sets of
flights under way on one day are assumed to be the largest."""

EFFORT = 1.0
"""For one move, in deterministic time."""

FREE, GROW, SHRINK, LEAP = 5_000, 1.05, 0.85, 1.2
"""How many decisions are open in the first move, and the factor after one that was proved, after
one that was not, and after one that took at most a tenth of its effort."""

SEAT = 100
"""The cost of a spare seat, relative to 1 or -1 for literals drawn at random."""


class Antichain(NamedTuple):
    """Tours of which no one person could make two, by number: all that begin with some flights.

    In every plan, `taken` people make them; with those who count in any case and cannot make any of
    them, `needed` people count. The tours of one day have no `spread`.
    """

    needed: int
    taken: int
    tours: Sequence[int]
    spread: bool


def antichains(count: Usage, seats: Mapping[str, int], search: Search) -> list[Antichain]:
    """The largest antichain over all days and the tours of each day; the most needed first.

    All of these seats of each flight are taken.
    """
    flight = [group[0].up.id for group in count.tours]
    begun = Counter(flight)
    certain = {one for one, literal in count.literals.items() if literal == ALWAYS}

    def made(tours: Sequence[int], *, spread: bool = False) -> Antichain:
        search.pulse()
        here = Counter(flight[one] for one in tours)
        whole = [one for one in tours if here[flight[one]] == begun[flight[one]]]
        taken = sum(seats[id] for id in {flight[one] for one in whole})
        others = certain and certain - count.by_member(whole).keys()
        return Antichain(taken + len(others), taken, whole, spread)

    alone = [number for number, id in enumerate(flight) if begun[id] == 1]
    furthest = _largest(count, alone, [seats[flight[one]] for one in alone], search)
    found = [*map(made, count.days), made(furthest, spread=True)]
    return sorted(found, key=lambda one: -one.needed)


def _largest(count: Usage, among: list[int], seats: list[int], search: Search) -> list[int]:
    """Of these tours, those that need the most people; none if not worth the effort."""
    place = {member: at for at, member in enumerate(count.literals)}
    able = np.zeros((len(among), len(place)), dtype=np.float32)
    for at, number in enumerate(among):
        able[at, [place[tour.member.id] for tour in count.tours[number]]] = 1
    tours = [count.tours[number][0] for number in among]
    launches = np.array([tour.up.launch.toordinal() for tour in tours], dtype=np.int64)
    after = np.array([[tour.down.landing.toordinal()] for tour in tours]) <= launches
    edges = np.argwhere(after & (able @ able.T > 0))
    if len(edges) > DENSE * np.count_nonzero(after):
        return []
    cp = cp_model.CpModel()
    taken = [cp.new_bool_var("") for _ in among]
    for one, other in edges.tolist():
        search.pulse()
        cp.add_implication(taken[one], ~taken[other])
    cp.maximize(cp_model.LinearExpr.weighted_sum(taken, seats))
    answer = search.run(cp, SET_PACKING, effort=PACKING)
    chosen = answer.values(len(among)) if answer.found else [0] * len(among)
    return [one for one, own in zip(among, chosen, strict=True) if own]


def scheduled(partial: PartialSolution, search: Search) -> bool:
    """Greedy list scheduling: seat after seat in the order of launches, and none is taken back.

    Each seat goes to a member who is free: preferably to one who flies already, and of these to the
    one who landed last. With many people who are trained for much, the number of people is often
    optimal.

    Args:
        partial: without any decision made; gets the plan.
        search: for the values of the other variables.

    Returns:
        whether there is such a plan, and it violates no row.
    """
    model = partial.model
    numbers = partial.numbers[~np.isin(partial.numbers, model.day_literals)]
    stays = {tour.literal for tour in model.tours if tour.up is tour.down}
    free: dict[str, int] = {}  # the day from which each member who flies is free again
    taken: list[int] = []
    flights = model.lookup.flights.values()
    for flight in sorted(flights, key=lambda one: (one.launch, one.landing, one.id)):
        if flight.ascent == "empty" or model.past(flight.launch):
            continue
        begin = flight.launch.toordinal() - model.lookup.training_days(flight)
        places = [one for one in model.seat_variables(flight, "up") if one.literal in stays]
        for role, seat in model.lookup.seats(flight).items():
            fit = {one.member.id: one.literal for one in places if one.role == role}
            for _ in range(0 if seat.optional else seat.count):
                idle = [member for member in fit if free.get(member, 0) <= begin]
                if not idle:
                    return False
                chosen = max(idle, key=lambda member: free.get(member, 0))
                taken.append(fit[chosen])
                free[chosen] = flight.landing.toordinal()
    partial.values[numbers] = 0
    partial.values[taken] = 1
    partial.known[numbers] = True
    partial.choose(numbers)
    return completed(partial, search) is not None and partial.kept


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
