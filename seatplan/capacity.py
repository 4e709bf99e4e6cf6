"""Phrases on the number of seats, for sentences in which too few seats can be the reason."""

from __future__ import annotations

from collections.abc import Sequence

from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.words import listed, many

MOST_NAMED = 5
"""A sentence names at most this many flights."""


def seats_on(lookup: ProgramIndex, flights: Sequence[Flight]) -> int:
    """The number of seats in which people can go up on these flights."""
    return sum(lookup.capacity(flight) for flight in flights if flight.ascent == "crewed")


def going_up_empty(lookup: ProgramIndex, flights: Sequence[Flight]) -> str:
    """`MS-27 goes up empty`; empty text if none does. Flights without seats are left out."""
    empty = [one.id for one in flights if one.ascent == "empty" and lookup.capacity(one)]
    return f"{_named(empty)} {'goes' if len(empty) == 1 else 'go'} up empty" if empty else ""


def if_too_small(lookup: ProgramIndex, flight: Flight, people: int) -> str:
    """` (it has 3 seats)` if that many people do not fit into the flight, else an empty text."""
    seats = lookup.capacity(flight)
    return f" (it has {many(seats, 'seat')})" if people > seats else ""


def docked_seats(lookup: ProgramIndex, docked: Sequence[Flight]) -> str:
    """`MS-29 and Crew-13 are docked, with 7 seats; MS-29 goes up empty`."""
    ships = [flight for flight in docked if lookup.capacity(flight)]
    if not ships:
        return "no crew vehicle is docked"
    seats = many(sum(lookup.capacity(flight) for flight in ships), "seat")
    verb = "is" if len(ships) == 1 else "are"
    parts = [f"{_named([one.id for one in ships])} {verb} docked, with {seats}"]
    return "; ".join([*parts, *filter(None, [going_up_empty(lookup, ships)])])


def lifeboat_seats(lookup: ProgramIndex, lifeboats: Sequence[Flight]) -> str:
    """`MS-29 and Crew-13 have 7 seats`, for flights that count as lifeboats."""
    if not lifeboats:
        return "no lifeboat is docked"
    seats = many(sum(lookup.capacity(flight) for flight in lifeboats), "seat")
    verb = "has" if len(lifeboats) == 1 else "have"
    return f"{_named([one.id for one in lifeboats])} {verb} {seats}"


def _named(ids: list[str]) -> str:
    if len(ids) <= MOST_NAMED:
        return listed(ids)
    return f"{', '.join(ids[: MOST_NAMED - 1])} and {len(ids) - MOST_NAMED + 1} more"
