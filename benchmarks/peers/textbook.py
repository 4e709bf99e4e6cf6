"""A model in the style of the tools' tutorials: one boolean for each person and seat.

Seats are numbered, and each pair of overlapping tours of a person excludes each other. This module
holds the constraints of every plan; `benchmarks.peers.textbook_rules` has the rules and goals.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from benchmarks.peers.tool import Tool
from seatplan import Assignment, CrewMember, Flight, Plan, Program
from seatplan.program import LEGS, Leg
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.rules.ground_time import GroundTime


@frozen
class Place:
    """A person on one numbered seat."""

    role: str
    member: str
    taken: Any


@frozen
class Way:
    """A person who goes up on one flight and comes down on the same or another one."""

    up: Flight
    down: Flight
    taken: Any


class Textbook:
    """The model of a program in a tool."""

    def __init__(self, program: Program, tool: Tool) -> None:
        self.program = program
        self.tool = tool
        self.lookup = ProgramIndex(program)
        self.places: dict[tuple[str, Leg], list[Place]] = {}
        self.on: dict[tuple[str, Leg, str], list[Any]] = {}
        self.ways: dict[str, list[Way]] = {one: [] for one in self.lookup.members}
        self.ground_days = dict.fromkeys(self.lookup.members, 0)
        for rule in program.named_rules:
            if isinstance(rule, GroundTime) and rule.weight is None:
                for member in rule.members_in(self.lookup):
                    self.ground_days[member.id] = max(self.ground_days[member.id], rule.days)
        for flight in self.lookup.flights.values():
            self._seats(flight)
        for flight in self.lookup.flights.values():
            if not self._simple(flight):
                self._ways_of(flight)
        for flight in self.lookup.flights.values():
            if not self._simple(flight):
                self._tie(flight)
        self._one_place()
        self._fixed()

    def sum(self, terms: Sequence[Any]) -> Any:
        """The sum of any number of terms."""
        return self.tool.total(terms) if terms else 0

    def add(self, constraint: Any) -> None:
        """Adds a comparison as a constraint; a comparison of two numbers must be true."""
        if isinstance(constraint, bool):
            assert constraint, "the program has a plan"
        else:
            self.tool.add(constraint)

    @property
    def plan(self) -> Plan:
        """The latest solution as a plan."""
        return Plan(
            (
                Assignment(flight, leg, place.role, place.member)
                for (flight, leg), places in self.places.items()
                for place in places
                if self.tool.taken(place.taken)
            ),
            self.program.name,
        )

    # Constraints of every plan

    def _simple(self, flight: Flight) -> bool:
        """Whether everyone lands on the flight of their launch, so that one boolean is enough."""
        return self.lookup.ways_home(flight) == (flight,) == self.lookup.home_on(flight)

    def _seats(self, flight: Flight) -> None:
        simple = self._simple(flight)
        crewed = {"up": flight.ascent == "crewed", "down": flight.descent == "crewed"}
        for leg in LEGS:
            here = self.places.setdefault((flight.id, leg), [])
            if simple and leg == "down":
                here += self.places[flight.id, "up"]
                for place in here:
                    self.on.setdefault((flight.id, leg, place.member), []).append(place.taken)
                continue
            for seat in self.lookup.seats(flight).values() if crewed[leg] else ():
                admitted = self._admitted(flight, seat.role, leg)
                if simple:
                    admitted &= self._admitted(flight, seat.role, "down")
                    admitted = {m for m in admitted if self._can(m, flight, flight)}
                for _ in range(seat.count):
                    seated = []
                    for member in sorted(admitted):
                        taken = self.tool.boolean()
                        seated.append(taken)
                        here.append(Place(seat.role, member, taken))
                        self.on.setdefault((flight.id, leg, member), []).append(taken)
                    must = leg == "up" and not seat.optional
                    if must:
                        self.add(self.sum(seated) == 1)
                    elif seated:
                        self.add(self.sum(seated) <= 1)
            for member in {place.member for place in here}:
                if len(self.on[flight.id, leg, member]) > 1:
                    self.add(self.sum(self.on[flight.id, leg, member]) <= 1)
        if simple:
            for member in sorted({place.member for place in here}):
                taken = self.sum(self.on[flight.id, "up", member])
                self.ways[member].append(Way(flight, flight, taken))
            self._critical(flight)

    def _admitted(self, flight: Flight, role: str, leg: Leg) -> set[str]:
        barred = {
            one.member
            for one in self.program.forbidden
            if one.flight == flight.id and leg in one.legs and one.role in (None, role)
        }
        seat = self.lookup.seats(flight)[role]
        return set(self.lookup.may_sit(seat, leg_day(flight, leg)) - barred)

    def _can(self, member: str, up: Flight, down: Flight) -> bool:
        """Whether absences and the last landing allow a tour."""
        person = self.lookup.members[member]
        start = up.launch - timedelta(self.lookup.training_days(up))
        if person.last_landing is not None and not self._after(person.last_landing, up, person):
            return False
        return not any(
            (one.since is None or one.since < down.landing)
            and (one.until is None or start < one.until)
            for one in person.unavailable
        )

    def _after(self, landing: date, flight: Flight, person: CrewMember) -> bool:
        """Whether a person who lands on a day can launch on the flight."""
        days = max(self.lookup.training_days(flight), self.ground_days[person.id])
        return landing + timedelta(days) <= flight.launch

    def _ways_of(self, flight: Flight) -> None:
        for member in sorted({place.member for place in self.places[flight.id, "up"]}):
            for home in self.lookup.ways_home(flight):
                if self._can(member, flight, home):
                    self.ways[member].append(Way(flight, home, self.tool.boolean()))

    def _tie(self, flight: Flight) -> None:
        """Ties the seats of a flight to tours: the numbers of people up and down must match."""
        up = {place.member for place in self.places[flight.id, "up"]}
        down = {place.member for place in self.places[flight.id, "down"]}
        for member in sorted(up | down):
            ways = self.ways[member]
            going = self.on.get((flight.id, "up", member), [])
            coming = self.on.get((flight.id, "down", member), [])
            self._equal(going, [one.taken for one in ways if one.up is flight])
            self._equal(coming, [one.taken for one in ways if one.down is flight])
            for own in (one for one in ways if one.up is flight and one.down is flight):
                for role in self.lookup.seats(flight):
                    before = self._in_role(flight, "up", role, member)
                    after = self._in_role(flight, "down", role, member)
                    if before:
                        self.add(self.sum(before) + own.taken - self.sum(after) <= 1)
        self._critical(flight)

    def _in_role(self, flight: Flight, leg: Leg, role: str, member: str) -> list[Any]:
        return [
            place.taken
            for place in self.places[flight.id, leg]
            if place.role == role and place.member == member
        ]

    def _equal(self, these: list[Any], those: list[Any]) -> None:
        if these or those:
            self.add(self.sum(these) - self.sum(those) == 0)

    def _critical(self, flight: Flight) -> None:
        down = self.places[flight.id, "down"]
        for seat in self.lookup.seats(flight).values():
            if seat.critical and down:
                here = [place.taken for place in down if place.role == seat.role]
                self.add(self.sum(here) - seat.count * self.carries(flight, "down") >= 0)

    def carries(self, flight: Flight, leg: Leg) -> Any:
        """An expression that is 1 if anyone is on the leg, else 0."""
        must = any(not seat.optional for seat in self.lookup.seats(flight).values())
        if flight.ascent == "crewed" and must and (leg == "up" or self._simple(flight)):
            return 1
        some = self.tool.boolean()
        for place in self.places[flight.id, leg]:
            self.add(some - place.taken >= 0)
        return some

    def _one_place(self) -> None:
        for member, ways in self.ways.items():
            person = self.lookup.members[member]
            for one, two in itertools.combinations(ways, 2):
                free = self._after(one.down.landing, two.up, person) or self._after(
                    two.down.landing, one.up, person
                )
                if not free and one.up is not two.up:
                    self.add(one.taken + two.taken <= 1)

    def _fixed(self) -> None:
        for entry in self.program.fixed:
            for leg in entry.legs:
                flight = self.lookup.flights[entry.flight]
                here = self._in_role(flight, leg, entry.role, entry.member)
                self.add(self.sum(here) >= 1)
