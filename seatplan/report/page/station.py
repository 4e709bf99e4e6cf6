"""The timeline of a station: a block for each flight in lanes by vehicle, its people in it.

A line of a block is a person whose way home it is on the days that are drawn. Who goes up on one
vehicle and comes home on another has a line in both, and each names the other; the change is on
the day from which the other one is their lifeboat: their seat liner is carried across.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from attrs import frozen

from seatplan.plan import Docking
from seatplan.program import Flight
from seatplan.report.manifest import FlightManifest, is_first
from seatplan.report.page.axis import MONTHS, Axis, percent
from seatplan.report.page.letters import LETTER, pixels
from seatplan.report.page.packing import Level, Parcel, packed
from seatplan.report.palette import NOWHERE, Look
from seatplan.timeline import PlanIndex, Tour
from seatplan.traffic import PortStay, stays_of

PORT = "port"
"""What is under the name of a port, where a vehicle has its operator."""

WIDTH = 1080
"""Pixels of the charts before a script measures them."""


@frozen
class Stay:
    """A line in a flight's block: days `[since, until)` on which it is a person's way home.

    Attributes:
        member: the id; empty for seats that stay empty.
        role: the seat on this flight; `letter` is short for it.
        tour: of which tour; None where the other leg is missing.
        agency: the id, or None.
        since, until: equal where they only went up on it, to a ship that was there already.
        name: for people; `given` is what comes before the surname.
        sign: the letter of the agency, with a sign for a first flight.
        remark: on what they come home or went up, if on another flight.
        backup: whether it is a backup for the seat, who is not in it.
    """

    member: str
    role: str
    letter: str
    tour: Tour | None
    agency: str | None
    since: date
    until: date
    given: str
    name: str
    sign: str
    remark: str
    backup: bool = False

    @property
    def label(self) -> str:
        """All that is written on the line."""
        return " ".join(filter(None, (self.letter, self.given, self.name, self.sign, self.remark)))

    @property
    def surname(self) -> str:
        """What is written from farther away."""
        return " ".join(filter(None, (self.letter, self.name, self.sign, self.remark)))


@frozen
class Block:
    """A flight in the timeline.

    Attributes:
        when: its days, in words.
        group: the lanes of its vehicle.
        top, height: its position and size, in pixels.
        stays: the people in its seats: those who go up, then those who only come down on it.
        left: the day on which it changes to another port, or None.
    """

    flight: Flight
    when: str
    group: int
    top: int
    height: int
    stays: tuple[Stay, ...]
    left: date | None = None

    @property
    def since(self) -> date:
        """The launch."""
        return self.flight.launch

    def x(self, stay: Stay) -> str:
        """Where a line begins, in percent of the block."""
        return percent((stay.since - self.flight.launch).days, self._days)

    def width(self, since: date, until: date) -> str:
        """How wide a stretch of days is, in percent of the block."""
        return percent((until - since).days, self._days)

    def beside(self, since: date) -> str:
        """Where a day outside of the block is, in percent of it."""
        return percent((since - self.flight.launch).days, self._days)

    @property
    def _days(self) -> int:
        return (self.flight.landing - self.flight.launch).days


@frozen
class Moved:
    """A ship at the port to which it has changed: a short block in the lanes of that port.

    Attributes:
        origin: the port that it has left.
        when: from when to when it is there, in words.
        group, top: as of a `Block`.
    """

    flight: Flight
    since: date
    until: date
    origin: str
    when: str
    group: int
    top: int


@frozen
class Group:
    """The lanes of one vehicle, or of one port where the plan has ports.

    Attributes:
        vehicle, operator: or the port and the word for it.
        far: the place of the vehicle in whose lanes it is from far: the first of its operator.
        top: of the first lane, in pixels.
    """

    vehicle: str
    operator: str
    far: int
    top: int


@frozen
class StationChart:
    """One station.

    Attributes:
        blocks, moved: where ships come to, and the ports to which they change.
        level: how near the flights are without zooming.
        height: of the whole, in pixels.
    """

    name: str
    blocks: tuple[Block, ...]
    moved: tuple[Moved, ...]
    groups: tuple[Group, ...]
    level: Level
    height: int

    @property
    def docks(self) -> list[Block | Moved]:
        """Both, in the order of days."""
        both: list[Block | Moved] = [*self.blocks, *self.moved]
        return sorted(both, key=lambda one: one.since)


def station_charts(
    reading: PlanIndex,
    flights: Iterable[FlightManifest],
    axis: Axis | None,
    letters: Mapping[str, str],
    looks: Mapping[str, Look],
) -> tuple[StationChart, ...]:
    """Every station of the program, by name."""
    if axis is None:
        return ()
    found = tuple(flights)
    lines = {one.flight.id: tuple(_stays(reading, one, letters, looks)) for one in found}
    return tuple(
        _chart(
            reading, station, [one for one in found if one.flight.station == station], lines, axis
        )
        for station in reading.lookup.stations
    )


def swap(tour: Tour) -> date:
    """The day from which the flight down is the way home, where it is not the flight up."""
    return max(tour.up.launch, tour.down.launch)


def in_words(flight: Flight, reading: PlanIndex | None = None) -> str:
    """Launch, landing, how long, the spacecraft and the ports; the axis shows the years."""
    days = (flight.landing - flight.launch).days
    said = f"{_day(flight.launch)} \N{EN DASH} {_day(flight.landing)} · {days:,} d"
    if reading is not None:
        chosen = {one.flight: one.spacecraft for one in reading.plan.spacecraft}
        ship = flight.spacecraft or chosen.get(flight.id)
        said += f" · {ship}" if ship else ""
        for one in moves(reading, flight)[1:]:
            said += f" · to {one.port} {_day(one.since or flight.launch)}"
    if flight.seats == ():
        return said  # a cargo ship
    said += ", goes up empty" if flight.ascent == "empty" else ""
    return said + (", comes down empty" if flight.descent == "empty" else "")


def moves(reading: PlanIndex, flight: Flight) -> list[Docking]:
    """The ports of a flight, by day: where it docks, then each change of port."""
    mine = [one for one in reading.plan.docking if one.flight == flight.id]
    return sorted(mine, key=lambda one: one.since or flight.launch)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _stays(
    reading: PlanIndex,
    one: FlightManifest,
    letters: Mapping[str, str],
    looks: Mapping[str, Look],
) -> Iterator[Stay]:
    """The lines of a block in the order of the manifest."""
    flight = one.flight
    ups = [(person, True) for person in one.up]
    for person, goes_up in [*ups, *((person, False) for person in one.joining)]:
        tour = _tour_of(reading, person.member, person.role, flight, up=goes_up)
        member = reading.lookup.members[person.member]
        agency = member.agency_on(tour.launch if tour is not None else flight.launch)
        look = looks.get(agency or "", NOWHERE)
        *given, name = person.name.rsplit(maxsplit=1) or [person.name]
        first = "°" if goes_up and tour is not None and is_first(reading, tour) else ""
        since, until, remark = _days(flight, tour, up=goes_up)
        yield Stay(
            person.member,
            person.role,
            letters[person.role],
            tour,
            agency,
            since,
            until,
            " ".join(given),
            name,
            f"{look.short}{first}",
            remark,
        )
    for person in one.backups:
        agency = reading.lookup.members[person.member].agency_on(flight.launch)
        *given, name = person.name.rsplit(maxsplit=1) or [person.name]
        yield Stay(
            person.member,
            person.role,
            letters[person.role],
            None,
            agency,
            flight.launch,
            flight.launch,
            " ".join(given),
            name,
            looks.get(agency or "", NOWHERE).short,
            "backup",
            backup=True,
        )
    for role, count in one.empty:
        word = "empty" if count == 1 else f"{count} empty"
        launch, landing = flight.launch, flight.landing
        yield Stay("", role, letters[role], None, None, launch, landing, "", word, "", "")


def _tour_of(
    reading: PlanIndex, member: str, role: str, flight: Flight, *, up: bool
) -> Tour | None:
    """The tour that a line belongs to: a broken plan may have someone in two seats of a flight."""
    for tour in reading.tours.get(member, ()):
        leg = (tour.up, tour.role_up) if up else (tour.down, tour.role_down)
        if leg == (flight, role):
            return tour
    return None


def _days(flight: Flight, tour: Tour | None, *, up: bool) -> tuple[date, date, str]:
    """The days on which the flight is a person's way home, and a note on the other leg."""
    if tour is None:
        since = flight.launch if up else flight.landing
        return since, flight.landing, "no way home" if up else "never went up"
    if tour.up is tour.down:
        return flight.launch, flight.landing, ""
    day = swap(tour)
    if not up:
        return min(day, flight.landing), flight.landing, f"↑{tour.up.id}"
    until = min(day, flight.landing)
    gap = (day - until).days
    return flight.launch, until, f"↓{tour.down.id}" + (f" after {gap} d without" if gap else "")


