"""The manifest of a plan: flight by flight, who goes up and who comes down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import asdict, frozen

from seatplan.plan import Assignment
from seatplan.program import Flight
from seatplan.timeline import PlanIndex, Tour
from seatplan.traffic import PortStay, spacecraft_in, stays_of
from seatplan.words import agency_word


@frozen
class Traveller:
    """Someone in a seat.

    Attributes:
        role: the seat.
        member: the id; `name` is for people.
        other: the flight of the other leg, where it is another one or none: for those who go up
            the one they come home on, for those who come down the one that took them up.
        paired: whether there is another leg at all.
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
        flight: its data.
        operator: the agency that flies it.
        up: those who go up, in the order of the seats.
        empty: for each role that goes up with empty seats, how many; none on an empty ascent.
        joining: those who come down on it and went up on another flight, or on none.
        lands: whether anyone comes down on it.
        backups: those who are backup for a seat of it.
        own: the flight on the program's own dates, which the plan may have moved.
        stays: at which ports it is, from when to when.
        spacecraft: the id of the one that makes it; empty where none is named.
    """

    flight: Flight
    operator: str
    up: tuple[Traveller, ...] = ()
    empty: tuple[tuple[str, int], ...] = ()
    joining: tuple[Traveller, ...] = ()
    lands: bool = True
    backups: tuple[Traveller, ...] = ()
    own: Flight | None = None
    stays: tuple[PortStay, ...] = ()
    spacecraft: str = ""

    @property
    def ship(self) -> str:
        """`Crew Dragon Endurance`, or the vehicle alone."""
        return " ".join(filter(None, (self.flight.vehicle, self.spacecraft)))

    @property
    def ports(self) -> tuple[str, ...]:
        """`IDA-3 zenith`, `from 2023-05-06 IDA-2 forward`; none where no port is named."""
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
        """By how many days the plan moves its launch and its landing."""
        own = self.flight if self.own is None else self.own
        return (self.launch - own.launch).days, (self.landing - own.landing).days

    @property
    def moved(self) -> str:
        """`moved by +12 days`, `landing moved by -1 day`; nothing where it is not moved."""
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
    """Every flight of the program, by launch."""
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
            line.role,
            member.id,
            lookup.name(member.id),
            agency_word(reading.agency_of(line)),
            other if other != line.flight else None,
            other is not None,
        )

    found = []
    stays = stays_of(lookup, reading.plan)
    made_by = spacecraft_in(lookup, reading.plan)
    for flight in lookup.flights.values():
        seats = lookup.seats(flight)
        order = {role: place for place, role in enumerate(seats)}
        up = sorted(reading.on(flight, "up"), key=lambda line: (order[line.role], line.member))
        down = sorted(reading.on(flight, "down"), key=lambda line: (order[line.role], line.member))
        taken = Counter(line.role for line in up)
        empty = ((role, seat.count - taken[role]) for role, seat in seats.items())
        found.append(
            FlightManifest(
                flight,
                lookup.operator(flight),
                tuple(traveller(line, home) for line in up),
                tuple((role, count) for role, count in empty if count > 0)
                if flight.ascent == "crewed"
                else (),
                tuple(
                    traveller(line, origin)
                    for line in down
                    if origin.get((line.member, flight.id)) != flight.id
                ),
                bool(down),
                tuple(
                    traveller(line, {})
                    for line in sorted(
                        reading.on(flight, "backup"),
                        key=lambda line: (order[line.role], line.member),
                    )
                ),
                reading.own.flights[flight.id],
                stays.get(flight.id, ()),
                made_by.get(flight.id, ""),
            )
        )
    return tuple(found)


def is_first(reading: PlanIndex, tour: Tour) -> bool:
    """Whether it is the first flight of a member who has not flown before the program."""
    if tour.member.flights_before:
        return False
    return all(one.landing > tour.launch for one in reading.tours.get(tour.member.id, ()))


def manifest_data(flights: Iterable[FlightManifest]) -> list[dict[str, Any]]:
    """The same for other programs: the keys always in the same order."""
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
