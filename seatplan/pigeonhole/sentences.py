"""Counts of seats in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from seatplan.pigeonhole.bounds import Bound
from seatplan.program_index import ProgramIndex
from seatplan.words import listed, many, plural

NAMED = 3
"""A list names this many flights; if there are more, it gives the number of the others."""

EVERYONE = "the crew"
"""How the phrase for the members of a rule names everyone."""

Seats = Mapping[tuple[str, str], int]
"""By flight and role, a number of seats."""


@frozen
class Amount:
    """One end of the range of a bound.

    Attributes:
        at: the position of the bound.
        bound: the bound.
        sign: 1, or -1 if it is a bound on the negative sum.
        number: the end of the range, with that sign.
    """

    at: int
    bound: Bound
    sign: int
    number: int


def too_many(lookup: ProgramIndex, seats: Seats, amounts: Sequence[Amount]) -> str:
    """A sentence that more seats must be taken than rules allow."""
    needed, allowed = sum(seats.values()), sum(one.number for one in amounts)
    what = many(needed, "seat")
    where = _places(lookup, seats)
    by = _by_people(amounts)
    if len(by) == 1 and EVERYONE not in by and not amounts[0].bound.of:
        (people,) = by
        limit = f"at most {allowed} may go to them" if allowed else "none may go to them"
        return f"{what} must be taken and can be taken only by {people} ({where}), and {limit}."
    parts = ""
    if len(by) > 1:
        parts = ": " + listed(
            f"{number} {'through' if people in _exchanges(amounts) else 'by'} {people}"
            for people, number in by.items()
        )
    limit = f"at most {allowed} may be" if allowed else "none may be"
    return f"{what} must be taken ({where}), and {limit}{parts}."


def too_few(lookup: ProgramIndex, seats: Seats, amounts: Sequence[Amount]) -> str:
    """A sentence that rules demand more seats for some people than these can take."""
    needed, there = sum(one.number for one in amounts), sum(seats.values())
    by = _by_people(amounts)
    people = listed(by, "or")
    where = f" ({_places(lookup, seats)})" if seats else ""
    most = f"At most {many(there, 'seat')}" if there else "No seat"
    parts = ": " + listed(f"{number} by {people}" for people, number in by.items())
    return (
        f"{most} can be taken by {people}{where}, and at least {needed} must be"
        f"{parts if len(by) > 1 else ''}."
    )


def _by_people(amounts: Sequence[Amount]) -> dict[str, int]:
    """The numbers of seats by the people, or the exchange, that they are for."""
    by: dict[str, int] = {}
    for one in amounts:
        name = one.bound.people or one.bound.of
        by[name] = by.get(name, 0) + one.number
    return by


def _exchanges(amounts: Sequence[Amount]) -> set[str]:
    return {one.bound.of for one in amounts}


def _places(lookup: ProgramIndex, seats: Seats) -> str:
    """`all seats of Crew-5 and Crew-6; the commander and pilot seats of MS-22`."""
    roles: dict[str, dict[str, int]] = {}
    for (flight, role), count in seats.items():
        roles.setdefault(flight, {})[role] = count
    groups: dict[str, list[str]] = {}
    for flight, counts in roles.items():
        there = {seat.role: seat.count for seat in lookup.seats(lookup.flights[flight]).values()}
        if counts == there:
            phrase = "all seats" if sum(there.values()) > 1 else "the seat"
        else:
            phrase = listed(
                f"{many(count, f'{role} seat')}"
                if count < there[role]
                else f"the {role} {'seat' if count == 1 else plural('seat')}"
                for role, count in counts.items()
            )
        groups.setdefault(phrase, []).append(flight)
    return "; ".join(
        f"{phrase} of {'each of ' if len(flights) > 1 and phrase != 'all seats' else ''}"
        f"{_flights(flights)}"
        for phrase, flights in groups.items()
    )


def _flights(flights: Sequence[str]) -> str:
    if len(flights) <= NAMED + 1:
        return listed(flights)
    return listed([*flights[:NAMED], many(len(flights) - NAMED, "other")])
