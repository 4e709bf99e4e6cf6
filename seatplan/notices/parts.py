"""The tables of rules and goals, including those nested in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from seatplan.errors import Place
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.selection import Where


def parts(index: ProgramIndex) -> Iterator[tuple[Place, Any]]:
    """Yield every rule and goal and the tables nested in them, each with its place."""
    for name in ("rules", "goals"):
        for at, thing in enumerate(getattr(index.program, name)):
            yield from _within((name, at), thing)


def _within(place: Place, thing: Any) -> Iterator[tuple[Place, Any]]:
    yield place, thing
    for one in attrs.fields(type(thing)):
        value = getattr(thing, one.name)
        inner = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for at, entry in inner:
            if attrs.has(type(entry)):
                here = (*place, one.name) if at is None else (*place, one.name, at)
                yield from _within(here, entry)


def flights_of(part: Any, index: ProgramIndex) -> tuple[Flight, ...]:
    """Return the flights that a table picks; all flights if it has no keys to pick flights."""
    if isinstance(part, Where):
        return part.flights_in(index, empty_ascents=True)
    return tuple(index.flights.values())
