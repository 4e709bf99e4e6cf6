"""The keys by which rules and goals pick flights and members: picks, counts and sentences.

How a key reads in a sentence is written here once, for all rules, goals and pages. `Where.which`
shows which flights are picked, `Members.whom` who is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, Self

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.modelling import LinearExpr, Model, SeatVariable, TourVariable
from seatplan.plan import Assignment
from seatplan.program import ASKED, NOT_EMPTY, CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex, Tour
from seatplan.words import listed, range_of, within

Unit = Literal["seats", "days"]


PICKED: Mapping[str, Callable[[Any], Any]] = {
    "agency": forgiving.maybe_agency_ids,
    "flight": forgiving.maybe_flight_ids,
    "member": forgiving.maybe_member_ids,
    "role": forgiving.maybe_role_names,
    "station": forgiving.maybe_stations,
    "vehicle": forgiving.maybe_vehicle_ids,
}
"""By kind, what a list of ids may be given as."""


def picked(kind: str) -> Any:
    """A field of ids of that kind, for a rule of one's own; None picks all."""
    return field(default=None, converter=PICKED.get(kind), metadata={"ids": kind})


@frozen(kw_only=True, slots=False)
class Where:
    """Picks flights. What is left out picks all; together the keys are a conjunction.

    Attributes:
        flights: only these, by their ids.
        vehicles: only flights of these.
        operators: only flights of vehicles that these agencies operate.
        stations: only flights to these.
        since, until: only flights whose launch lies in `[since, until)`.
    """

    flights: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_flight_ids, metadata={"ids": "flight"}
    )
    vehicles: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_vehicle_ids, metadata={"ids": "vehicle"}
    )
    operators: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_agency_ids, metadata={"ids": "agency"}
    )
    stations: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_stations, metadata={"ids": "station"}
    )
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def without_flights(self, lookup: ProgramIndex, flights: Collection[str]) -> Self | None:
        """The same that no longer picks these; None if it picks none without them."""
        left = tuple(one.id for one in self.flights_in(lookup) if one.id not in flights)
        return evolve(self, flights=left) if left else None

    def flights_in(
        self, lookup: ProgramIndex, *, empty_ascents: bool = False
    ) -> tuple[Flight, ...]:
        """The flights picked, by launch; without those on which no one goes up, unless asked."""
        return tuple(
            flight
            for flight in lookup.flights.values()
            if (empty_ascents or flight.ascent == "crewed") and self.takes(lookup, flight)
        )

    def empty_in(self, lookup: ProgramIndex) -> tuple[Flight, ...]:
        """The flights that would be picked if they did not go up empty, by launch."""
        return tuple(one for one in lookup.empty_ascents if self.takes(lookup, one))

    def takes(self, lookup: ProgramIndex, flight: Flight) -> bool:
        """Whether the flight is picked; whether anyone goes up on it is not asked."""
        return (
            (self.flights is None or flight.id in self.flights)
            and (self.vehicles is None or flight.vehicle in self.vehicles)
            and (self.operators is None or lookup.operator(flight) in self.operators)
            and (self.stations is None or flight.station in self.stations)
            and (self.since is None or self.since <= flight.launch)
            and (self.until is None or flight.launch < self.until)
        )

    def which(self, *, named: bool = True, year: int | None = None) -> str:
        """Which flights: `all flights`, `flights of Soyuz MS to ISS launched before 2026-01-01`.

        Args:
            named: whether to name `flights`; not in a sentence that is about one flight.
            year: only those launched in this year.
        """
        words = ["flights"]
        if named and self.flights is not None:
            words.append(listed(sorted(self.flights)))
        for ids, verb in (
            (self.vehicles, "of"),
            (self.operators, "operated by"),
            (self.stations, "to"),
        ):
            if ids is not None:
                words.append(f"{verb} {listed(sorted(ids), 'or')}")
        days = [f"in {year}"] if year is not None else []
        days += [f"since {self.since}"] if self.since is not None else []
        days += [f"before {self.until}"] if self.until is not None else []
        if days:
            words.append(f"launched {listed(days)}")
        return " ".join(words) if len(words) > 1 else "all flights"

    def of_flight(self) -> str:
        """To end a sentence on one picked flight: ` (as on all flights of Soyuz MS)`, or none."""
        which = self.which(named=False)
        return f" (as on all {which})" if which != "all flights" else ""


