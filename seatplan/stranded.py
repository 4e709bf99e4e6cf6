"""Who could not come home, and why no ship can bring them: arithmetic on seats, no solver.

Everyone who has to come down is matched with a seat on the way down. Where the largest matching
leaves someone out, those who compete for the same seats are more than there are seats (Hall, On
representatives of subsets, 1935): they are named, with each ship and what keeps it from them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from datetime import date
from typing import Literal

from attrs import field, frozen

from seatplan.dates import dated
from seatplan.plan import Assignment, Plan
from seatplan.program import CrewMember, Flight, Seat
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Requirement
from seatplan.structure import ASCENT_FULL, FIXED, FORBIDDEN, SEAT_REQUIREMENTS
from seatplan.structure.return_ import settled
from seatplan.timeline import PlanIndex, never_closed
from seatplan.words import listed, many, opening

OTHERS = 3
"""How many ships are named that could bring someone with another return option."""


@frozen
class Stranded:
    """People for whom there are not enough seats home.

    Attributes:
        members: their ids; empty where it is whoever goes up on a flight.
        flights: ids of the ships that could not bring them.
        message: who they are, and what keeps each of these ships from them.
    """

    members: tuple[str, ...]
    flights: tuple[str, ...]
    message: str


SeatHome = tuple[str, str, int]
"""A flight, a role and a number below its count."""


State = Literal["in orbit", "goes up", "comes down"]
ORBIT: State = "in orbit"
UP: State = "goes up"
DOWN: State = "comes down"


@frozen
class _Traveler:
    """Someone who has to come down; `member` is None for whoever goes up in that role.

    `flight` is the one that takes them up, or the one on which they are fixed to come down.
    """

    flight: Flight
    role: str
    member: CrewMember | None
    state: State
    blocked: str = ""
    homes: tuple[SeatHome, ...] = field(default=(), eq=False)


def stranded(
    lookup: ProgramIndex,
    plan: Plan | None = None,
    as_of: date | None = None,
    conflict: Sequence[Requirement] = (),
) -> tuple[Stranded, ...]:
    """Those who cannot all come home, group by group.

    Args:
        lookup: the program by id.
        plan: where the past is taken from.
        as_of: the day before which everything is past.
        conflict: requirements that must hold: who must go up, and who may not sit where.
    """
    return _Homeward(lookup, plan, as_of, frozenset(one.id for one in conflict)).found()


class _Homeward:
    def __init__(
        self, lookup: ProgramIndex, plan: Plan | None, as_of: date | None, demanded: frozenset[str]
    ) -> None:
        # What is past was on the days of the plan.
        self.lookup = lookup.on_dates(dated(lookup.program, plan))
        self.as_of = as_of
        self.demanded = demanded
        self.travelers = [*self._in_orbit(plan), *self._to_go_up()]
        self.travelers += list(self._to_come_down({one.member for one in self.travelers}))

    def _past(self, day: date) -> bool:
        return self.as_of is not None and day < self.as_of

    # Who has to come down

    def _in_orbit(self, plan: Plan | None) -> Iterator[_Traveler]:
        """Those who have launched and not landed, unless the plan itself leaves them there."""
        if plan is None or self.as_of is None:
            return
        flights = self.lookup.flights
        past = [
            line
            for line in plan.assignments
            if line.flight in flights and self._past(leg_day(flights[line.flight], line.leg))
        ]
        may_stay = never_closed(self.lookup, plan, self.as_of)
        reading = PlanIndex(self.lookup.program, Plan(past), lookup=self.lookup)
        before: dict[str, Assignment] = {}
        for line in (one for one in reading.unpaired if one.leg == "up"):
            flight = flights[line.flight]
            if line in may_stay and self._past(settled(self.lookup, flight)):
                before.setdefault(line.member, line)
                continue
            first = before.get(line.member)
            blocked = f"the way up on {first.flight} never ended and comes first" if first else ""
            member = self.lookup.members[line.member]
            yield self._traveler(flight, line.role, member, ORBIT, blocked)

    def _to_go_up(self) -> Iterator[_Traveler]:
        """Those whom a conflict sends up: seats that are to be taken, people who are fixed."""
        for flight in self.lookup.flights.values():
            if self._past(flight.launch):
                continue
            for role, seat in self.lookup.seats(flight).items():
                wished = [
                    self.lookup.members[entry.member]
                    for entry in self.lookup.program.fixed
                    if (entry.flight, entry.role) == (flight.id, role)
                    and "up" in entry.legs
                    and FIXED.requirement(self.lookup, entry).id in self.demanded
                ]
                full = ASCENT_FULL.requirement(flight, seat).id in self.demanded
                people: list[CrewMember | None] = [*dict.fromkeys(wished)]
                people += [None] * (seat.count - len(people) if full else 0)
                for member in people:
                    yield self._traveler(flight, role, member, UP)

    def _to_come_down(self, counted: Set[CrewMember | None]) -> Iterator[_Traveler]:
        """The others whom a conflict puts in a seat on the way down: they take it from someone."""
        for entry in sorted(self.lookup.program.fixed, key=repr):
            flight = self.lookup.flights[entry.flight]
            if (
                entry.leg == "down"
                and self.lookup.members[entry.member] not in counted
                and not self._past(flight.landing)
                and FIXED.requirement(self.lookup, entry).id in self.demanded
            ):
                member = self.lookup.members[entry.member]
                count = self.lookup.seats(flight)[entry.role].count
                homes = tuple((flight.id, entry.role, at) for at in range(count))
                yield _Traveler(flight, entry.role, member, DOWN, homes=homes)

    def _traveler(
        self, up: Flight, role: str, member: CrewMember | None, state: State, blocked: str = ""
    ) -> _Traveler:
        homes = () if blocked else tuple(self._homes(up, role, member, state))
        return _Traveler(up, role, member, state, blocked, homes)

    # What brings them home

    def _options(self, up: Flight) -> list[Flight]:
        """The ships that could bring someone who went up on a flight, whatever keeps them."""
        others = [self.lookup.flights[one] for one in up.return_options if one != up.id]
        return [up, *sorted(others, key=lambda one: (one.landing, one.id))]

    def _homes(
        self, up: Flight, role: str, member: CrewMember | None, state: State
    ) -> Iterator[SeatHome]:
        for home in self._options(up):
            if self._gone(up, home):
                continue
            for name, seat in self.lookup.seats(home).items():
                if (home is up and name != role) or self._barred(up, home, seat, member, state):
                    continue
                yield from ((home.id, name, at) for at in range(seat.count))

    def _gone(self, up: Flight, home: Flight) -> str:
        """Why a ship brings no one at all from a flight; empty if it may."""
        if home.descent == "empty":
            return f"{home.id} ({home.landing}) comes down empty"
        if self._past(home.landing):
            return f"{home.id} landed on {home.landing}"
        if home.landing <= up.launch:
            return f"{home.id} lands on {home.landing}, no later than {up.id} launches"
        return ""

    def _barred(
        self, up: Flight, home: Flight, seat: Seat, member: CrewMember | None, state: State
    ) -> bool:
        """Whether a requirement of the conflict keeps someone from a seat home."""
        if member is None or state == UP:
            return False
        lookup, demanded = self.lookup, self.demanded
        admission = SEAT_REQUIREMENTS.requirement(home, seat)
        if admission.id in demanded and member.id not in lookup.may_sit(
            seat, home.landing, launch=up.launch
        ):
            return True
        entries = (
            entry
            for entry in lookup.program.forbidden
            if (entry.flight, entry.member) == (home.id, member.id)
            and "down" in entry.legs
            and entry.role in (None, seat.role)
        )
        return any(FORBIDDEN.requirement(lookup, entry).id in demanded for entry in entries)

    # The groups

    def found(self) -> tuple[Stranded, ...]:
        """Each group whose members are more than the seats that any of them could have."""
        groups: list[list[int]] = []
        alone: dict[tuple[str, str], list[int]] = {}
        for group in _too_many([one.homes for one in self.travelers]):
            first = self.travelers[group[0]]
            if first.homes:
                groups.append(group)
            else:  # no seat at all: those of one flight are reported together
                alone.setdefault((first.flight.id, first.blocked), []).extend(group)
        groups = [*alone.values(), *groups]
        return tuple(self._told([self.travelers[at] for at in group]) for group in groups)

    def _told(self, group: Sequence[_Traveler]) -> Stranded:
        members = sorted({one.member.id for one in group if one.member is not None})
        ships = {ship.id: ship for one in group for ship in self._ships(one)}
        reasons = dict.fromkeys(one.blocked for one in group if one.blocked)
        if not reasons:
            reasons = dict.fromkeys(self._reason(ship, group) for ship in ships.values())
        who = listed(_people(self.lookup, group))
        cannot = "cannot all" if group[0].homes else "cannot"
        if _anyone(group[0]):
            who = opening(who)
        message = f"{who} {cannot} come home: {'; '.join(reasons)}."
        others = self._others(group, ships)
        if others:
            message += f" Not among their return options: {listed(others)}."
        return Stranded(tuple(members), tuple(ships), message)

    def _others(self, group: Sequence[_Traveler], ships: Container[str]) -> list[str]:
        """The next ships that bring people home from where those in orbit are."""
        stations = {one.flight.station for one in group if one.state == ORBIT}
        coming = [
            ship
            for ship in self.lookup.flights.values()
            if ship.station in stations and ship.id not in ships and ship.descent == "crewed"
            if not self._past(ship.landing) and self.lookup.seats(ship)
        ]
        coming.sort(key=lambda ship: (ship.landing, ship.id))
        return [f"{ship.id} ({ship.landing})" for ship in coming[:OTHERS]]

    def _ships(self, one: _Traveler) -> list[Flight]:
        return [one.flight] if one.state == DOWN else self._options(one.flight)

    def _reason(self, ship: Flight, group: Sequence[_Traveler]) -> str:
        """What keeps a ship from bringing all of them."""
        mine = [one for one in group if ship in self._ships(one)]
        gone = [self._gone(one.flight, ship) for one in mine]
        if all(gone):
            alone = ship is mine[0].flight and not ship.return_options
            return gone[0] + (f", and {ship.id} has no return options" if alone else "")
        if not self.lookup.seats(ship):
            return f"{ship.id} ({ship.landing}) has no seats"
        count = len({place for one in group for place in one.homes if place[0] == ship.id})
        if not count:
            return f"{ship.id} ({ship.landing}) has no seat that they may take"
        return f"{ship.id} ({ship.landing}) has {many(count, 'seat')} for them"


def _anyone(one: _Traveler) -> bool:
    """Whether it is no matter who and how many they are: none of them could come home."""
    return one.member is None and not one.homes


def _people(lookup: ProgramIndex, group: Sequence[_Traveler]) -> Iterator[str]:
    """`Ann and Bob (in orbit since 2030-01-01, F1)`, `2 people who go up on F2 (2030-02-01)`."""
    kinds = dict.fromkeys((one.flight.id, one.state, one.member is None) for one in group)
    for kind in kinds:
        mine = [one for one in group if (one.flight.id, one.state, one.member is None) == kind]
        flight, state = mine[0].flight, mine[0].state
        ids = dict.fromkeys(one.member.id for one in mine if one.member is not None)
        names = listed(map(lookup.name, ids))
        if mine[0].member is None:
            count = "1 person who goes" if len(mine) == 1 else f"{len(mine)} people who go"
            who = "whoever goes" if _anyone(mine[0]) else count
            yield f"{who} up on {flight.id} ({flight.launch})"
        elif state == ORBIT:
            yield f"{names} (in orbit since {flight.launch}, {flight.id})"
        elif state == UP:
            yield f"{names} (to go up on {flight.id}, {flight.launch})"
        else:
            yield f"{names} (to come down on {flight.id}, {flight.landing})"


def _too_many(homes: Sequence[Sequence[SeatHome]]) -> list[list[int]]:
    """Sets of people who have fewer seats than they are: none if all have one.

    A largest matching by augmenting paths; whoever is left out belongs with all whose seats lie
    on alternating paths from there.
    """
    holder: dict[SeatHome, int] = {}

    def seated(who: int, tried: set[SeatHome]) -> bool:
        for place in homes[who]:
            if place not in tried:
                tried.add(place)
                if place not in holder or seated(holder[place], tried):
                    holder[place] = who
                    return True
        return False

    groups: list[set[int]] = []
    for who in range(len(homes)):
        tried: set[SeatHome] = set()
        if not seated(who, tried):
            group = {who, *(holder[place] for place in tried)}
            joined = [one for one in groups if one & group]
            groups = [one for one in groups if not one & group]
            groups.append(group.union(*joined))
    return [sorted(group) for group in groups]
