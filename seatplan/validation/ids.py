"""The ids of a program, and the check that none of them is used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from seatplan.errors import Place, path_of
from seatplan.validation.names import IMPLIED
from seatplan.validation.notes import Notes
from seatplan.validation.program_like import ProgramLike
from seatplan.validation.tables import Known

if TYPE_CHECKING:
    from seatplan.program import Seat

LISTS = {
    "agency": "agencies",
    "vehicle": "vehicles",
    "port": "ports",
    "spacecraft": "spacecraft",
    "flight": "flights",
    "member": "crew",
}
"""The lists whose entries have ids, by the word for an entry."""


def known_ids(program: ProgramLike, notes: Notes) -> Known:
    """Return the ids of each kind; None if one could not be read, so that no id is unknown."""
    known: dict[str, frozenset[str] | None] = {}
    for kind, name in LISTS.items():
        ids = frozenset(entry.id for entry in getattr(program, name))
        known[kind] = None if _column_unsure(program, notes, name, "id") else ids
    flights = program.flights
    unread = _column_unsure(program, notes, "flights", "station")
    known["station"] = None if unread else frozenset(flight.station for flight in flights)
    unread = notes.filled(("flights",)) or notes.filled(("vehicles",))
    for name in ("flights", "vehicles"):
        for index, entry in enumerate(getattr(program, name)):
            unread |= any(map(notes.filled, roles_of((name, index), entry.seats)))
    seats = [seat for vehicle in program.vehicles for seat in vehicle.seats]
    seats += [seat for flight in flights for seat in flight.seats or ()]
    known["role"] = None if unread else frozenset(seat.role for seat in seats)
    return known


def _column_unsure(program: ProgramLike, notes: Notes, name: str, key: str) -> bool:
    """Return whether a key could not be read in some entry of a list."""
    entries = getattr(program, name)
    return notes.filled((name,)) or any(
        notes.unsure((name, index, key)) for index in range(len(entries))
    )


def roles_of(place: Place, seats: Collection[Seat] | None) -> list[Place]:
    """Return the places of the roles of a vehicle or flight.

    There is at least one: seats that could not be read are a filler at that place.
    """
    return [(*place, "seats", index, "role") for index in range(max(1, len(seats or ())))]


def note_doubled_ids(program: ProgramLike, notes: Notes) -> None:
    """Note each id that another entry has already.

    Rules and goals, including the implied goal, share one set of ids, because violations, fixes
    and prices refer to both by id.
    """
    for name in LISTS.values():
        entries = getattr(program, name)
        _note_doubled([((name, at), one.id) for at, one in enumerate(entries)], notes)
    taken = {IMPLIED: f"the implied goal {IMPLIED!r}"} if _is_implied(program, notes) else {}
    named = [*_named(program, "rules", notes), *_named(program, "goals", notes)]
    _note_doubled(named, notes, taken)


def _is_implied(program: ProgramLike, notes: Notes) -> bool:
    """Return whether preferences imply a goal; False if a listed goal could not be read."""
    unread = notes.filled(("goals",)) or any(
        notes.filled(("goals", at)) for at, _ in enumerate(program.goals)
    )
    return (
        not unread
        and any(
            one.weight is not None for one in (*program.rules, *program.fixed, *program.forbidden)
        )
        and not any(goal.kind == IMPLIED for goal in program.goals)
    )


def _named(program: ProgramLike, name: str, notes: Notes) -> Iterator[tuple[Place, str | None]]:
    """Yield the place and id of each rule or goal; None for a made-up id that is not certain."""
    entries = getattr(program, name)
    total = Counter(entry.kind for entry in entries)
    seen: Counter[str] = Counter()
    # If the kind of an entry could not be read, the numbers of the others are not known.
    numbered = not any(notes.filled((name, at)) for at in range(len(entries)))
    for at, entry in enumerate(entries):
        seen[entry.kind] += 1
        number = "" if total[entry.kind] == 1 else f"-{seen[entry.kind]}"
        made_up = entry.kind + number if numbered else None
        yield (name, at), entry.id if entry.id is not None else made_up


def _note_doubled(
    ids: Iterable[tuple[Place, str | None]], notes: Notes, taken: Mapping[str, str] | None = None
) -> None:
    """Note the ids that are used again.

    Args:
        ids: each id with the place of its entry.
        notes: the notes to which the problems are added.
        taken: ids that are used outside of lists, each with its owner in words.
    """
    first: dict[str, Place] = {}
    for place, known in ids:
        if known is None:
            continue
        here = (*place, "id")
        if known in first:
            message = f"id {known!r} is already used by {path_of(first[known])}"
            notes.add(here, message, "another id.", (*first[known], "id"))
        elif taken and known in taken:
            notes.add(here, f"id {known!r} is already used by {taken[known]}", "another id.")
        first.setdefault(known, place)
