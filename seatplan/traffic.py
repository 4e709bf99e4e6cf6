"""Ships at ports, and the spacecraft that make flights, in a program and a finished plan.

The laws, rules and goals on ports and spacecraft share this module with the reports.
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
        flight: the id of the flight.
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
    """Days `[start, until)` at one station on which no ship arrives or leaves and no port changes.

    Attributes:
        station: the id of the station.
        start, until: the first day, and the day after the last one.
        docked: the flights that are docked on all these days and need a port.
    """

    station: str
    start: date
    until: date
    docked: tuple[Flight, ...]


def needs_port(lookup: ProgramIndex, flight: Flight) -> bool:
    """Whether a flight needs a port: some port of its station takes its vehicle."""
    return bool(lookup.ports_of(flight))


def port_event_days(
    lookup: ProgramIndex, station: str, *, possible: bool = False
) -> tuple[date, ...]:
    """The days on which ships can change their port at a station, in order.

    They are the launches and landings at the station, and the days on which one of its ports
    becomes available or unavailable.

    Args:
        lookup: the index of the program, with the dates of a plan.
        station: the id of the station.
        possible: whether to include all possible launch and landing days of flights.
    """
    flights = [flight for flight in lookup.flights.values() if flight.station == station]
    days = {day for flight in flights for day in (flight.launch, flight.landing)}
    for flight in flights if possible else ():
        for choices in lookup.possible_days(flight):
            if len(choices) > 1:
                days.update(map(date.fromordinal, choices))
    return with_port_ends(lookup, station, days)


def with_port_ends(lookup: ProgramIndex, station: str, days: set[date]) -> tuple[date, ...]:
    """Days at a station, with the days between them on which its ports change, in order."""
    return tuple(sorted(days | port_ends(lookup, station, min(days), max(days))))


def port_ends(lookup: ProgramIndex, station: str, first: date, last: date) -> set[date]:
    """The days between two days on which a port of a station becomes available or unavailable."""
    return {
        day
        for port in lookup.ports.values()
        if port.station == station
        for one in port.unavailable
        for day in (one.since, one.until)
        if day is not None and first < day < last
    }


def port_stretches(lookup: ProgramIndex) -> Iterator[PortStretch]:
    """The stretches of all stations at which a flight needs a port, by station and day.

    Like the stretches for people aboard, they begin and end at all possible launch and landing
    days, and at the days on which a ship stops being a lifeboat.
    """
    for station in port_stations(lookup):
        days = port_event_days(lookup, station, possible=True)
        yield from stretches_between(lookup, station, with_lifeboat_ends(lookup, station, days))


def with_lifeboat_ends(
    lookup: ProgramIndex, station: str, days: Sequence[date]
) -> tuple[date, ...]:
    """These days, and the days between them on which ships stop being lifeboats, in order.

    The added days only divide stretches; ships do not change their port on them.
    """
    ends = {
        one.lifeboat_until
        for one in lookup.flights.values()
        if one.station == station and one.lifeboat_until is not None
    }
    return tuple(sorted({*days, *(day for day in ends if days[0] < day < days[-1])}))


def port_stations(lookup: ProgramIndex) -> tuple[str, ...]:
    """The ids of the stations at which a flight needs a port, sorted."""
    if not lookup.ports:
        return ()
    needed = {one.station for one in lookup.flights.values() if needs_port(lookup, one)}
    return tuple(sorted(needed))


def stretches_between(
    lookup: ProgramIndex, station: str, days: Sequence[date]
) -> Iterator[PortStretch]:
    """The stretches of a station between these days, with the docked ships that need a port."""
    flights = [
        flight
        for flight in lookup.flights.values()
        if flight.station == station and needs_port(lookup, flight)
    ]
    there: list[Flight] = []
    for start, until in pairwise(days):
        there = [one for one in there if start < one.landing]
        while flights and flights[0].launch <= start:  # flights are sorted by launch
            one = flights.pop(0)
            there += [one] if start < one.landing else []
        yield PortStretch(station, start, until, tuple(there))


def takes(lookup: ProgramIndex, port: str, flight: Flight, day: date) -> bool:
    """Whether a flight can be at a port on a day, if no other ship is there."""
    return any(one.id == port and one.usable_on(day) for one in lookup.ports_of(flight))


def stays_of(lookup: ProgramIndex, plan: Plan | None) -> dict[str, tuple[PortStay, ...]]:
    """By flight id, the stays at ports in a plan, by day; flights without an entry are left out.

    Entries for unknown flights, or for days on which a flight is not docked, are ignored, because a
    plan to compare with can be older than the program. Consecutive entries with the same port are
    one stay.
    """
    ports: dict[str, dict[date, str]] = {}
    for entry in () if plan is None else plan.docking:
        flight = lookup.flights.get(entry.flight)
        if flight is None:
            continue
        since = flight.launch if entry.since is None else entry.since
        if since < flight.landing:
            ports.setdefault(flight.id, {})[max(since, flight.launch)] = entry.port
    found = {}
    for name, entries in ports.items():
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
    """The port of a flight on a day, given its stays; None if it is at no port."""
    return next((one.port for one in stays if one.since <= day < one.until), None)


def changes_of_port(lookup: ProgramIndex, plan: Plan, flights: Iterable[Flight]) -> list[PortStay]:
    """The stays of these flights that begin with a change of port, not with the arrival."""
    stays = stays_of(lookup, plan)
    return [stay for flight in flights for stay in stays.get(flight.id, ())[1:]]


def spacecraft_in(lookup: ProgramIndex, plan: Plan | None) -> dict[str, str]:
    """By flight id, its spacecraft: the one that the plan chooses, else the one in the program.

    A choice is ignored if the program lists no spacecraft of the flight's vehicle.
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
    """Ships of a stretch that outnumber the ports that can take any of them, and those ports.

    The set is the first that the search for ports finds; empty if each ship can have a port.
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
    """Finds a port for a flight, moving other flights if needed: an augmenting path."""
    for port in open_[flight]:
        if port in seen:
            continue
        seen.add(port)
        if port not in at or _placed(at[port], open_, at, seen):
            at[port] = flight
            return True
    return False
