"""How much room the hard rules leave one member: rest until when, days and flights of a career."""

from __future__ import annotations

from datetime import date, timedelta

from seatplan.program import CrewMember
from seatplan.timeline import PlanIndex
from seatplan.words import many


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