def _chart(
    reading: PlanIndex,
    station: str,
    flights: list[FlightManifest],
    lines: Mapping[str, tuple[Stay, ...]],
    axis: Axis,
) -> StationChart:
    rows = {one.flight.id: _row(reading, one) for one in flights}
    later = [pair for one in flights for pair in pairwise(_stays_at_ports(reading, one.flight))]
    used = {*rows.values(), *((stay.port, PORT) for _, stay in later)}
    order = [(port.id, PORT) for port in reading.program.ports]
    order += [(one.id, one.operator) for one in reading.program.vehicles]
    vehicles = [row for row in order if row in used]
    firsts: dict[str, int] = {}
    for place, (_, operator) in enumerate(vehicles):
        firsts.setdefault(operator, place)
    left = {stay.flight: stay.since for _, stay in reversed(later)}
    found: list[tuple[FlightManifest | tuple[PortStay, PortStay], Parcel]] = []
    for one in flights:
        row = rows[one.flight.id]
        at = vehicles.index(row)
        found.append((one, _parcel(reading, one, at, firsts[row[1]], lines, axis)))
    for pair in later:
        at = vehicles.index((pair[1].port, PORT))
        found.append((pair, _moved_parcel(pair, at, firsts[PORT], axis)))
    found.sort(key=lambda both: both[1].left)  # lanes are filled from the left
    places = packed([parcel for _, parcel in found], len(vehicles))
    blocks: list[Block] = []
    moved: list[Moved] = []
    for (what, parcel), top in zip(found, places.tops, strict=True):
        if isinstance(what, FlightManifest):
            flight = what.flight
            when, mine = in_words(flight, reading), lines[flight.id]
            height = parcel.height(places.level)
            block = Block(flight, when, parcel.group, top, height, mine, left.get(flight.id))
            blocks.append(block)
        else:
            moved.append(_moved(reading, what, parcel.group, top))
    return StationChart(
        station,
        tuple(blocks),
        tuple(moved),
        tuple(
            Group(vehicle, operator, firsts[operator], top)
            for (vehicle, operator), top in zip(vehicles, places.groups, strict=True)
        ),
        places.level,
        places.height,
    )


