"""Antichains of tours: no two of them can be made by one person.

A plan needs at least as many people as there are taken seats on the flights of such a set. The
tours that share a day form one. Where few people are qualified for each flight, sets that span
years can be far larger. The search looks for the largest: an independent set in the graph whose
edges join two flights if someone could make both.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from ortools.sat.python import cp_model

from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.usage import Usage
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.engine.solver.presets import SET_PACKING
from seatplan.engine.solver.search import Search
from seatplan.modelling import LinearExpr, Variable

EFFORT = 10.0
"""A limit in deterministic time; 300 flights take 0.3."""

DENSE = 0.8
"""If someone could make both flights in this share of the pairs that do not overlap, the sets of
flights under way on one day are assumed to be the largest."""


@frozen
class Antichain:
    """Tours, by number, no two of which one person could make.

    Attributes:
        taken: how many people make them for certain.
        more: how many besides.
    """

    tours: Sequence[int]
    taken: int
    more: LinearExpr

    def least(self, count: Usage) -> int:
        """A lower bound on how many count: those on these tours and those who count anyway."""
        certain = {one for one, literal in count.literals.items() if literal == TRUE}
        if certain:
            certain -= count.by_member(self.tours).keys()
        return self.taken + len(certain)


def antichains(model: SeatModel, count: Usage, search: Search) -> Iterator[Antichain]:
    """The tours of each day, then the largest antichain over all days."""
    flights = _flights(model, count)
    for day in count.days:
        search.pulse()
        yield _apart(flights, day)
    seats = [0] * len(count.tours)
    for flight in flights.values():
        if len(flight.tours) == 1:
            seats[flight.tours[0]] = flight.certain
    furthest = largest_antichain(count, seats, search)
    if furthest:
        yield _apart(flights, furthest)


def takes_all_seats(model: SeatModel, count: Usage) -> bool:
    """Whether every plan takes all seats of the flights that count, for people who count."""
    counted: dict[str, int] = {}
    for group in count.tours:
        counted[group[0].up.id] = counted.get(group[0].up.id, 0) + len(group)
    for id, ways in counted.items():
        flight = model.lookup.flights[id]
        least, most = model.seats_taken(flight)
        if least < most or ways < len(model.tours_up(flight)):
            return False
    return True


@frozen
class _Seats:
    """The seats of a flight on the way up that count.

    Attributes:
        tours: the numbers of all tours that begin with the flight.
        certain: how many are always taken.
        full: whether no more can be taken.
        literals: for each tour, those of the members who may make it.
    """

    tours: list[int]
    certain: int
    full: bool
    literals: dict[int, list[Variable]]


def _flights(model: SeatModel, count: Usage) -> dict[int, _Seats]:
    """The flight that each tour begins with, by tour number."""
    groups: dict[str, list[int]] = {}
    for number, group in enumerate(count.tours):
        groups.setdefault(group[0].up.id, []).append(number)
    flights = {}
    for id, numbers in groups.items():
        flight = model.lookup.flights[id]
        literals = {one: [way.literal for way in count.tours[one]] for one in numbers}
        certain, most = model.seats_taken(flight)
        # If someone who is not counted may go up, any seat may be theirs.
        if sum(map(len, literals.values())) < len(model.tours_up(flight)):
            certain = 0
        made = _Seats(numbers, certain, certain == most, literals)
        flights.update(dict.fromkeys(numbers, made))
    return flights


def _apart(flights: Mapping[int, _Seats], tours: Sequence[int]) -> Antichain:
    """These tours, with the seats that are taken on them."""
    taken, more = 0, []
    among = set(tours)
    for number in tours:
        flight = flights[number]
        mine = [one for one in flight.tours if one in among]
        if number != mine[0]:
            continue
        certain = flight.certain if len(mine) == len(flight.tours) else 0
        taken += certain
        if not (flight.full and certain):
            literals = [literal for one in mine for literal in flight.literals[one]]
            more.append(LinearExpr(literals) - certain)
    return Antichain(tours, taken, LinearExpr.total(more))


def largest_antichain(count: Usage, seats: Sequence[int], search: Search) -> list[int]:
    """Tours, by number, that need as many people as can be shown; empty if not worth the effort.

    Args:
        count: whose tours.
        seats: for each tour, how many are sure to make it; 0 if it may not be in the set.
        search: how to search.
    """
    chosen = [number for number, size in enumerate(seats) if size]
    bits = {member: 1 << at for at, member in enumerate(count.literals)}
    able = [sum({bits[way.member.id] for way in group}) for group in count.tours]
    after = 0
    pairs: list[tuple[int, int]] = []
    for at, first in enumerate(chosen):
        search.pulse()
        landing = count.tours[first][0].down.landing
        later = [one for one in chosen[at + 1 :] if count.tours[one][0].up.launch >= landing]
        after += len(later)
        pairs += [(first, one) for one in later if able[first] & able[one]]
    if len(pairs) > DENSE * after:
        return []
    cp = cp_model.CpModel()
    taken = {number: cp.new_bool_var("") for number in chosen}
    for first, second in pairs:
        search.pulse()
        cp.add_implication(taken[first], ~taken[second])
    sizes = [seats[number] for number in chosen]
    cp.maximize(cp_model.LinearExpr.weighted_sum(list(taken.values()), sizes))
    answer = search.run(cp, SET_PACKING, effort=EFFORT)
    return [one for one in chosen if answer.solver.value(taken[one])] if answer.found else []
