"""Where ships are and which spacecraft fly: ports between event days, stays at ports, spacecraft.

What the laws on ports and spacecraft, the rule and the goals about them, and what people read
share. Plain Python, of a program and a finished plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import frozen

from seatplan.plan import Plan
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex


@frozen
class PortStay:
    """A ship at a port on the days `[since, until)`.

    Attributes:
        flight: its id.
        port: the id of the port.
        since: the day on which it docks there or changes to it.
        until: the day on which it changes to another port, or lands.
    """

    flight: str
    port: str
    since: date
    until: date


@frozen
class PortStretch:
    """Days `[start, until)` at one station on which no ship comes or goes, nor a port opens.

    Attributes:
        docked: the flights that are there on all of these days and need a port.
    """

    station: str
    start: date
    until: date
    docked: tuple[Flight, ...]


def needs_port(lookup: ProgramIndex, flight: Flight) -> bool:
    """Whether the flight has to be at a port: some port of its station takes its vehicle."""
    return bool(lookup.ports_of(flight))


def port_event_days(
    lookup: ProgramIndex, station: str, *, possible: bool = False
) -> tuple[date, ...]:
    """The days on which a ship may change its port at a station, in order.

    They are its launches, its landings, and the ends of the absences of its ports while any ship
    is there.

    Args:
        lookup: the program, on the dates of a plan.
        station: where.
        possible: whether to count all days on which flights may launch and land.
    """
    flights = [flight for flight in lookup.flights.values() if flight.station == station]
    days = {day for flight in flights for day in (flight.launch, flight.landing)}
    for flight in flights if possible else ():
        for choices in lookup.possible_days(flight):
            if len(choices) > 1:
                days.update(map(date.fromordinal, choices))
    return with_port_ends(lookup, station, days)


def with_port_ends(lookup: ProgramIndex, station: str, days: set[date]) -> tuple[date, ...]:
    """The days at a station and the ends of absences of its ports between them, in order."""
    return tuple(sorted(days | port_ends(lookup, station, min(days), max(days))))


def port_ends(lookup: ProgramIndex, station: str, first: date, last: date) -> set[date]:
    """The ends of absences of the ports of a station that lie between two days."""
    return {
        day
        for port in lookup.ports.values()
        if port.station == station
        for one in port.unavailable
        for day in (one.since, one.until)
        if day is not None and first < day < last
    }


def port_stretches(lookup: ProgramIndex) -> Iterator[PortStretch]:
    """The stretches of every station at which any flight needs a port, by station and day.

    They lie between all days on which a launch or a landing may be, whatever a plan chooses, and
    those on which a ship stops being a lifeboat, as the stretches of people aboard do.
    """
    for station in port_stations(lookup):
        days = port_event_days(lookup, station, possible=True)
        yield from stretches_between(lookup, station, with_lifeboat_ends(lookup, station, days))


def with_lifeboat_ends(
    lookup: ProgramIndex, station: str, days: Sequence[date]
) -> tuple[date, ...]:
    """These days and those between them on which ships stop being lifeboats, in order.

    On the latter no ship may change its port: they are ends of stretches alone.
    """
    ends = {
        one.lifeboat_until
        for one in lookup.flights.values()
        if one.station == station and one.lifeboat_until is not None
    }
    return tuple(sorted({*days, *(day for day in ends if days[0] < day < days[-1])}))


def port_stations(lookup: ProgramIndex) -> tuple[str, ...]:
    """The stations at which any flight needs a port."""
    if not lookup.ports:
        return ()
    needed = {one.station for one in lookup.flights.values() if needs_port(lookup, one)}
    return tuple(sorted(needed))


def stretches_between(
    lookup: ProgramIndex, station: str, days: Sequence[date]
) -> Iterator[PortStretch]:
    """The stretches of a station between these days, with the ships that need a port then."""
    flights = [
        flight
        for flight in lookup.flights.values()
        if flight.station == station and needs_port(lookup, flight)
    ]
    there: list[Flight] = []
    for start, until in pairwise(days):
        there = [one for one in there if start < one.landing]
        while flights and flights[0].launch <= start:  # they are in the order of launches
            one = flights.pop(0)
            there += [one] if start < one.landing else []
        yield PortStretch(station, start, until, tuple(there))


def takes(lookup: ProgramIndex, port: str, flight: Flight, day: date) -> bool:
    """Whether the flight may be at a port on a day, whoever else is there."""
    return any(one.id == port and one.usable_on(day) for one in lookup.ports_of(flight))


def stays_of(lookup: ProgramIndex, plan: Plan | None) -> dict[str, tuple[PortStay, ...]]:
    """By flight, where a plan has it, in the order of days; without flights of which it is silent.

    What names flights that the program does not have, or days on which they are not docked, is
    left out: a plan to compare with may be older than the program. Two entries in a row that name
    one port are one stay.
    """
    told: dict[str, dict[date, str]] = {}
    for entry in () if plan is None else plan.docking:
        flight = lookup.flights.get(entry.flight)
        if flight is None:
            continue
        since = flight.launch if entry.since is None else entry.since
        if since < flight.landing:
            told.setdefault(flight.id, {})[max(since, flight.launch)] = entry.port
    found = {}
    for name, entries in told.items():
        flight = lookup.flights[name]
        days = [
            day
            for day, before in zip(sorted(entries), [None, *sorted(entries)], strict=False)
            if before is None or entries[day] != entries[before]
        ]
        found[name] = tuple(
            PortStay(name, entries[since], since, until)
            for since, until in pairwise([*days, flight.landing])
        )
    return {name: found[name] for name in lookup.flights if name in found}


def port_on(stays: Iterable[PortStay], day: date) -> str | None:
    """The port of one flight on a day, of its stays; None where there is none."""
    return next((one.port for one in stays if one.since <= day < one.until), None)


def changes_of_port(lookup: ProgramIndex, plan: Plan, flights: Iterable[Flight]) -> list[PortStay]:
    """The stays of these flights that begin with a change of port; the arrival is none."""
    stays = stays_of(lookup, plan)
    return [stay for flight in flights for stay in stays.get(flight.id, ())[1:]]


def spacecraft_in(lookup: ProgramIndex, plan: Plan | None) -> dict[str, str]:
    """By flight, the spacecraft that makes it: the one that the plan chooses, else its own.

    A choice for a flight of a vehicle of which no spacecraft is listed has no effect.
    """
    chosen = {} if plan is None else {one.flight: one.spacecraft for one in plan.spacecraft}
    made_by = {}
    for flight in lookup.flights.values():
        craft = chosen.get(flight.id) if lookup.spacecraft_of(flight) else None
        craft = flight.spacecraft if craft is None else craft
        if craft is not None:
            made_by[flight.id] = craft
    return made_by


def too_many_for(lookup: ProgramIndex, stretch: PortStretch) -> tuple[tuple[str, ...], list[str]]:
    """Ships of a stretch that are more than the ports that take any of them, and those ports.

    The fewest that a search for a port for each comes upon; nothing where each can have one.
    """
    open_ = {
        flight.id: [one.id for one in lookup.ports_of(flight) if one.usable_on(stretch.start)]
        for flight in stretch.docked
    }
    at: dict[str, str] = {}
    for flight in open_:
        seen: set[str] = set()
        if not _placed(flight, open_, at, seen):
            ships = [flight, *(at[port] for port in seen)]
            return tuple(one for one in open_ if one in ships), sorted(seen)
    return (), []


def _placed(
    flight: str, open_: Mapping[str, list[str]], at: dict[str, str], seen: set[str]
) -> bool:
    """Finds the flight a port, for which others may have to move: an augmenting path."""
    for port in open_[flight]:
        if port in seen:
            continue
        seen.add(port)
        if port not in at or _placed(at[port], open_, at, seen):
            at[port] = flight
            return True
    return False
