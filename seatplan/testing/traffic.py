"""Ports and spacecraft of small programs, and every way to assign them to flights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from attrs import evolve
from hypothesis import strategies as st

from seatplan.plan import ChosenSpacecraft, Docking, Plan
from seatplan.program import Agency, Flight, Outage, Port, Program, Spacecraft, Vehicle
from seatplan.program_index import ProgramIndex
from seatplan.testing.draws import chance, day, days, intervals, maybe, subsets
from seatplan.traffic import PortStay, port_event_days, port_on, spacecraft_in, stays_of, takes

Ships = tuple[tuple[Docking, ...], tuple[ChosenSpacecraft, ...]]
"""The ports and the spacecraft of a plan."""


@st.composite
def ports(draw: st.DrawFn, program: Program, most: int = 2) -> tuple[Port, ...]:
    """Up to `most` ports, most of which accept every vehicle; sometimes one is closed."""
    vehicles = [one.id for one in program.vehicles]
    stations = sorted({one.station for one in program.flights})
    return tuple(
        Port(
            f"P{number}",
            draw(subsets(vehicles, at_least=1)) if chance(draw, 3) else vehicles,
            draw(st.sampled_from(stations)) if chance(draw, 4) else stations[0],
            (Outage(*draw(intervals())),) if chance(draw, 4) else (),
        )
        for number in range(1, draw(st.integers(1, most)) + 1)
    )


@st.composite
def spacecraft(draw: st.DrawFn, program: Program, most: int = 2) -> tuple[Spacecraft, ...]:
    """Up to `most` spacecraft of one vehicle."""
    vehicle = draw(st.sampled_from([one.id for one in program.vehicles]))
    return tuple(
        Spacecraft(
            f"S{number}",
            vehicle,
            maybe(draw, days(-2, 20), one_in=4),
            draw(st.sampled_from((0, 2, 5))),
            draw(st.sampled_from((0, 0, 1))),
            draw(st.sampled_from((None, 2, 1, 3))),
            (Outage(*draw(intervals())),) if chance(draw, 6) else (),
        )
        for number in range(1, draw(st.integers(1, most)) + 1)
    )


@st.composite
def with_traffic(draw: st.DrawFn, program: Program, most: int = 2) -> Program:
    """The program with ports, and sometimes with spacecraft."""
    berths = draw(ports(program, most))
    craft = draw(spacecraft(program, most)) if chance(draw, 2) else ()
    listed = {one.vehicle for one in craft}
    lookup = ProgramIndex(evolve(program, ports=berths))
    flights = []
    for flight in program.flights:
        mine = [one.id for one in lookup.ports_of(flight)]
        only = draw(subsets(mine, at_least=1)) if mine and chance(draw, 4) else None
        flights.append(evolve(flight, ports=only))
        if flight.vehicle in listed and chance(draw, 5):
            own = draw(st.sampled_from([one.id for one in craft]))
            others = [one for one in flights[:-1] if one.spacecraft == own]
            if all(one.landing <= flight.launch or flight.landing <= one.launch for one in others):
                flights[-1] = evolve(flights[-1], spacecraft=own)
    return evolve(program, ports=berths, spacecraft=craft, flights=tuple(flights))


@st.composite
def ships_alone(draw: st.DrawFn, most: int = 3) -> Program:
    """Programs of ships without crew: two vehicles, a few flights, ports and spacecraft."""
    vehicles = (Vehicle("Dragon", "A"), Vehicle("Cygnus", "A"))
    made = []
    edges: list[int] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        on_edge = edges and chance(draw, 3)
        launch = draw(st.sampled_from(edges) if on_edge else st.integers(0, 20))
        landing = launch + draw(st.integers(1, 20))
        edges += [launch, landing]
        vehicle = draw(st.sampled_from(("Dragon", "Dragon", "Cygnus")))
        made.append(
            Flight(
                f"F{number}",
                vehicle,
                day(launch),
                day(landing),
                ascent="empty",
                descent="empty",
                lifeboat_until=maybe(draw, days(launch - 1, landing + 1), one_in=6),
            )
        )
    return draw(with_traffic(Program("ships", (Agency("A"),), vehicles, tuple(made))))


@st.composite
def dockings(draw: st.DrawFn, program: Program) -> Plan:
    """A plan with ports and spacecraft for its flights, whether allowed or not."""
    lookup = ProgramIndex(program)
    docking: list[Docking] = []
    chosen: list[ChosenSpacecraft] = []
    for flight in lookup.flights.values():
        if lookup.ports_of(flight):
            stays = (flight.landing - flight.launch).days
            since = draw(st.sets(st.integers(0, stays - 1), max_size=2))
            if not chance(draw, 5):
                since.add(0)
            for number in sorted(since):
                when = flight.launch + timedelta(number) if number else None
                port = draw(st.sampled_from(sorted(lookup.ports)))
                docking.append(Docking(flight.id, port, when))
        listed = lookup.spacecraft_of(flight)
        if listed and not chance(draw, 5):
            craft = draw(st.sampled_from([one.id for one in listed]))
            chosen.append(ChosenSpacecraft(flight.id, craft))
    return Plan((), program.name, docking=docking, spacecraft=chosen)


def ships_of(program: Program, as_of: date | None, reference: Plan | None) -> Iterator[Ships]:
    """Yield every way in which ships can be at ports and flights can have spacecraft.

    Assignments are left out only if a ship cannot be at a port on a day, or if two ships would
    share one; `check` decides whether the others are allowed.

    Args:
        program: the program.
        as_of: everything before this day is as in `reference`.
        reference: the plan that contains the past; needed with `as_of`.
    """
    lookup = ProgramIndex(program)
    history = reference if as_of is not None else None
    past = {
        name: tuple(one for one in stays if as_of is not None and one.since < as_of)
        for name, stays in stays_of(lookup, history).items()
    }
    flights = [one for one in lookup.flights.values() if lookup.ports_of(one)]
    ways = [list(_ways(lookup, one, past.get(one.id, ()), as_of)) for one in flights]
    crafts = list(_crafts(lookup, as_of, history))

    def fill(index: int, taken: tuple[PortStay, ...]) -> Iterator[tuple[Docking, ...]]:
        if index == len(ways):
            yield ()
            return
        flight = flights[index]
        for way in ways[index]:
            if _collide(way, taken, as_of):
                continue
            mine = tuple(
                Docking(one.flight, one.port, None if one.since == flight.launch else one.since)
                for one in way
            )
            for rest in fill(index + 1, (*taken, *way)):
                yield mine + rest

    for docking in fill(0, ()):
        for craft in crafts:
            yield docking, craft


def _collide(one: Sequence[PortStay], two: Sequence[PortStay], as_of: date | None) -> bool:
    """Whether two ships share a port on a day that is not past."""
    return any(
        a.port == b.port and max(a.since, b.since, as_of or a.since) < min(a.until, b.until)
        for a in one
        for b in two
    )


def _ways(
    lookup: ProgramIndex, flight: Flight, past: tuple[PortStay, ...], as_of: date | None
) -> Iterator[tuple[PortStay, ...]]:
    """Yield every sequence of stays of one flight that changes ports only on event days."""
    begin = flight.launch if as_of is None else max(flight.launch, as_of)
    if begin >= flight.landing:
        yield past
        return
    events = [
        one for one in port_event_days(lookup, flight.station) if begin < one < flight.landing
    ]
    known = port_on(past, begin - timedelta(1))
    free = begin in port_event_days(lookup, flight.station) or known is None
    spans = list(pairwise([begin, *events, flight.landing]))

    def grow(at: int, stays: tuple[PortStay, ...]) -> Iterator[tuple[PortStay, ...]]:
        if at == len(spans):
            yield stays
            return
        since, until = spans[at]
        for port in lookup.ports_of(flight):
            if not takes(lookup, port.id, flight, since) or (
                at == 0 and not free and port.id != known
            ):
                continue
            if stays and stays[-1].port == port.id:
                longer = (*stays[:-1], evolve(stays[-1], until=until))
            else:
                cut = stays
                if stays and at == 0:
                    cut = (*stays[:-1], evolve(stays[-1], until=since))
                longer = (*cut, PortStay(flight.id, port.id, since, until))
            yield from grow(at + 1, longer)

    yield from grow(0, past)


def _crafts(
    lookup: ProgramIndex, as_of: date | None, history: Plan | None
) -> Iterator[tuple[ChosenSpacecraft, ...]]:
    """Yield every choice of spacecraft for the flights that leave it open."""
    named = spacecraft_in(lookup, history)
    choices: list[tuple[ChosenSpacecraft, ...]] = [()]
    for flight in lookup.flights.values():
        listed = [one.id for one in lookup.spacecraft_of(flight)]
        if as_of is not None and flight.launch < as_of and listed:
            listed = [named[flight.id]] if flight.id in named else []
        if listed:
            choices = [
                (*chosen, ChosenSpacecraft(flight.id, one)) for chosen in choices for one in listed
            ]
    yield from choices
