"""The people who must come down, and the seats in which they could."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date
from typing import Literal

from attrs import field, frozen

from seatplan.dates import dated
from seatplan.plan import Assignment, Plan
from seatplan.program import CrewMember, Flight, Seat
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.stranded.matching import SeatHome
from seatplan.structure import ASCENT_FULL, FIXED, FORBIDDEN, SEAT_REQUIREMENTS
from seatplan.structure.return_ import settled
from seatplan.timeline import PlanIndex, never_closed

State = Literal["in orbit", "goes up", "comes down"]
ORBIT: State = "in orbit"
UP: State = "goes up"
DOWN: State = "comes down"


@frozen
class Traveler:
    """Someone who must come down.

    Attributes:
        flight: the flight that takes them up, or on which an entry fixes their way down.
        role: their role on that flight.
        member: the member; None for anyone who goes up in that role.
        state: whether they are in orbit, go up, or only come down.
        blocked: why they cannot come home on any flight; empty if they can.
        homes: the seats in which they could come home.
    """

    flight: Flight
    role: str
    member: CrewMember | None
    state: State
    blocked: str = ""
    homes: tuple[SeatHome, ...] = field(default=(), eq=False)


class Homeward:
    """The people who must come down, each with the seats in which they could.

    Args:
        lookup: the index of the program.
        plan: the plan whose past is kept, if any.
        as_of: everything before this day is past.
        demanded: the ids of the requirements that must hold.
    """

    def __init__(
        self, lookup: ProgramIndex, plan: Plan | None, as_of: date | None, demanded: frozenset[str]
    ) -> None:
        # The past happened on the dates of the plan.
        self.lookup: ProgramIndex = lookup.on_dates(dated(lookup.program, plan))
        self.as_of = as_of
        self.demanded = demanded
        self.travelers: list[Traveler] = [*self._in_orbit(plan), *self._to_go_up()]
        self.travelers += list(self._to_come_down({one.member for one in self.travelers}))

    def past(self, day: date) -> bool:
        return self.as_of is not None and day < self.as_of

    # People who must come down

    def _in_orbit(self, plan: Plan | None) -> Iterator[Traveler]:
        """Those who have launched and not landed, except those that the plan never brings home."""
        if plan is None or self.as_of is None:
            return
        flights = self.lookup.flights
        past = [
            line
            for line in plan.assignments
            if line.flight in flights and self.past(leg_day(flights[line.flight], line.leg))
        ]
        may_stay = never_closed(self.lookup, plan, self.as_of)
        reading = PlanIndex(self.lookup.program, Plan(past), lookup=self.lookup)
        before: dict[str, Assignment] = {}
        for line in (one for one in reading.unpaired if one.leg == "up"):
            flight = flights[line.flight]
            if line in may_stay and self.past(settled(self.lookup, flight)):
                before.setdefault(line.member, line)
                continue
            first = before.get(line.member)
            blocked = f"the open leg up on {first.flight} must be closed first" if first else ""
            member = self.lookup.members[line.member]
            yield self._traveler(flight, line.role, member, ORBIT, blocked)

    def _to_go_up(self) -> Iterator[Traveler]:
        """Those who must go up: seats that must be taken, and people who are fixed."""
        for flight in self.lookup.flights.values():
            if self.past(flight.launch):
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

    def _to_come_down(self, counted: Set[CrewMember | None]) -> Iterator[Traveler]:
        """Other people who are fixed in a seat down, which they take from someone."""
        for entry in sorted(self.lookup.program.fixed, key=repr):
            flight = self.lookup.flights[entry.flight]
            if (
                entry.leg == "down"
                and self.lookup.members[entry.member] not in counted
                and not self.past(flight.landing)
                and FIXED.requirement(self.lookup, entry).id in self.demanded
            ):
                member = self.lookup.members[entry.member]
                count = self.lookup.seats(flight)[entry.role].count
                homes = tuple((flight.id, entry.role, at) for at in range(count))
                yield Traveler(flight, entry.role, member, DOWN, homes=homes)

    def _traveler(
        self, up: Flight, role: str, member: CrewMember | None, state: State, blocked: str = ""
    ) -> Traveler:
        homes = () if blocked else tuple(self._homes(up, role, member, state))
        return Traveler(up, role, member, state, blocked, homes)

    # Flights home

    def options(self, up: Flight) -> list[Flight]:
        """The flight itself and its return options, by landing, whether or not they have seats."""
        others = [self.lookup.flights[one] for one in up.return_options if one != up.id]
        return [up, *sorted(others, key=lambda one: (one.landing, one.id))]

    def _homes(
        self, up: Flight, role: str, member: CrewMember | None, state: State
    ) -> Iterator[SeatHome]:
        for home in self.options(up):
            if self.gone(up, home):
                continue
            for name, seat in self.lookup.seats(home).items():
                if (home is up and name != role) or self._barred(up, home, seat, member, state):
                    continue
                yield from ((home.id, name, at) for at in range(seat.count))

    def gone(self, up: Flight, home: Flight) -> str:
        """Why no one who went up on a flight can come home on another; empty if someone can."""
        if home.descent == "empty":
            return f"{home.id} ({home.landing}) comes down empty"
        if self.past(home.landing):
            return f"{home.id} landed on {home.landing}"
        if home.landing <= up.launch:
            return f"{home.id} lands on {home.landing}, no later than {up.id} launches"
        return ""

    def _barred(
        self, up: Flight, home: Flight, seat: Seat, member: CrewMember | None, state: State
    ) -> bool:
        """Whether a requirement of the conflict bars someone from a seat home."""
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
