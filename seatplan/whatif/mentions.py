"""Removes dangling references: entries that name things that a program no longer has.

A canceled flight is removed from all rules. If a list named only that flight, the rule is removed,
too: an empty list would pick nothing, and leaving out the key would pick everything. The same
applies to stations without any flight and to roles that only the canceled flight had. Rules with
several conditions decide for themselves, because a condition that is left empty always holds or
never holds (`Reducible`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol, Self, TypeVar, runtime_checkable

import attrs

from seatplan.program import named
from seatplan.whatif.editing import Draft, keeping_names
from seatplan.worth import Term, added_up

T = TypeVar("T")

Gone = Mapping[str, Collection[str]]
"""The ids that no longer exist, by kind: flight, station, role."""


@runtime_checkable
class Reducible(Protocol):
    """A value whose meaning changes, instead of just narrowing, when a part is removed."""

    def reduced(self, left: Callable[[Any], Any]) -> Self | None:
        """The rest of the value, with the rest of each part by a function; None if empty."""


def without_mentions(before: Draft, after: Draft) -> Draft:
    """The later draft, without references to things that only the earlier draft has."""
    gone: dict[str, Collection[str]] = {}
    for kind in ("flight", "station", "role"):
        gone[kind] = (before.ids(kind) or set()) - (after.ids(kind) or set())
    ports = _all_without(after.ports, gone)
    gone["port"] = {port.id for port in after.ports} - {port.id for port in ports}
    return attrs.evolve(
        after,
        ports=ports,
        flights=tuple(_options_without(flight, gone) for flight in after.flights),
        fixed=_all_without(after.fixed, gone),
        forbidden=_all_without(after.forbidden, gone),
        rules=_named_without(after.rules, gone),
        goals=_named_without(after.goals, gone),
    )


def _options_without(flight: Any, gone: Gone) -> Any:
    left = tuple(one for one in flight.return_options if one not in gone["flight"])
    ports = (
        None
        if flight.ports is None
        else tuple(one for one in flight.ports if one not in gone["port"])
    )
    if left == flight.return_options and ports == flight.ports:
        return flight
    return attrs.evolve(flight, return_options=left, ports=ports)


def _all_without(things: tuple[T, ...], gone: Gone) -> tuple[T, ...]:
    return tuple(left for thing in things if (left := without(thing, gone)) is not None)


def _named_without(things: tuple[T, ...], gone: Gone) -> tuple[T, ...]:
    """Rules or goals without the ids that are gone; the remaining ones keep their names."""
    kept = [
        (one.name, left)
        for one, thing in zip(named(things), things, strict=True)
        if (left := without(thing, gone)) is not None
    ]
    return keeping_names([name for name, _ in kept], [thing for _, thing in kept])


def without(thing: T, gone: Gone) -> T | None:
    """An attrs object without the ids that are gone; None if it is about nothing any more."""
    if isinstance(thing, Reducible):
        return thing.reduced(lambda part: without(part, gone))
    changes: dict[str, Any] = {}
    for one in attrs.fields(type(thing)):  # type: ignore[arg-type]
        value = getattr(thing, one.name)
        kind = next((one.metadata[key] for key in ("id", "ids", "keys") if key in one.metadata), "")
        names = gone.get(kind, ())
        if isinstance(value, tuple):
            left = tuple(entry for entry in value if _name(entry) not in names)
            inner = [without(entry, gone) if attrs.has(type(entry)) else entry for entry in left]
            left = tuple(entry for entry in inner if entry is not None)
            if all(isinstance(entry, Term) for entry in left):
                left = added_up(left)  # entries may now be equal
            if left != value:
                changes[one.alias or one.name] = left
            if value and not left:
                return None
        elif value is not None and value in names:
            return None
    return attrs.evolve(thing, **changes) if changes else thing  # type: ignore[misc]


def _name(entry: Any) -> Any:
    """The id in an entry of a list of ids, or of a table whose keys are ids."""
    return entry[0] if isinstance(entry, tuple) and entry else entry
