"""Who else could sit in a seat, and what bars the others, for a limited number of seats."""

from __future__ import annotations

from collections import Counter
from datetime import date

from attrs import frozen

from seatplan.timeline import PlanIndex
from seatplan.whatif.seat_candidates import candidates

EFFORT = 14_000_000
"""Flights times the square of members times roles, at most: each swap is a check of the plan."""


@frozen
class Choice:
    """One seat on the way up.

    Attributes:
        flight, role: the seat.
        fits: names of those who break nothing hard and need no other change.
        others: names of those who could sit there, each with the hard rules that a swap breaks.
        barred: what bars the others, each word with how many people, the most frequent first.
    """

    flight: str
    role: str
    fits: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    barred: tuple[tuple[str, int], ...]


def choices(reading: PlanIndex, most: int) -> dict[str, tuple[Choice, ...]]:
    """By flight id, the roles with people who go up: the next `most` roles from `as_of` on."""
    lookup, names = reading.lookup, reading.lookup.names
    size = max(1, len(lookup.flights) * len(lookup.members) ** 2)
    left = min(most, EFFORT // size)
    found: dict[str, tuple[Choice, ...]] = {}
    flights = sorted(lookup.flights.values(), key=lambda one: (one.launch, one.id))
    first = reading.as_of or date.min
    for flight in flights:
        roles = dict.fromkeys(line.role for line in reading.on(flight, "up"))
        if flight.launch < first or not roles or left < len(roles):
            continue
        left -= len(roles)
        asked = [
            candidates(reading.own.program, reading.plan, flight.id, role, as_of=reading.as_of)
            for role in lookup.seats(flight)
            if role in roles
        ]
        found[flight.id] = tuple(
            Choice(
                flight.id,
                one.role,
                tuple(names[each.member] for each in one.possible if each.fits),
                tuple(
                    (
                        names[each.member],
                        ", ".join(dict.fromkeys(v.rule for v in each.breaks if v.hard)),
                    )
                    for each in one.possible
                    if not each.fits
                ),
                tuple(
                    Counter(bar for each in one.barred for bar in _bars(each.words)).most_common()
                ),
            )
            for one in asked
        )
    return found


def _bars(words: str) -> list[str]:
    return words.split(", ")
