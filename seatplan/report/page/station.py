"""The timeline of a station: a block for each flight, and in it the people whose way home it is.

Who goes up on one vehicle and comes home on another crosses over on the day from which the other
one is their lifeboat: their seat liner is carried across.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from seatplan.program import Flight
from seatplan.report.page.axis import Axis
from seatplan.report.page.beside import Beside, Span, beside
from seatplan.timeline import PlanIndex, Tour

HEAD = 18
ROW = 15
GAP = 10
"""Pixels: the line with the flight's name, a seat, and the room between two lanes."""


@frozen
class Stay:
    """Days `[since, until)` on which somebody's way home is one flight.

    Attributes:
        tour: of which tour; None where the other leg is missing.
        role: the seat on this flight.
        since, until: equal where they only went up on it, to a ship that was there already.
        row: the line in the flight's block.
    """

    member: str
    flight: Flight
    role: str
    tour: Tour | None
    since: date
    until: date
    row: int = 0


@frozen
class Block:
    """A flight in the timeline.

    Attributes:
        top, height: where it stands, in pixels.
        stays: the people in its seats.
    """

    flight: Flight
    top: int
    height: int
    stays: tuple[Stay, ...]

    def y(self, stay: Stay) -> int:
        """The top of somebody's line, in pixels."""
        return self.top + HEAD + ROW * stay.row

    @property
    def span(self) -> Span:
        """The days on which it is docked."""
        return self.flight.launch, self.flight.landing


@frozen
class Crossing:
    """A change of vehicles.

    Attributes:
        since, until: they leave the one and join the other; one day if both are docked then.
        start, end: from which height to which, in pixels.
        place: among those of that day, from 0: they stand side by side.
    """

    tour: Tour
    since: date
    until: date
    start: int
    end: int
    place: int


@frozen
class StationChart:
    """One station.

    Attributes:
        operators: each agency that flies there, with the top of its lanes in pixels.
        height: of the whole, in pixels.
    """

    name: str
    blocks: tuple[Block, ...]
    crossings: tuple[Crossing, ...]
    operators: tuple[tuple[str, int], ...]
    height: int

    def beside(self, block: Block, axis: Axis) -> Beside:
        """The place of labels beside a block, between its neighbors."""
        row = [
            one.span
            for one in self.blocks
            if one.top < block.top + block.height and block.top < one.top + one.height
        ]
        return beside(block.span, row, axis)


def station_charts(reading: PlanIndex) -> tuple[StationChart, ...]:
    """Every station of the program, by name."""
    stays = _stays(reading)
    return tuple(_chart(reading, station, stays) for station in reading.lookup.stations)


def swap(tour: Tour) -> date:
    """The day from which the flight down is the way home, where it is not the flight up."""
    return max(tour.up.launch, tour.down.launch)


def _stays(reading: PlanIndex) -> dict[str, tuple[Stay, ...]]:
    """By flight id, with the lines in its block given out."""
    found: dict[str, list[Stay]] = {flight: [] for flight in reading.lookup.flights}
    for tour in reading.all_tours():
        up, down, who = tour.up, tour.down, tour.member.id
        if up is down:
            found[up.id].append(Stay(who, up, tour.role_up, tour, up.launch, up.landing))
            continue
        day = swap(tour)
        until = min(day, up.landing)
        found[up.id].append(Stay(who, up, tour.role_up, tour, up.launch, until))
        found[down.id].append(Stay(who, down, tour.role_down, tour, day, down.landing))
    for line in reading.unpaired:
        flight = reading.lookup.flights[line.flight]
        since = flight.launch if line.leg == "up" else flight.landing
        stay = Stay(line.member, flight, line.role, None, since, flight.landing)
        found[flight.id].append(stay)
    return {
        flight.id: tuple(_seated(reading, flight, found[flight.id]))
        for flight in reading.lookup.flights.values()
    }


def _seated(reading: PlanIndex, flight: Flight, stays: list[Stay]) -> Iterator[Stay]:
    """Each on a line of their role that is free, else on any, else on one more."""
    seats = reading.lookup.seats(flight)
    lines = [role for role, seat in seats.items() for _ in range(seat.count)]
    order = {role: place for place, role in enumerate(seats)}
    taken: list[list[Stay]] = [[] for _ in lines]
    for stay in sorted(stays, key=lambda one: (one.since, order[one.role], one.member, one.until)):
        free = [row for row, there in enumerate(taken) if not any(_meet(stay, x) for x in there)]
        own = [row for row in free if row < len(lines) and lines[row] == stay.role]
        row = next(iter(own or free), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append(stay)
        yield Stay(stay.member, flight, stay.role, stay.tour, stay.since, stay.until, row)


def _meet(one: Stay, other: Stay) -> bool:
    """Whether two share a day, or are both a mark at the edge on one day."""
    if one.since == one.until and other.since == other.until:
        return one.since == other.since
    return one.since < other.until and other.since < one.until


def _chart(reading: PlanIndex, station: str, stays: dict[str, tuple[Stay, ...]]) -> StationChart:
    flights = [one for one in reading.lookup.flights.values() if one.station == station]
    operators: list[tuple[str, int]] = []
    blocks: dict[str, Block] = {}
    top = 0
    for operator in sorted({reading.lookup.operator(flight) for flight in flights}):
        operators.append((operator, top))
        theirs: list[Block] = []
        for flight in flights:
            if reading.lookup.operator(flight) == operator:
                mine = stays[flight.id]
                rows = max(reading.lookup.capacity(flight), *(one.row + 1 for one in mine), 0)
                height = HEAD + ROW * rows
                theirs.append(Block(flight, _room(flight, height, theirs, top), height, mine))
        blocks.update((block.flight.id, block) for block in theirs)
        top = max(block.top + block.height + GAP for block in theirs)
    ordered = tuple(blocks[flight.id] for flight in flights)
    return StationChart(station, ordered, tuple(_crossings(blocks)), tuple(operators), top)


def _room(flight: Flight, height: int, blocks: Iterable[Block], top: int) -> int:
    """The highest place, from `top` down, where nothing docked at the same time is in the way."""
    docked = [
        one
        for one in blocks
        if one.flight.launch < flight.landing and flight.launch < one.flight.landing
    ]
    tops = sorted({top, *(one.top + one.height + GAP for one in docked)})
    return next(
        here
        for here in tops
        if all(
            here >= one.top + one.height + GAP or one.top >= here + height + GAP for one in docked
        )
    )


def _crossings(blocks: dict[str, Block]) -> Iterator[Crossing]:
    there: Counter[date] = Counter()
    for block in blocks.values():
        for stay in block.stays:
            tour = stay.tour
            if tour is None or tour.up is tour.down or stay.flight is not tour.up:
                continue
            target = blocks.get(tour.down.id)
            if target is None:  # a broken plan: home from another station
                continue
            (landing,) = (one for one in target.stays if one.tour is tour)
            yield Crossing(
                tour,
                stay.until,
                landing.since,
                block.y(stay) + ROW // 2,
                target.y(landing) + ROW // 2,
                there[landing.since],
            )
            there[landing.since] += 1
