"""How much room the hard rules leave one member: rest, career, and the next possible flight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from seatplan.extra_tours import could_make, limits_in
from seatplan.program import CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many


def margins(reading: PlanIndex, member: CrewMember) -> tuple[str, ...]:
    """A sentence for each limit that rules set on the tours."""
    tours = reading.tours.get(member.id, ())
    landed = [tour.landing for tour in tours]
    landed += [member.last_landing] if member.last_landing is not None else []
    days = member.days_before + sum(tour.days for tour in tours)
    flights = member.flights_before + len(tours)
    said = []
    for rule in reading.program.named_rules:
        limits = rule.limits(reading.lookup, member) if rule.weight is None else None
        if limits is None:
            continue
        if limits.rest is not None and landed:
            said.append(f"rests until {_later(max(landed), limits.rest)} ({rule.name})")
        if limits.max_days is not None:
            said.append(f"{days:,} of {many(limits.max_days, 'day')} in space ({rule.name})")
        if limits.max_flights is not None:
            said.append(f"{flights} of {many(limits.max_flights, 'flight')} ({rule.name})")
    return tuple(said)


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def next_flights(reading: PlanIndex) -> dict[str, str]:
    """By member id, the first flight behind all their tours that they could make as well.

    Whoever has the seat would have to leave it: no one else is looked at.
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
                found[member.id] = _said(
                    flight, [one for one in seated if member.id in seated[one]]
                )
                break
        else:
            found[member.id] = "could be on no later flight of the program"
    return found


def _may_sit(lookup: ProgramIndex, flight: Flight) -> dict[str, frozenset[str]]:
    """By role, the ids of those that the seat admits on both legs."""
    return {
        seat.role: lookup.may_sit(seat, flight.launch)
        & lookup.may_sit(seat, flight.landing, launch=flight.launch)
        for seat in lookup.seats(flight).values()
    }


def _said(flight: Flight, roles: Iterable[str]) -> str:
    return f"next possible flight: {flight.id}, {flight.launch}, as {listed(roles, 'or')}"
