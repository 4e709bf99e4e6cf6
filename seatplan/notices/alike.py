"""Ids that look alike, and names of stations that are probably typing errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import fields

from seatplan.errors import Place
from seatplan.notices.notice import Notice
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.spelling import difference, folded, slips_of
from seatplan.validation.ids import LISTS

SHORTEST_STATION = 2
"""The shortest name of a station that can be a typing error, in letters."""

DEFAULT = fields(Flight).station.default
"""The station of flights that name none."""

MANY = 3
"""In a program with more flights, one flight to a station of its own is suspicious."""


def ids_alike(index: ProgramIndex) -> Iterator[Notice]:
    """Yield pairs of ids of one kind whose difference is hard to see."""
    program = index.program
    for sort, name in LISTS.items():
        entries = enumerate(getattr(program, name))
        yield from alike(sort, [(one.id, (name, at, "id")) for at, one in entries])
    roles: list[tuple[str, Place]] = []
    for name in ("vehicles", "flights"):
        for at, owner in enumerate(getattr(program, name)):
            for number, seat in enumerate(owner.seats or ()):
                roles.append((seat.role, (name, at, "seats", number, "role")))
    yield from alike("role", roles)
    stations: list[tuple[str, Place]] = [
        (one.station, ("flights", at, "station")) for at, one in enumerate(program.flights)
    ]
    lone = {notice.ids[0] for notice in lone_stations(index)}
    yield from alike("station", [one for one in stations if one[0] not in lone])


def lone_stations(index: ProgramIndex) -> Iterator[Notice]:
    """Yield stations with only one flight, if other flights go to one with nearly the same name.

    The default station is one of them if all other flights go to the same other station.
    """
    flights = index.program.flights
    times = Counter(flight.station for flight in flights)
    known: set[str] = set()
    for at, flight in enumerate(flights):
        here = flight.station
        if times[here] == 1:
            # Of two similar stations with one flight each, only the later one is reported.
            near = [
                one
                for one in slips_of(here, times, SHORTEST_STATION)
                if times[one] > 1 or one in known
            ]
            lone = False
            if not near and here == DEFAULT and len(times) == 2 and len(flights) > MANY:
                near = [one for one in times if one != here]
                lone = True
            if lone:
                (other,) = near
                message = (
                    f"only {flight.id!r} flies to {here!r}, the station of flights that name none; "
                    f"all others fly to {other!r}"
                )
                hint = f'station = "{other}".'
                yield Notice("station", message, ("flights", at, "station"), hint, (here, other))
            elif near:
                message = f"only {flight.id!r} flies to {here!r}"
                hint = " or ".join(map(repr, near)) + "?"
                yield Notice("station", message, ("flights", at, "station"), hint, (here, *near))
        known.add(here)


def alike(sort: str, words: Iterable[tuple[str, Place]]) -> Iterator[Notice]:
    """Yield the words that fold to the same text as an earlier word.

    Args:
        sort: the kind of the words, for the message.
        words: each word with its place.
    """
    first: dict[str, str] = {}
    seen: set[str] = set()
    for word, place in words:
        other = first.setdefault(folded(word), word)
        if other != word and word not in seen:
            message = f"the {sort} ids {other!r} and {word!r} differ only in "
            yield Notice("alike", message + difference(other, word), place, "", (other, word))
        seen.add(word)
