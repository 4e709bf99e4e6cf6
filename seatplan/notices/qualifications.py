"""Qualifications that are required but not held, or held but not required."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
from attrs import define, field

from seatplan.errors import Place, nearest
from seatplan.notices.alike import alike
from seatplan.notices.notice import Notice
from seatplan.notices.parts import flights_of, parts
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.selection import Members
from seatplan.spelling import slips_of
from seatplan.words import many

_BETWEEN = re.compile(r"\s*[,;/|&+]\s*|\s+(?:and|und|et|y)\s+", re.IGNORECASE)
"""The separators that people write between two qualifications."""


@define
class _Required:
    """The places at which a qualification is required, and the days on which it is needed."""

    places: list[Place] = field(factory=list)
    days: set[date] = field(factory=set)


def unmatched_qualifications(index: ProgramIndex) -> Iterator[Notice]:
    """Yield required words that no one holds, and held words that look like a required one."""
    required = _required(index)
    held = _held(index)
    if not index.members:
        return  # members that are added later can hold any qualification
    reported: set[str] = set()
    for word, where in required.items():
        if not where.days:
            continue  # no flight needs it
        first, *more = where.places
        also = f" here and in {many(len(more), 'more place')}" if more else ""
        if word not in held:
            hint = _hint(word, held, required, index)
            reported |= {word, *slips_of(word, held)}
            message = f"no one holds {word!r}, which is required{also}"
            yield Notice("unheld", message, first, hint, (word,))
        elif not any(index.holders(word, day) for day in where.days):
            message = f"no one holds {word!r} on a day on which it is required{also}"
            yield Notice("untimely", message, first, "", (word,))
    for word, place in held.items():
        several = [part for part in _BETWEEN.split(word.strip()) if part]
        if word not in required and len(several) > 1 and any(part in required for part in several):
            reported.add(word)
            message = f"{word!r} is not required anywhere, and looks like several qualifications"
            hint = f"{', '.join(map(repr, several))}?"
            yield Notice("unasked", message, place, hint, (word, *several))
            continue
        meant = [] if word in required or word in reported else slips_of(word, required)
        if meant:
            hint = " or ".join(map(repr, meant)) + "?"
            reported.add(word)
            message = f"{word!r} is not required anywhere"
            yield Notice("unasked", message, place, hint, (word, *meant))

    words = [(word, where.places[0]) for word, where in required.items()]
    words += held.items()
    yield from alike("qualification", [one for one in words if one[0] not in reported])


def _required(index: ProgramIndex) -> dict[str, _Required]:
    """Return the qualifications that seats, rules and goals require."""
    found: dict[str, _Required] = {}

    def note(thing: Any, place: Place, days: set[date]) -> None:
        for one in attrs.fields(type(thing)):
            if one.metadata.get("asks") != "qualification":
                continue
            value = getattr(thing, one.name)
            many = isinstance(value, tuple)
            for at, word in enumerate(value if many else () if value is None else (value,)):
                entry = found.setdefault(word, _Required())
                entry.places.append((*place, one.name, at) if many else (*place, one.name))
                entry.days |= days

    program = index.program
    for at, vehicle in enumerate(program.vehicles):
        flown = [one for one in program.flights if one.vehicle == vehicle.id and one.seats is None]
        for number, seat in enumerate(vehicle.seats):
            note(seat, ("vehicles", at, "seats", number), _days(flown))
    for at, flight in enumerate(program.flights):
        for number, seat in enumerate(flight.seats or ()):
            note(seat, ("flights", at, "seats", number), _days([flight]))
    for place, part in parts(index):
        note(part, place, _days(flights_of(part, index)))
    return found


def _days(flights: list[Flight] | tuple[Flight, ...]) -> set[date]:
    """Return the days of the crewed legs of flights."""
    return {one.launch for one in flights if one.ascent == "crewed"} | {
        one.landing for one in flights if one.descent == "crewed"
    }


def _held(index: ProgramIndex) -> dict[str, Place]:
    """Return the qualifications that someone holds at some time, each with its first place."""
    found: dict[str, Place] = {}
    program = index.program
    for at, agency in enumerate(program.agencies):
        if not Members(agencies=(agency.id,)).members_in(index):
            continue
        for number, word in enumerate(agency.qualifications):
            found.setdefault(word, ("agencies", at, "qualifications", number))
    for at, member in enumerate(program.crew):
        for number, entry in enumerate(member.qualifications):
            found.setdefault(entry.id, ("crew", at, "qualifications", number))
    return found


def _hint(
    word: str, held: dict[str, Place], required: dict[str, _Required], index: ProgramIndex
) -> str:
    """Return what is probably meant: a qualification that someone holds, or else another id."""
    near = slips_of(word, held)
    if near:
        return " or ".join(map(repr, near)) + "?"
    sorts = {
        "a role": {
            seat.role for flight in index.flights.values() for seat in index.seats(flight).values()
        },
        "an agency": set(index.agencies),
        "a member": set(index.members),
    }
    for sort, words in sorts.items():
        if word in words:
            return f"{sort}? {word!r} is one."
        near = slips_of(word, words)
        if near:
            return f"{sort}, {near[0]!r}?"
    others = slips_of(word, [one for one in required if one in held])
    return others[0] if others else nearest(word, held)
