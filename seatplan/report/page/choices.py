"""The other candidates for seats, and what bars everyone else, for a limited number of roles."""

from __future__ import annotations

from collections import Counter
from datetime import date

from attrs import frozen

from seatplan.timeline import PlanIndex
from seatplan.whatif.seat_candidates import candidates

EFFORT = 14_000_000
"""The limit on flights times members squared times roles; each possible swap checks the plan."""


@frozen
class Choice:
    """The candidates for one role on the way up.

    Attributes:
        flight, role: the id of the flight, and the role.
        fits: the names of the members who break no hard rule and need no other change.
        others: the names of the other members who could take the seat, each with the hard rules
            that a direct swap breaks.
        barred: each reason that bars members, with their number, the most frequent first.
    """

    flight: str
    role: str
    fits: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    barred: tuple[tuple[str, int], ...]


def choices(reading: PlanIndex, most: int) -> dict[str, tuple[Choice, ...]]:
    """Return the candidates for the next roles from `as_of` on, by flight id.

    Args:
        reading: the plan.
        most: the number of roles, at most. A flight has all of its roles or none.
    """
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
        if flight.ascent == "empty":
            continue  # a plan may break that
        left -= len(roles)
        answers = [
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
            for one in answers
        )
    return found


def _bars(words: str) -> list[str]:
    return words.split(", ")