@frozen(kw_only=True, slots=False)
class Members:
    """Picks members. What is left out picks all; together the keys are a conjunction.

    Attributes:
        members: only these, by their ids.
        agencies: only those who ever belong to one of these.
    """

    members: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_member_ids, metadata={"ids": "member"}
    )
    agencies: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_agency_ids, metadata={"ids": "agency"}
    )

    def picks(self, member: CrewMember) -> bool:
        """Whether the member is picked."""
        return (self.members is None or member.id in self.members) and (
            self.agencies is None
            or any(one.id in self.agencies and one.has_days for one in member.memberships)
        )

    def without_members(self, lookup: ProgramIndex, members: Collection[str]) -> Self | None:
        """The same that no longer picks these; None if it picks none without them."""
        left = tuple(one.id for one in self.members_in(lookup) if one.id not in members)
        return evolve(self, agencies=None, members=left) if left else None

    def members_in(self, lookup: ProgramIndex) -> tuple[CrewMember, ...]:
        """The members picked, by id."""
        return tuple(member for member in lookup.members.values() if self.picks(member))

    def traits(self) -> tuple[tuple[str, str, str], ...]:
        """What the picked have in common, by key: what one does, what several do, and what."""
        if self.agencies is None:
            return ()
        return (("belongs to", "belong to", listed(sorted(self.agencies), "or")),)

    def whom(self, lookup: ProgramIndex) -> str:
        """Who is picked: `Ann and Bob`, `members of NASA who hold eva`, `the crew` for all."""
        if self.members is None:
            return self._described(several=True) or "the crew"
        names = self._names(lookup)
        traits = self._traits(several=True)
        return f"those of {names} who {listed(traits)}" if traits else names

    def counted(self, lookup: ProgramIndex, least: int | None, most: int | None) -> str:
        """This many of the picked: `at least 2 people who hold eva`, `no members of NASA`."""
        if self.members is None:
            one = self._described(several=False) or "person"
            return within(least, most, one, self._described(several=True) or "people")
        names = self._names(lookup)
        one, several = (
            f"of {names} who {listed(traits)}" if traits else f"of {names}"
            for traits in (self._traits(several=False), self._traits(several=True))
        )
        count = most if most is not None else least
        return f"{range_of(least, most)} {one if count == 1 else several}"

    def of_member(self) -> str:
        """To end a sentence on one picked member: ` (as for all members of NASA)`, or nothing."""
        if self.members is not None:
            traits = self._traits(several=True)
            return f" (as for all those listed who {listed(traits)})" if traits else ""
        who = self._described(several=True)
        return f" (as for all {who})" if who else ""

    def _names(self, lookup: ProgramIndex) -> str:
        return listed(sorted(lookup.name(member) for member in self.members or ()))

    def _traits(self, *, several: bool) -> list[str]:
        return [f"{do if several else does} {what}" for does, do, what in self.traits()]

    def _described(self, *, several: bool) -> str:
        """The picked without their names; empty where the keys add nothing."""
        traits = self._traits(several=several)
        who = "people" if several else "person"
        if self.agencies is not None:
            who = f"{'members' if several else 'member'} of {listed(sorted(self.agencies), 'or')}"
            traits = traits[1:]
        elif not traits:
            return ""
        return f"{who} who {listed(traits)}" if traits else who


@frozen(kw_only=True, slots=False)
class Who(Members):
    """Picks members for a flight: by agency and qualifications on the day it launches, and by role.

    Attributes:
        agencies: only those who belong to one of these on that day.
        holding: only those who hold this qualification, or all of these, on that day.
        roles: only those who take one of these roles on the flight up.
    """

    holding: str | tuple[str, ...] | None = field(
        default=None, converter=forgiving.held, metadata=ASKED | NOT_EMPTY
    )
    roles: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_role_names, metadata={"ids": "role"}
    )

    def picked_for(self, lookup: ProgramIndex, flight: Flight) -> frozenset[str]:
        """The ids of those who are picked if they go up on that flight, in one of the `roles`."""
        key = (self.members, self.agencies, flight.launch if lookup.changing else None)
        ids = lookup.picks.get(key)
        if ids is None:
            ids = lookup.everyone
            if self.members is not None:
                ids &= frozenset(self.members)
            if self.agencies is not None:
                ids &= lookup.of_agencies(self.agencies, flight.launch)
            lookup.picks[key] = ids
        for qualification in self.held:
            ids &= lookup.holders(qualification, flight.launch)
        return ids

    @property
    def held(self) -> tuple[str, ...]:
        """The qualifications that someone must hold to be picked."""
        if self.holding is None:
            return ()
        return (self.holding,) if isinstance(self.holding, str) else self.holding

    def in_role(self, role: str) -> bool:
        """Whether someone in that role on the flight up may be picked."""
        return self.roles is None or role in self.roles

    def traits(self) -> tuple[tuple[str, str, str], ...]:
        traits = super().traits()
        if self.held:
            traits = (*traits, ("holds", "hold", listed(self.held)))
        if self.roles is not None:
            traits = (*traits, ("goes up as", "go up as", listed(sorted(self.roles), "or")))
        return traits


# N(WHO, WHERE), twice: read off a plan, and as a sum of a model's literals.


