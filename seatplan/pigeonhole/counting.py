"""Counts the seats that must be taken, or can be, and compares them with the bounds of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from attrs import frozen

from seatplan.pigeonhole.bounds import Bound, bounds_of
from seatplan.pigeonhole.sentences import Amount, too_few, too_many
from seatplan.program import Fixed, Flight, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import ASCENT_FULL, FIXED, FORBIDDEN, SEAT_REQUIREMENTS

FEW = 3
"""A conflict of this many requirements is as short as a sentence about it."""

MOST_EXCHANGES = 4
"""Both sides of at most this many balances are tried."""

Factors = tuple[int, ...]
"""How much it counts that some member takes a seat, for each bound."""


@frozen
class Pigeonhole:
    """More seats are needed than the rules allow, or than there are for those who must have them.

    Attributes:
        needed: the number of seats that must be taken; for lower bounds, that rules demand.
        allowed: the number of seats that rules allow; for lower bounds, that can be taken. It is
            less than `needed`.
        seats: by flight and role, the number of seats that are counted.
        bounds: the ids of the requirements with the bounds.
        message: the count in a sentence.
    """

    needed: int
    allowed: int
    seats: Mapping[tuple[str, str], int]
    bounds: tuple[str, ...]
    message: str


def headline(
    lookup: ProgramIndex, conflict: Sequence[Requirement], as_of: date | None = None
) -> str:
    """The sentence to read before the requirements of a conflict; empty if there is none."""
    found = pigeonhole(lookup, conflict, as_of) if len(conflict) > FEW else None
    return "" if found is None else found.message


def pigeonhole(
    lookup: ProgramIndex, conflict: Sequence[Requirement], as_of: date | None = None
) -> Pigeonhole | None:
    """A count that shows by itself that some requirements cannot hold together.

    Args:
        lookup: the index of the program.
        conflict: the requirements.
        as_of: everything before this day is past.

    Returns:
        None if counting seats does not show it.
    """
    counting = prepared(lookup, conflict, as_of)
    return None if counting is None else counting.too_many() or counting.too_few()


def prepared(
    lookup: ProgramIndex, conflict: Sequence[Requirement], as_of: date | None = None
) -> Counting | None:
    """The places and bounds to count, with the arguments of `pigeonhole`; None without bounds."""
    if any(flight.has_window for flight in lookup.program.flights):
        return None  # the days are open, and with them who may sit where and which flights count
    demanded = frozenset(one.id for one in conflict)
    named = {one.rule for one in conflict}
    rules = [rule for rule in lookup.program.named_rules if rule.name in named]
    bounds = tuple(bounds_of(lookup, rules, demanded))
    return Counting(lookup, demanded, bounds, as_of) if bounds else None


@frozen
class Place:
    """The seats of one role on one flight.

    Attributes:
        flight, seat: the flight and the seat.
        past: whether the flight has launched.
        full: whether the conflict demands that all of the seats are taken.
        kinds: the factors of those who may take the seats, each once.
        fixed: the entries by which the conflict demands a member in one of the seats, one for each
            member, with the factors of that member.
    """

    flight: Flight
    seat: Seat
    past: bool
    full: bool
    kinds: tuple[Factors, ...]
    fixed: tuple[tuple[Fixed, Factors], ...]


class Counting:
    """The places of a program, with only the requirements of a conflict in force."""

    def __init__(
        self,
        lookup: ProgramIndex,
        demanded: frozenset[str],
        bounds: tuple[Bound, ...],
        as_of: date | None,
    ) -> None:
        self.lookup = lookup
        self.demanded = demanded
        self.bounds = bounds
        self.as_of = as_of
        self.fixed: dict[tuple[str, str], dict[str, Fixed]] = {}
        for entry in lookup.program.fixed:
            if "up" in entry.legs and FIXED.requirement(lookup, entry).id in demanded:
                self.fixed.setdefault((entry.flight, entry.role), {}).setdefault(
                    entry.member, entry
                )
        self.forbidden = [
            entry
            for entry in lookup.program.forbidden
            if "up" in entry.legs and FORBIDDEN.requirement(lookup, entry).id in demanded
        ]
        self.places = tuple(self._places())

    def _places(self) -> Iterator[Place]:
        for flight in self.lookup.flights.values():
            if flight.ascent == "empty":
                continue
            past = self.as_of is not None and flight.launch < self.as_of
            for seat in self.lookup.seats(flight).values():
                here = [bound.at(self.lookup, flight, seat.role) for bound in self.bounds]
                full = ASCENT_FULL.requirement(flight, seat).id in self.demanded
                if not full and not any(factor for factor, _ in here):
                    continue
                groups: dict[Factors, frozenset[str]] = {(): self._who(flight, seat, past)}
                for factor, members in here:
                    groups = dict(_split(groups, factor, members))
                fixed = [
                    (entry, tuple(factor if member in members else 0 for factor, members in here))
                    for member, entry in self.fixed.get((flight.id, seat.role), {}).items()
                ]
                yield Place(flight, seat, past, full and not past, tuple(groups), tuple(fixed))

    def _who(self, flight: Flight, seat: Seat, past: bool) -> frozenset[str]:
        """The members who may take a seat: everyone, unless the conflict bars them."""
        who = self.lookup.everyone
        if past:
            return who
        if SEAT_REQUIREMENTS.requirement(flight, seat).id in self.demanded:
            who = self.lookup.may_sit(seat, flight.launch)
        return who - {
            entry.member
            for entry in self.forbidden
            if entry.flight == flight.id and entry.role in (None, seat.role)
        }

    def too_many(self) -> Pigeonhole | None:
        """More seats must be taken than the upper bounds allow."""
        rules = [
            Amount(at, bound, 1, bound.most)
            for at, bound in enumerate(self.bounds)
            if bound.people and bound.most is not None
        ]
        balances = [list(_sides(at, one)) for at, one in enumerate(self.bounds) if one.of]
        if len(balances) > MOST_EXCHANGES:
            return None
        for sides in product(*balances):
            amounts = [*rules, *(side for side in sides if side is not None)]
            found = _fewest(self._taken, amounts)
            if found is not None:
                return found
        return None

    def _taken(self, amounts: Sequence[Amount]) -> Pigeonhole | None:
        seats = {}
        for place in self.places:
            counts = [_weighed(kind, amounts) for kind in place.kinds]
            if any(count < 0 for count in counts):
                return None
            if place.past:
                continue
            if place.full and counts and all(counts):
                taken = place.seat.count
            else:
                fixed = sum(_weighed(one, amounts) > 0 for _, one in place.fixed)
                taken = min(fixed, place.seat.count)
            if taken:
                seats[place.flight.id, place.seat.role] = taken
        needed, allowed = sum(seats.values()), sum(one.number for one in amounts)
        if needed <= allowed:
            return None
        message = too_many(self.lookup, seats, amounts)
        return Pigeonhole(needed, allowed, seats, _ids(amounts), message)

    def too_few(self) -> Pigeonhole | None:
        """The lower bounds demand more seats for some people than these can take."""
        if self.as_of is not None:
            return None  # more people than there are seats can have gone up on a past flight
        return _fewest(
            self._there,
            [
                Amount(at, bound, 1, bound.least)
                for at, bound in enumerate(self.bounds)
                if bound.people and bound.least
            ],
        )

    def _there(self, amounts: Sequence[Amount]) -> Pigeonhole | None:
        seats = {}
        for place in self.places:
            most = max((_weighed(kind, amounts) for kind in place.kinds), default=0)
            if most > 1:
                return None  # someone counts for several bounds
            if most:
                seats[place.flight.id, place.seat.role] = place.seat.count
        needed, allowed = sum(one.number for one in amounts), sum(seats.values())
        if needed <= allowed:
            return None
        message = too_few(self.lookup, seats, amounts)
        return Pigeonhole(needed, allowed, seats, _ids(amounts), message)


def _split(
    groups: Mapping[Factors, frozenset[str]], factor: int, members: frozenset[str]
) -> Iterator[tuple[Factors, frozenset[str]]]:
    """The groups, each divided into members who count by a factor and the others."""
    for factors, group in groups.items():
        inside = group & members if factor else frozenset()
        if inside:
            yield (*factors, factor), inside
        if len(inside) < len(group):
            yield (*factors, 0), group - inside


def _sides(at: int, bound: Bound) -> Iterator[Amount | None]:
    """The ways to use a balance: neither side, the upper one, the lower one."""
    yield None
    if bound.most is not None and bound.most >= 0:
        yield Amount(at, bound, 1, bound.most)
    if bound.least is not None and bound.least <= 0:
        yield Amount(at, bound, -1, -bound.least)


def _weighed(factors: Factors, amounts: Sequence[Amount]) -> int:
    """How much a member with these factors counts in the sum of all bounds."""
    return sum(one.sign * factors[one.at] for one in amounts)


def _ids(amounts: Sequence[Amount]) -> tuple[str, ...]:
    return tuple(one.bound.requirement for one in amounts)


def _fewest(
    count: Callable[[Sequence[Amount]], Pigeonhole | None], amounts: Sequence[Amount]
) -> Pigeonhole | None:
    """The contradiction that `count` finds, without the bounds that it does not need."""
    found = count(amounts) if amounts else None
    if found is None:
        return None
    for one in amounts:
        fewer = [other for other in amounts if other is not one]
        without = count(fewer) if fewer else None
        if without is not None:
            amounts, found = fewer, without
    return found
