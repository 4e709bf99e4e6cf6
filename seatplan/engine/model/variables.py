"""The variables of a model that stand for parts of a plan: seats, tours, ports and spacecraft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise

from attrs import define, field

from seatplan.modelling import (
    ALWAYS,
    LinearExpr,
    Model,
    PortChange,
    PortVariable,
    SeatVariable,
    SpacecraftVariable,
    TourVariable,
    Variable,
)
from seatplan.plan import Assignment
from seatplan.program import LEGS, CrewMember, Flight, Leg
from seatplan.traffic import PortStay


def line_of(seat: SeatVariable) -> Assignment:
    """The line of a plan in which the seat is taken."""
    return Assignment(seat.flight.id, seat.leg, seat.role, seat.member.id)


@define
class Candidates:
    """The literals to choose from: seats by flight and leg, tours by launch."""

    places: dict[tuple[str, Leg], list[SeatVariable]] = field(factory=dict)
    tours: list[TourVariable] = field(factory=list)
    tours_up: dict[str, list[TourVariable]] = field(factory=dict)
    tours_of: dict[str, list[TourVariable]] = field(factory=dict)
    seat_of: dict[Variable, tuple[str, Leg, str]] = field(factory=dict)
    """The seat that a literal takes on a future leg; the seat up, if it takes one up."""
    counts: dict[tuple[str, Leg, str], int] = field(factory=dict)
    """How many literals take a seat of a role on a future leg."""

    @property
    def seats(self) -> Iterator[SeatVariable]:
        """Every seat."""
        return chain.from_iterable(self.places.values())

    def place(self, flight: Flight, leg: Leg, role: str, member: CrewMember, at: Variable) -> None:
        """Adds a seat."""
        self.places.setdefault((flight.id, leg), []).append(
            SeatVariable(flight, leg, role, member, at)
        )
        if at != ALWAYS and at not in self.seat_of:
            self._take((flight.id, leg, role), [at])

    def _take(self, seat: tuple[str, Leg, str], literals: Sequence[Variable]) -> None:
        if literals:
            self.seat_of.update(dict.fromkeys(literals, seat))
            self.counts[seat] = self.counts.get(seat, 0) + len(literals)

    def stays(
        self, flight: Flight, role: str, literals: Iterable[tuple[CrewMember, Variable]]
    ) -> None:
        """Adds up and down on one flight in one role, for several members."""
        found = list(literals)
        for leg in LEGS:
            places = self.places.setdefault((flight.id, leg), [])
            places += [SeatVariable(flight, leg, role, member, one) for member, one in found]
        self._take((flight.id, "up", role), [literal for _, literal in found])
        for member, literal in found:
            self.tour(flight, flight, member, literal)

    def tour(self, up: Flight, down: Flight, member: CrewMember, literal: Variable) -> None:
        """Adds a tour."""
        tour = TourVariable(up, down, member, literal)
        self.tours.append(tour)
        self.tours_up.setdefault(up.id, []).append(tour)
        self.tours_of.setdefault(member.id, []).append(tour)

    def meanings(self) -> dict[Variable, list[tuple[str, ...]]]:
        """What each literal represents, for any member: flights of tours, and seats."""
        found: dict[Variable, list[tuple[str, ...]]] = {}
        for tour in self.tours:
            found.setdefault(tour.literal, []).append((tour.up.id, tour.down.id))
        for seat in self.seats:
            found.setdefault(seat.literal, []).append((seat.flight.id, seat.leg, seat.role))
        return found

    def on(self, flights: Mapping[str, Flight]) -> Candidates:
        """The same seats and tours on flights with other dates, as far as they are possible."""
        made = Candidates()
        for places in self.places.values():
            for place in places:
                flight = flights[place.flight.id]
                made.place(flight, place.leg, place.role, place.member, place.literal)
        launched = ((flights[one.up.id], flights[one.down.id], one) for one in self.tours)
        for up, down, one in sorted(launched, key=lambda tour: (tour[0].launch, tour[0].id)):
            if up.launch < down.landing:
                made.tour(up, down, one.member, one.literal)
        return made


@define
class Traffic:
    """The literals from which the ports and spacecraft of ships are chosen.

    Attributes:
        ports: by flight, in the order of days and of the program's ports.
        past: by flight, the stays at ports that began before `as_of`.
        spacecraft: by flight, in the order of the program.
        changes_of: by flight, its changes of port, where ships are settled.
    """

    ports: dict[str, list[PortVariable]] = field(factory=dict)
    past: dict[str, tuple[PortStay, ...]] = field(factory=dict)
    spacecraft: dict[str, list[SpacecraftVariable]] = field(factory=dict)
    changes_of: dict[str, list[PortChange]] = field(factory=dict)

    def changes(self, model: Model, flight: Flight) -> list[PortChange]:
        """The changes of port that a flight may make, with new literals unless they are known."""
        if flight.id in self.changes_of:
            return self.changes_of[flight.id]
        made = [PortChange(flight, one.since, ALWAYS) for one in self.past.get(flight.id, ())[1:]]
        stretches: dict[date, dict[str, PortVariable]] = {}
        for one in self.ports.get(flight.id, ()):
            stretches.setdefault(one.since, {})[one.port] = one
        if len({port for at in stretches.values() for port in at}) < 2:
            return made  # there is only one port for it
        for before, day in pairwise(sorted(stretches)):
            if model.past(day):
                continue
            old, new = stretches[before], stretches[day]
            changes = model.literal()
            arrives = model.on_days((flight.id, "up"), day.__eq__)
            for at in new.values():
                model.add(comes(arrives, old, at) <= LinearExpr([changes]))
            made.append(PortChange(flight, day, changes))
        return made


def comes(arrives: LinearExpr, old: Mapping[str, PortVariable], new: PortVariable) -> LinearExpr:
    """1 if a ship changes to a port on the day on which it may arrive, which is not a change."""
    stays = LinearExpr([old[new.port].literal] if new.port in old else ())
    return LinearExpr([new.literal]) - stays - arrives