def tours_taken(who: Who, reading: PlanIndex, flights: Iterable[Flight]) -> list[Tour]:
    """The tours of picked members that go up on one of these flights."""
    picks = {flight.id: who.picked_for(reading.lookup, flight) for flight in flights}
    return [
        tour
        for tour in reading.all_tours()
        if tour.up.id in picks and tour.member.id in picks[tour.up.id] and who.in_role(tour.role_up)
    ]


def lines_taken(who: Who, reading: PlanIndex, flight: Flight) -> list[Assignment]:
    """The seats that picked members take on the way up on one flight."""
    ids = who.picked_for(reading.lookup, flight)
    return [
        line for line in reading.on(flight, "up") if line.member in ids and who.in_role(line.role)
    ]


def seats_taken(
    who: Who, reading: PlanIndex, flights: Iterable[Flight], unit: Unit = "seats"
) -> int:
    """N(WHO, WHERE) of a plan, in seats or in days."""
    if unit == "days":
        return sum(tour.days for tour in tours_taken(who, reading, flights))
    return sum(len(lines_taken(who, reading, flight)) for flight in flights)


def most_seats_taken(
    who: Who, reading: PlanIndex, flights: Iterable[Flight], unit: Unit = "seats"
) -> int:
    """No plan of the program has more of N(WHO, WHERE), whoever is picked."""
    total = 0
    for flight in flights:
        seats = sum(
            seat.count for seat in reading.lookup.seats(flight).values() if who.in_role(seat.role)
        )
        most = max(seats, len(lines_taken(who, reading, flight)))  # records may have too many
        if unit == "days":
            landings = [home.landing for home in reading.lookup.ways_home(flight)]
            most *= (max(landings, default=flight.launch) - flight.launch).days
        total += most
    return total


def goes_up(model: Model, flight: Flight, member: str) -> LinearExpr:
    """Whether a member goes up on a flight, as a sum that is 1 or 0.

    At most one of their places is taken. Records may have them in several, which are then one and
    the same constant.
    """
    places = (place for place in model.seat_variables(flight, "up") if place.member.id == member)
    return LinearExpr(dict.fromkeys(place.literal for place in places))


def picked_seats(who: Who, model: Model, flight: Flight) -> list[SeatVariable]:
    """The seats that picked members may take on the way up on one flight."""
    ids = who.picked_for(model.lookup, flight)
    return [
        seat
        for seat in model.seat_variables(flight, "up")
        if seat.member.id in ids and who.in_role(seat.role)
    ]


def picked_tours(who: Who, model: Model, flights: Iterable[Flight]) -> list[TourVariable]:
    """The tours of picked members that may go up on one of these flights.

    The literal of each is true where the tour is made and, with `roles`, goes up in one of them.
    One who comes home on another flight has a tour variable for each flight home and a seat
    variable for each role up: where only some of the roles count the literal is new, and true where
    both are.
    """
    found: list[TourVariable] = []
    for flight in flights:
        found += tours_of_picked(who, model, flight, who.picked_for(model.lookup, flight))
    return found


def tours_of_picked(
    who: Who, model: Model, flight: Flight, ids: frozenset[str]
) -> Iterable[TourVariable]:
    """The same of one flight, where these members are picked, by id."""
    tours = [one for one in model.tours_up(flight) if one.member.id in ids]
    return tours if who.roles is None else _in_roles(who, model, flight, tours)


def _in_roles(
    who: Who, model: Model, flight: Flight, tours: Iterable[TourVariable]
) -> Iterator[TourVariable]:
    """Of the tours that go up on one flight those in the roles that count."""
    seats: dict[str, list[SeatVariable]] = {}
    for seat in model.seat_variables(flight, "up"):
        seats.setdefault(seat.member.id, []).append(seat)
    stays = {one.literal for one in model.tours_up(flight) if one.down is flight}
    for tour in tours:
        mine = seats.get(tour.member.id, [])
        if model.past(flight.launch):  # the role is a matter of record
            counting = mine
        elif tour.literal in stays:  # one literal for the tour and for its seat
            counting = [seat for seat in mine if seat.literal == tour.literal]
        else:
            counting = [seat for seat in mine if seat.literal not in stays]
        chosen = [seat.literal for seat in counting if who.in_role(seat.role)]
        if len(chosen) == len(counting) or (chosen and model.past(flight.launch)):
            yield tour
        elif chosen:
            both = model.literal()
            taken = LinearExpr(chosen)
            model.add((2 * LinearExpr([both]) - taken - LinearExpr([tour.literal])).within(-1, 0))
            yield evolve(tour, literal=both)


def sum_of_seats(
    who: Who, model: Model, flights: Iterable[Flight], unit: Unit = "seats"
) -> LinearExpr:
    """N(WHO, WHERE) on a model, in seats or in days."""
    if unit == "days":
        tours = picked_tours(who, model, flights)
        return LinearExpr([tour.literal for tour in tours], [tour.days for tour in tours])
    return LinearExpr(
        seat.literal for flight in flights for seat in picked_seats(who, model, flight)
    )
