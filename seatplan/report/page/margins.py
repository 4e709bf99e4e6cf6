"""The margins of a member to hard limits: rest, career, and the next possible flight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from seatplan.extra_tours import could_make, limits_in
from seatplan.program import CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many


def margins(reading: PlanIndex, member: CrewMember) -> tuple[str, ...]:
    """Return a sentence for each limit that hard rules set for the tours of a member."""
    tours = reading.tours.get(member.id, ())
    landed = [tour.landing for tour in tours]
    landed += [member.last_landing] if member.last_landing is not None else []
    days = member.days_before + sum(tour.days for tour in tours)
    flights = member.flights_before + len(tours)
    found = []
    for rule in reading.program.named_rules:
        limits = rule.limits(reading.lookup, member) if rule.weight is None else None
        if limits is None:
            continue
        if limits.rest is not None and landed:
            found.append(f"rests until {_later(max(landed), limits.rest)} ({rule.name})")
        if limits.max_days is not None:
            found.append(f"{days:,} of {many(limits.max_days, 'day')} in space ({rule.name})")
        if limits.max_flights is not None:
            found.append(f"{flights} of {many(limits.max_flights, 'flight')} ({rule.name})")
    return tuple(found)


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def next_flights(reading: PlanIndex) -> dict[str, str]:
    """Return, by member id, a sentence about the next flight that the member could also make.

    It is the first flight after all tours of the member. Seats count even if they are taken: the
    limits of other members play no part.
    """
    lookup = reading.lookup
    limits = limits_in(lookup)
    flights = [
        (flight, seated)
        for flight in sorted(lookup.flights.values(), key=lambda one: (one.launch, one.id))
        if "empty" not in (flight.ascent, flight.descent)
        and (reading.as_of is None or flight.launch >= reading.as_of)
        and (seated := _may_sit(lookup, flight))
    ]
    found = {}
    for member in lookup.members.values():
        tours = reading.tours.get(member.id, ())
        first = max((tour.landing for tour in tours), default=date.min)
        for flight, seated in flights:
            if flight.launch < first or not any(member.id in ids for ids in seated.values()):
                continue
            if could_make(reading, member, flight, flight, limits.get(member.id, ())):
                found[member.id] = _next_possible(
                    flight, [one for one in seated if member.id in seated[one]]
                )
                break
        else:
            found[member.id] = "could be on no later flight of the program"
    return found


def _may_sit(lookup: ProgramIndex, flight: Flight) -> dict[str, frozenset[str]]:
    """Return, by role, the ids of the members that the seat admits on both legs."""
    return {
        seat.role: lookup.may_sit(seat, flight.launch)
        & lookup.may_sit(seat, flight.landing, launch=flight.launch)
        for seat in lookup.seats(flight).values()
    }


def _next_possible(flight: Flight, roles: Iterable[str]) -> str:
    return f"next possible flight: {flight.id}, {flight.launch}, as {listed(roles, 'or')}"
