"""The manifest of a plan: who goes up and who comes down on each flight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import asdict, frozen

from seatplan.plan import Assignment
from seatplan.program import ALL_LEGS, Flight
from seatplan.timeline import PlanIndex, Tour
from seatplan.traffic import PortStay, spacecraft_in, stays_of
from seatplan.words import agency_word


@frozen
class Traveller:
    """A crew member in a seat of a flight.

    Attributes:
        role: the role of the seat.
        member: the id of the member.
        name: the display name of the member.
        agency: the agency of the member on that leg.
        other: the flight of the other leg, if it is a different one: for a member who goes up, the
            flight home; for a member who comes down, the flight up. None if both legs are on the
            same flight, or if there is no other leg.
        paired: whether there is another leg.
    """

    role: str
    member: str
    name: str
    agency: str
    other: str | None = None
    paired: bool = True


@frozen
class FlightManifest:
    """One flight of a plan.

    Attributes:
        flight: the flight, on the dates of the plan.
        operator: the agency that operates the vehicle.
        up: the members who go up, in the order of the seats.
        empty: role and number of the seats that are empty on the way up; () if the ascent is
            uncrewed.
        joining: the members who come down on it but went up on another flight, or on none.

        backups: the members who are backups for its seats.
        own: the flight on the dates of the program, which the plan can move.
        stays: its stays at ports, in order of time.
        spacecraft: the id of the spacecraft that flies it; "" if none is named.
    """

    flight: Flight
    operator: str
    up: tuple[Traveller, ...] = ()
    empty: tuple[tuple[str, int], ...] = ()
    joining: tuple[Traveller, ...] = ()

    backups: tuple[Traveller, ...] = ()
    own: Flight | None = None
    stays: tuple[PortStay, ...] = ()
    spacecraft: str = ""

    @property
    def ship(self) -> str:
        """Vehicle and spacecraft: `Crew Dragon Endurance`, or the vehicle alone."""
        return " ".join(filter(None, (self.flight.vehicle, self.spacecraft)))

    @property
    def ports(self) -> tuple[str, ...]:
        """The ports in order: `IDA-3 zenith`, `from 2023-05-06 IDA-2 forward`."""
        return tuple(
            stay.port if stay.since == self.launch else f"from {stay.since} {stay.port}"
            for stay in self.stays
        )

    @property
    def launch(self) -> date:
        return self.flight.launch

    @property
    def landing(self) -> date:
        return self.flight.landing

    @property
    def days_moved(self) -> tuple[int, int]:
        """The number of days by which the plan moves the launch, and the landing."""
        own = self.flight if self.own is None else self.own
        return (self.launch - own.launch).days, (self.landing - own.landing).days

    @property
    def moved(self) -> str:
        """`moved by +12 days` or `landing moved by -1 day`; "" if the plan does not move it."""
        launch, landing = self.days_moved
        if launch == landing:
            return f"moved by {_shift(launch)}" if launch else ""
        return " and ".join(
            f"{what} moved by {_shift(days)}"
            for what, days in (("launch", launch), ("landing", landing))
            if days
        )


def _shift(days: int) -> str:
    return f"{days:+d} {'day' if abs(days) == 1 else 'days'}"


def manifest(reading: PlanIndex) -> tuple[FlightManifest, ...]:
    """Return the manifest of every flight of the program, in the order of launches."""
    lookup = reading.lookup
    home: dict[tuple[str, str], str] = {}
    origin: dict[tuple[str, str], str] = {}
    for tour in reading.all_tours():
        home[tour.member.id, tour.up.id] = tour.down.id
        origin[tour.member.id, tour.down.id] = tour.up.id

    def traveller(line: Assignment, others: dict[tuple[str, str], str]) -> Traveller:
        member = lookup.members[line.member]
        other = others.get((line.member, line.flight))
        return Traveller(
            role=line.role,
            member=member.id,
            name=lookup.name(member.id),
            agency=agency_word(reading.agency_of(line)),
            other=other if other != line.flight else None,
            paired=other is not None,
        )

    found = []
    stays = stays_of(lookup, reading.plan)
    made_by = spacecraft_in(lookup, reading.plan)
    for flight in lookup.flights.values():
        seats = lookup.seats(flight)
        order = {role: place for place, role in enumerate(seats)}
        up, down, backups = (
            sorted(reading.on(flight, leg), key=lambda line: (order[line.role], line.member))
            for leg in ALL_LEGS
        )
        taken = Counter(line.role for line in up)
        empty = ((role, seat.count - taken[role]) for role, seat in seats.items())
        found.append(
            FlightManifest(
                flight,
                operator=lookup.operator(flight),
                up=tuple(traveller(line, home) for line in up),
                empty=tuple((role, count) for role, count in empty if count > 0)
                if flight.ascent == "crewed"
                else (),
                joining=tuple(
                    traveller(line, origin)
                    for line in down
                    if origin.get((line.member, flight.id)) != flight.id
                ),
                backups=tuple(traveller(line, {}) for line in backups),
                own=reading.own.flights[flight.id],
                stays=stays.get(flight.id, ()),
                spacecraft=made_by.get(flight.id, ""),
            )
        )
    return tuple(found)


def is_first(reading: PlanIndex, tour: Tour) -> bool:
    """Return whether the tour is the first flight ever of its member."""
    if tour.member.flights_before:
        return False
    return all(one.landing > tour.launch for one in reading.tours.get(tour.member.id, ()))


def manifest_data(flights: Iterable[FlightManifest]) -> list[dict[str, Any]]:
    """Return the manifests as plain data, with keys in a fixed order."""
    return [
        {
            "flight": one.flight.id,
            "vehicle": one.flight.vehicle,
            "operator": one.operator,
            "launch": one.launch.isoformat(),
            "landing": one.landing.isoformat(),
            "up": [asdict(person) for person in one.up],
            "empty": [{"role": role, "seats": count} for role, count in one.empty],
            "joining": [asdict(person) for person in one.joining],
            **({"backups": [_backup(person) for person in one.backups]} if one.backups else {}),
            **(
                {"moved": dict(zip(("launch", "landing"), one.days_moved, strict=True))}
                if one.moved
                else {}
            ),
            **({"spacecraft": one.spacecraft} if one.spacecraft else {}),
            **({"ports": [_stay(stay) for stay in one.stays]} if one.stays else {}),
        }
        for one in flights
    ]


def _stay(stay: PortStay) -> dict[str, str]:
    return {"port": stay.port, "since": str(stay.since), "until": str(stay.until)}


def _backup(person: Traveller) -> dict[str, str]:
    return {name: getattr(person, name) for name in ("role", "member", "name", "agency")}
