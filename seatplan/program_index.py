"""The objects of a program by id, and facts that follow from them: operators, seats, holders."""

from __future__ import annotations

import copy
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from seatplan.program import (
    Agency,
    CrewMember,
    Flight,
    Leg,
    Port,
    Program,
    Qualification,
    Seat,
    Spacecraft,
    Vehicle,
)

LONG_AGO = date.min


class ProgramIndex:
    """Look-ups in one program. Callers make one when they need it; the program does not keep it."""

    def __init__(self, program: Program) -> None:
        self._take_flights(program)
        self.members: dict[str, CrewMember] = {
            member.id: member for member in sorted(program.crew, key=lambda one: one.id)
        }
        """The members by id, in the order of the ids."""
        self.vehicles: dict[str, Vehicle] = {vehicle.id: vehicle for vehicle in program.vehicles}
        self.agencies: dict[str, Agency] = {agency.id: agency for agency in program.agencies}
        self.ports: dict[str, Port] = {port.id: port for port in program.ports}
        self.spacecraft: dict[str, Spacecraft] = {craft.id: craft for craft in program.spacecraft}
        self._docks: dict[tuple[str, str], list[Port]] = {}
        for port in program.ports:
            for vehicle in port.vehicles:
                self._docks.setdefault((port.station, vehicle), []).append(port)
        self._ports: dict[tuple[str, str, tuple[str, ...] | None], tuple[Port, ...]] = {}
        self._craft: dict[str, list[Spacecraft]] = {}
        for craft in program.spacecraft:
            self._craft.setdefault(craft.vehicle, []).append(craft)
        self.stations: list[str] = sorted({flight.station for flight in program.flights})
        self._seats = {
            flight.id: {
                seat.role: seat
                for seat in (
                    flight.seats
                    if flight.seats is not None
                    else self.vehicles[flight.vehicle].seats
                )
            }
            for flight in program.flights
        }
        self._always: dict[str, set[str]] = {}
        self._sometimes: dict[str, dict[str, list[tuple[date, date]]]] = {}
        self._of_agency: dict[str, set[str]] = {agency.id: set() for agency in program.agencies}
        self.changing: tuple[CrewMember, ...] = tuple(
            member for member in self.members.values() if not isinstance(member.agency, str)
        )
        """The members who change their agency."""
        for member in program.crew:
            if isinstance(member.agency, str):
                self._of_agency[member.agency].add(member.id)
            for one in member.memberships:
                for held in self.agencies[one.id].qualifications:
                    self._enter(member, Qualification(held, one.since, one.until))
            for entry in member.qualifications:
                self._enter(member, entry)
        self.everyone: frozenset[str] = frozenset(self.members)
        """The ids of all members."""
        self.picks: dict[Hashable, frozenset[str]] = {}
        """A cache of the members picked by rules, which often pick the same ones."""
        self.names: dict[str, str] = _names(program.crew)
        """By member id, the name to show; if two members have the same name, with their ids."""
        self.backed_up: frozenset[tuple[str, str]] | None = None
        """The flights and roles for which rules require backups; filled by `required_backups`."""
        self.marks: dict[str, str] | None = None
        """By rule id, a mark that distinguishes rules with the same sentence; see `Rule.mark`."""
        self.possible: Mapping[str, tuple[range, range]] = {}
        """By flight id, the possible launch and landing days if they differ from the flight's own
        windows: see `possible_days`."""

    def _take_flights(self, program: Program) -> None:
        """Sets the attributes that depend on the dates of flights."""
        self.program: Program = program
        self.flights: dict[str, Flight] = {
            flight.id: flight
            for flight in sorted(program.flights, key=lambda one: (one.launch, one.id))
        }
        """The flights by id, in the order of their launches."""
        self.first_launch: date | None = min((f.launch for f in program.flights), default=None)
        self.empty_ascents: tuple[Flight, ...] = tuple(
            flight for flight in self.flights.values() if flight.ascent == "empty"
        )
        """The flights with an empty ascent, by launch."""

    def on_dates(
        self, program: Program, possible: Mapping[str, tuple[range, range]] | None = None
    ) -> ProgramIndex:
        """The index of the same program with other dates; this index, if no date differs.

        Args:
            program: the program with the other dates.
            possible: by flight id, the possible launch and landing days, if there is a choice.
        """
        if program is self.program:
            return self
        made = copy.copy(self)
        made._take_flights(program)
        # Rules that pick flights by date can now have the same sentence, and pick other flights.
        made.marks = None
        made.backed_up = None
        made.possible = {} if possible is None else possible
        return made

    def possible_days(self, flight: Flight) -> tuple[range, range]:
        """The possible launch and landing days of a flight, as ordinals (`date.toordinal`).

        Requirements on periods of days begin and end at possible days, so that the requirements are
        the same for all dates that a plan can choose. In the index of a plan they are the days of
        the given program, which need not include the days of the plan.
        """
        known = self.possible.get(flight.id)
        return (flight.launch_days, flight.landing_days) if known is None else known

    def name(self, member: str) -> str:
        """The member's name to show, with the id if another member has the same name."""
        return self.names[member]

    def _enter(self, member: CrewMember, held: Qualification) -> None:
        if held.since is None and held.until is None:
            self._always.setdefault(held.id, set()).add(member.id)
        else:
            spans = self._sometimes.setdefault(held.id, {}).setdefault(member.id, [])
            spans.append((held.since or date.min, held.until or date.max))

    def operator(self, flight: Flight) -> str:
        """The agency that operates the flight's vehicle."""
        return self.vehicles[flight.vehicle].operator

    def training_days(self, flight: Flight) -> int:
        """The number of days before launch on which an assigned member is busy."""
        return self.vehicles[flight.vehicle].training_days

    def ports_of(self, flight: Flight) -> tuple[Port, ...]:
        """The ports at which the flight can dock, in the order of the program.

        Empty if no port of its station takes its vehicle; then the flight needs no port.
        """
        key = (flight.station, flight.vehicle, flight.ports)
        found = self._ports.get(key)
        if found is None:
            docks = self._docks.get((flight.station, flight.vehicle), ())
            found = tuple(one for one in docks if flight.ports is None or one.id in flight.ports)
            self._ports[key] = found
        return found

    def spacecraft_of(self, flight: Flight) -> tuple[Spacecraft, ...]:
        """The listed spacecraft that can make the flight, in the order of the program.

        Only one if the flight names it; empty if the program lists none of the flight's vehicle.
        """
        listed = self._craft.get(flight.vehicle, ())
        named = flight.spacecraft
        return tuple(one for one in listed if named is None or one.id == named)

    def backup_days(self, flight: Flight) -> int:
        """The number of days before launch on which a backup is busy."""
        return self.vehicles[flight.vehicle].backup_days

    def seats(self, flight: Flight) -> dict[str, Seat]:
        """The flight's seats by role: its own if it has some, else those of its vehicle."""
        return self._seats[flight.id]

    def capacity(self, flight: Flight) -> int:
        """The number of seats of the flight."""
        return sum(seat.count for seat in self.seats(flight).values())

    def holders(self, qualification: str, day: date) -> frozenset[str]:
        """The ids of the members who hold a qualification on a day."""
        held = set(self._always.get(qualification, ()))
        for member, spans in self._sometimes.get(qualification, {}).items():
            if any(since <= day < until for since, until in spans):
                held.add(member)
        return frozenset(held)

    def holds(self, member: str, qualification: str, day: date) -> bool:
        """Whether a member holds a qualification on a day."""
        if member in self._always.get(qualification, ()):
            return True
        spans = self._sometimes.get(qualification, {}).get(member, ())
        return any(since <= day < until for since, until in spans)

    def of_agencies(self, agencies: Iterable[str], day: date) -> frozenset[str]:
        """The ids of the members who belong to one of these agencies on a day."""
        wanted = frozenset(agencies)
        changing = (one.id for one in self.changing if one.agency_on(day) in wanted)
        return frozenset(changing).union(*(self._of_agency[agency] for agency in wanted))

    def may_sit(self, seat: Seat, day: date, *, launch: date | None = None) -> frozenset[str]:
        """The ids of the members who meet the requirements of a seat on a day.

        Args:
            seat: the seat.
            day: the day of the leg.
            launch: for a leg down, the launch day of the member's flight up, which determines the
                agency.
        """
        admitted = self.everyone
        if seat.agencies is not None:
            admitted = self.of_agencies(seat.agencies, day if launch is None else launch)
        elif launch is None:
            admitted -= {one.id for one in self.changing if one.agency_on(day) is None}
        for qualification in seat.requires:
            admitted &= self.holders(qualification, day)
        return admitted

    def ways_home(self, flight: Flight) -> tuple[Flight, ...]:
        """The flights on which people who went up on this flight can come down, itself first.

        Only flights with a crewed descent that land after this flight's launch, by landing.
        """
        own = (flight,) if flight.descent == "crewed" else ()
        others = {
            option
            for option in flight.return_options
            if option != flight.id
            and self.flights[option].descent == "crewed"
            and self.flights[option].landing > flight.launch
        }
        by_landing = sorted(others, key=lambda one: (self.flights[one].landing, one))
        return (*own, *(self.flights[option] for option in by_landing))

    def home_on(self, flight: Flight) -> tuple[Flight, ...]:
        """The flights whose people can come down on this flight, by launch."""
        return tuple(one for one in self.flights.values() if flight in self.ways_home(one))


def _names(crew: Iterable[CrewMember]) -> dict[str, str]:
    return names_told_apart({member.id: member.name for member in crew})


def names_told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """By id, the name; with the id if another id has a name that looks the same."""
    shown = dict(names)
    for _ in range(2):  # a name can look like another name with an id
        looks = Counter(unicodedata.normalize("NFC", name) for name in shown.values())
        shown = {
            id: f"{names[id]} ({id})" if looks[unicodedata.normalize("NFC", name)] > 1 else name
            for id, name in shown.items()
        }
    return shown


def leg_day(flight: Flight, leg: Leg) -> date:
    """The day of a leg: the landing for the leg down; the launch for the leg up and for backups."""
    return flight.landing if leg == "down" else flight.launch
