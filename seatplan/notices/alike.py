"""Ids that look like each other, and stations that are probably another."""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.errors import Place
from seatplan.notices.notice import Notice
from seatplan.notices.spelling import difference, folded, slips_of
from seatplan.program_index import ProgramIndex

LISTS = {"agency": "agencies", "vehicle": "vehicles", "flight": "flights", "member": "crew"}


def ids_alike(index: ProgramIndex) -> Iterator[Notice]:
    """Ids of one sort that differ in nothing that a reader sees at once."""
    program = index.program
    for sort, name in LISTS.items():
        entries = enumerate(getattr(program, name))
        yield from _alike(sort, [(one.id, (name, at, "id")) for at, one in entries])
    roles: list[tuple[str, Place]] = []
    for name in ("vehicles", "flights"):
        for at, owner in enumerate(getattr(program, name)):
            for number, seat in enumerate(owner.seats or ()):
                roles.append((seat.role, (name, at, "seats", number, "role")))
    yield from _alike("role", roles)
    stations: list[tuple[str, Place]] = [
        (one.station, ("flights", at, "station")) for at, one in enumerate(program.flights)
    ]
    lone = {notice.ids[0] for notice in lone_stations(index)}
    yield from _alike("station", [one for one in stations if one[0] not in lone])


def lone_stations(index: ProgramIndex) -> Iterator[Notice]:
    """Stations to which one flight goes, where others go to one of nearly that name."""
    flights = index.program.flights
    times: dict[str, int] = {}
    for flight in flights:
        times[flight.station] = times.get(flight.station, 0) + 1
    known: set[str] = set()
    for at, flight in enumerate(flights):
        here = flight.station
        near = [
            one
            for one in slips_of(here, times)
            if times[one] > 1 or (one in known and times[one] == 1)
        ]
        known.add(here)
        if times[here] == 1 and near:
            message = f"{flight.id!r} alone flies to {here!r}"
            hint = " or ".join(map(repr, near)) + "?"
            yield Notice("station", message, ("flights", at, "station"), hint, (here, *near))


def _alike(sort: str, words: list[tuple[str, Place]]) -> Iterator[Notice]:
    first: dict[str, str] = {}
    seen: set[str] = set()
    for word, place in words:
        other = first.setdefault(folded(word), word)
        if other != word and word not in seen:
            message = f"the {sort} ids {other!r} and {word!r} differ only in "
            yield Notice("alike", message + difference(other, word), place, "", (other, word))
        seen.add(word)