def _stays_at_ports(reading: PlanIndex, flight: Flight) -> tuple[PortStay, ...]:
    """Where a flight is, by day; two entries in a row that name one port are one stay."""
    return stays_of(reading.lookup, reading.plan).get(flight.id, ())


def _moved(reading: PlanIndex, pair: tuple[PortStay, PortStay], group: int, top: int) -> Moved:
    before, stay = pair
    flight = reading.lookup.flights[stay.flight]
    return Moved(flight, stay.since, stay.until, before.port, _from(pair), group, top)


def _from(pair: tuple[PortStay, PortStay]) -> str:
    before, stay = pair
    return f"from {before.port} {_day(stay.since)}"


def _moved_parcel(
    pair: tuple[PortStay, PortStay], group: int, far_group: int, axis: Axis
) -> Parcel:
    _, stay = pair
    day = WIDTH / axis.days
    middle = pixels(stay.flight) + 3 * LETTER
    near = middle + pixels(f" {_from(pair)}")
    since, days = (stay.since - axis.start).days, (stay.until - stay.since).days
    return Parcel(group, far_group, since * day, days * day, near, middle, 1)


def _row(reading: PlanIndex, one: FlightManifest) -> tuple[str, str]:
    """The port at which the plan docks a flight, else its vehicle; and what that is, or whose."""
    ports = moves(reading, one.flight)
    return (ports[0].port, PORT) if ports else (one.flight.vehicle, one.operator)


def _parcel(
    reading: PlanIndex,
    one: FlightManifest,
    group: int,
    far_group: int,
    lines: Mapping[str, tuple[Stay, ...]],
    axis: Axis,
) -> Parcel:
    flight, mine = one.flight, lines[one.flight.id]
    day = WIDTH / axis.days
    mark = 3 * LETTER
    head = pixels(flight.id) + mark
    starts = [(stay, (stay.since - flight.launch).days * day) for stay in mine]
    near = [head + pixels(f" {in_words(flight, reading)}")]
    near += [at + pixels(stay.label) + mark for stay, at in starts]
    middle = [head, *(at + pixels(stay.surname) + mark for stay, at in starts)]
    return Parcel(
        group,
        far_group,
        (flight.launch - axis.start).days * day,
        (flight.landing - flight.launch).days * day,
        max(near),
        max(middle),
        len(mine),
    )
