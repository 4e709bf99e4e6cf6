"""The timeline of a station: a block for each flight, in lanes by vehicle, with its people in it.

Each line of a block is a member, on the days on which the flight is the member's way home. A
member who goes up on one vehicle and comes home on another has a line in both, and each line names
the other flight. The second line begins on the day from which the other vehicle is the member's
lifeboat: on that day the seat liner is moved to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from seatplan.plan import Docking
from seatplan.program import Flight
from seatplan.report.manifest import FlightManifest
from seatplan.report.page.axis import MONTHS, Axis
from seatplan.report.page.block_lines import lines_of
from seatplan.report.page.blocks import Group, Moved, StationBlock, StationChart, Stay
from seatplan.report.page.letters import LETTER, pixels
from seatplan.report.page.packing import Parcel, packed
from seatplan.report.palette import Look
from seatplan.timeline import PlanIndex
from seatplan.traffic import PortStay, stays_of

PORT = "port"
"""The word under the name of a port; under the name of a vehicle is its operator."""

WIDTH = 1080
"""The assumed width of the charts, in pixels; the script measures the real one."""


def station_charts(
    reading: PlanIndex,
    flights: Iterable[FlightManifest],
    axis: Axis | None,
    letters: Mapping[str, str],
    looks: Mapping[str, Look],
) -> tuple[StationChart, ...]:
    """Return the timelines of all stations of the program, by name.

    Args:
        reading: the plan.
        flights: the manifest of the plan.
        axis: the axis; None if there are no flights.
        letters: the abbreviation of each role.
        looks: short name and color of each agency, by id.
    """
    if axis is None:
        return ()
    found = tuple(flights)
    lines = {one.flight.id: tuple(lines_of(reading, one, letters, looks)) for one in found}
    return tuple(
        _chart(
            reading, station, [one for one in found if one.flight.station == station], lines, axis
        )
        for station in reading.lookup.stations
    )


def in_words(flight: Flight, reading: PlanIndex | None = None) -> str:
    """Return launch, landing, days, spacecraft and later ports; the years are on the axis."""
    days = (flight.landing - flight.launch).days
    text = f"{_day(flight.launch)} \N{EN DASH} {_day(flight.landing)} · {days:,} d"
    if reading is not None:
        chosen = {one.flight: one.spacecraft for one in reading.plan.spacecraft}
        ship = flight.spacecraft or chosen.get(flight.id)
        text += f" · {ship}" if ship else ""
        for one in moves(reading, flight)[1:]:
            text += f" · to {one.port} {_day(one.since or flight.launch)}"
    if flight.seats == ():
        return text  # a cargo ship
    text += ", goes up empty" if flight.ascent == "empty" else ""
    return text + (", comes down empty" if flight.descent == "empty" else "")


def moves(reading: PlanIndex, flight: Flight) -> list[Docking]:
    """Return the docking entries of a flight, by day: its first port, then each move."""
    mine = [one for one in reading.plan.docking if one.flight == flight.id]
    return sorted(mine, key=lambda one: one.since or flight.launch)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


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
    blocks: list[StationBlock] = []
    moved: list[Moved] = []
    for (what, parcel), top in zip(found, places.tops, strict=True):
        if isinstance(what, FlightManifest):
            flight = what.flight
            when, mine = in_words(flight, reading), lines[flight.id]
            height = parcel.height(places.level)
            block = StationBlock(flight, when, parcel.group, top, height, mine, left.get(flight.id))
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
    """Return the stays of a flight at ports, by day; equal ports in a row are one stay."""
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
    """Return the row of a flight: its first port and "port", or its vehicle and the operator."""
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
