"""Standing risks: single points of failure that a program and a plan show without solving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Literal

from attrs import evolve, frozen

from seatplan.plan import Plan
from seatplan.program import Flight, Program, Seat
from seatplan.program_index import ProgramIndex
from seatplan.structure.availability import meets
from seatplan.timeline import PlanIndex, Tour
from seatplan.words import listed, span


@frozen
class StandingRisk:
    """A member on whom seats depend, because no one else has the qualifications.

    Attributes:
        kind: "aboard" if no one else at the station holds what a docked ship's way down requires;
            "coming" if no one else could take a seat of a flight to come.
        member: the id of the member.
        qualifications: the qualifications that only this member holds.
        flights: the ids of the flights whose seats require them, in order of launch.
        since, until: the days `[since, until)` of the risk: the days aboard, or from the first
            launch of these flights to the day after the last.
        message: the risk in a sentence.
    """

    kind: Literal["aboard", "coming"]
    member: str
    qualifications: tuple[str, ...]
    flights: tuple[str, ...]
    since: date
    until: date
    message: str


def standing_risks(
    program: Program, plan: Plan, *, as_of: date | None = None
) -> tuple[StandingRisk, ...]:
    """Find the members on whom seats depend from a day on, first those aboard.

    Only seats that are not optional and require qualifications count. For people aboard, the plan
    decides who is there. For coming flights, everyone counts who may sit in the seat and is
    available for the flight up and down, even if the plan or the rules need them elsewhere.

    Args:
        program: the program.
        plan: a plan whose lines name only things that the program has.
        as_of: the day; without it, all days count.
    """
    reading = PlanIndex(program, plan, as_of=as_of)
    return (*_aboard(reading, as_of), *_coming(reading.lookup, as_of))


def _aboard(reading: PlanIndex, as_of: date | None) -> Iterator[StandingRisk]:
    lookup = reading.lookup
    tours = list(reading.all_tours())
    found: list[StandingRisk] = []
    for flight in _by_launch(lookup):
        if flight.descent != "crewed":
            continue
        needed = sorted({one for seat in _required(lookup, flight) for one in seat.requires})
        here = [
            tour
            for tour in tours
            if tour.up.station == flight.station
            and tour.launch < flight.landing
            and flight.launch < tour.landing
        ]
        first = flight.launch if as_of is None else max(as_of, flight.launch)
        for qualification in needed:
            for member, since, until in _alone(lookup, here, qualification, first, flight.landing):
                found.append(
                    StandingRisk("aboard", member, (qualification,), (flight.id,), since, until, "")
                )
    found.sort(key=lambda one: (one.since, one.member, one.qualifications, one.until))
    for one in _joined(found):
        name, days = lookup.name(one.member), span(one.since, one.until)
        what = listed(one.qualifications)
        message = f"{name} is the only one aboard who holds {what} {days}"
        yield evolve(one, message=f"{message} ({_needed_by(one.flights)})")


def _alone(
    lookup: ProgramIndex, tours: list[Tour], qualification: str, first: date, last: date
) -> Iterator[tuple[str, date, date]]:
    """Yield who is the only holder of a qualification on days in `[first, last)`, with the days."""
    events = {first, last}
    for tour in tours:
        events |= {tour.launch, tour.landing}
        for held in tour.member.qualifications:
            events |= {day for day in (held.since, held.until) if day is not None}
    open_since: tuple[str, date] | None = None
    for start, _ in pairwise(sorted(day for day in events if first <= day <= last)):
        holders = sorted(
            {
                tour.member.id
                for tour in tours
                if tour.covers(start) and lookup.holds(tour.member.id, qualification, start)
            }
        )
        member = holders[0] if len(holders) == 1 else None
        if open_since is not None and open_since[0] != member:
            yield (*open_since, start)
            open_since = None
        if open_since is None and member is not None:
            open_since = (member, start)
    if open_since is not None:
        yield (*open_since, last)


def _joined(risks: Iterable[StandingRisk]) -> list[StandingRisk]:
    """The risks, sorted by `since`; those of a member and qualification are joined if days meet."""
    joined: list[StandingRisk] = []
    latest: dict[tuple[str, tuple[str, ...]], int] = {}
    for risk in risks:
        key = (risk.member, risk.qualifications)
        at = latest.get(key)
        if at is None or joined[at].until < risk.since:
            latest[key] = len(joined)
            joined.append(risk)
            continue
        before = joined[at]
        flights = tuple(dict.fromkeys((*before.flights, *risk.flights)))
        joined[at] = evolve(before, flights=flights, until=max(before.until, risk.until))
    return joined


def _coming(lookup: ProgramIndex, as_of: date | None) -> Iterator[StandingRisk]:
    depends: dict[tuple[str, tuple[str, ...]], list[Flight]] = {}
    for flight in _by_launch(lookup):
        if flight.ascent != "crewed" or (as_of is not None and flight.launch < as_of):
            continue
        for seat in _required(lookup, flight):
            able = _able(lookup, flight, seat)
            if len(able) == 1:
                flights = depends.setdefault((able[0], tuple(sorted(seat.requires))), [])
                if flight not in flights:
                    flights.append(flight)
    for (member, qualifications), flights in depends.items():
        ids = tuple(flight.id for flight in flights)
        until = date.fromordinal(flights[-1].launch.toordinal() + 1)
        what = listed(qualifications)
        message = f"{lookup.name(member)} is the only one who holds {what} and may fly"
        message = f"{message} on {listed(ids)}"
        yield StandingRisk("coming", member, qualifications, ids, flights[0].launch, until, message)


def _able(lookup: ProgramIndex, flight: Flight, seat: Seat) -> list[str]:
    """The ids of those who may take a seat on the way up and are available."""
    ways = lookup.ways_home(flight)
    return sorted(
        name
        for name in lookup.may_sit(seat, flight.launch)
        if any(not meets(lookup, lookup.members[name], flight, home) for home in ways)
    )


def _required(lookup: ProgramIndex, flight: Flight) -> list[Seat]:
    """The seats that must be taken and require qualifications."""
    return [seat for seat in lookup.seats(flight).values() if seat.requires and not seat.optional]


def _by_launch(lookup: ProgramIndex) -> list[Flight]:
    return sorted(lookup.flights.values(), key=lambda flight: (flight.launch, flight.id))


def _needed_by(flights: tuple[str, ...]) -> str:
    return f"{listed(flights)} {'needs' if len(flights) == 1 else 'need'} it to come down"
