"""Ids that look like each other, and stations that are probably another."""

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
"""The names of stations are short."""

DEFAULT = fields(Flight).station.default

MANY = 3
"""Of more flights than that one alone is odd."""


def ids_alike(index: ProgramIndex) -> Iterator[Notice]:
    """Ids of one sort that differ in nothing that a reader sees at once."""
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
    """Stations to which one flight goes, where others go to one of nearly that name.

    So it is where one flight goes to the station that is meant where none is given, and all
    others to another one.
    """
    flights = index.program.flights
    times = Counter(flight.station for flight in flights)
    known: set[str] = set()
    for at, flight in enumerate(flights):
        here = flight.station
        if times[here] == 1:
            # Of two stations of one flight each the later one is reported.
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
                    f"{flight.id!r} alone flies to {here!r}, which is meant where no station is "
                    f"given; all others fly to {other!r}"
                )
                hint = f'station = "{other}", if that is meant.'
                yield Notice("station", message, ("flights", at, "station"), hint, (here, other))
            elif near:
                message = f"{flight.id!r} alone flies to {here!r}"
                hint = " or ".join(map(repr, near)) + "?"
                yield Notice("station", message, ("flights", at, "station"), hint, (here, *near))
        known.add(here)


def alike(sort: str, words: Iterable[tuple[str, Place]]) -> Iterator[Notice]:
    """The words of one sort that fold to one, each with the first of them."""
    first: dict[str, str] = {}
    seen: set[str] = set()
    for word, place in words:
        other = first.setdefault(folded(word), word)
        if other != word and word not in seen:
            message = f"the {sort} ids {other!r} and {word!r} differ only in "
            yield Notice("alike", message + difference(other, word), place, "", (other, word))
        seen.add(word)
