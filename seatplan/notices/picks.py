"""Keys of rules and goals that pick no flight, no member, no role or no day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from seatplan.errors import Place
from seatplan.kinds import Rule
from seatplan.notices.notice import Notice, NoticeKind
from seatplan.notices.parts import flights_of, parts
from seatplan.program_index import ProgramIndex
from seatplan.selection import Members, Where, Who
from seatplan.words import listed

COUNT_EMPTY_ASCENTS = {
    "integrated-crew",
    "blackout",
    "spacing",
    "handover",
    "relocations",
    "keep-dates",
    "fewest-relocations",
    "keep-spacecraft",
}
"""The kinds of rules and goals that count flights on which no one goes up."""


def empty_picks(index: ProgramIndex) -> Iterator[Notice]:
    """Yield a notice for each table of a rule or goal that picks nothing."""
    for place, part in parts(index):
        if index.flights and isinstance(part, Where):
            yield from _no_flight(place, part, index)
        if index.members and isinstance(part, Members):
            yield from _no_member(place, part, index)
        if index.flights and isinstance(part, Where) and getattr(part, "roles", None):
            yield from _no_role(place, part, index)
        if index.flights and isinstance(part, Rule) and part.of_docked_days:
            yield from _no_day(place, part, index)
        if isinstance(part, Rule) and _min_of_0(part) and not _has_most(part):
            yield Notice("idle", "min = 0 requires nothing", (*place, "min"), "1, or a max.")
        if isinstance(part, Rule) and part.of_several and len(_named(part)) == 1:
            message = f"one member alone is always {type(part).kind}"
            yield Notice("idle", message, (*place, "members"), "another member.", _named(part))


def _named(part: Any) -> tuple[str, ...]:
    """Return the members that a rule names."""
    return tuple(part.members or ())


def _min_of_0(part: Rule) -> bool:
    """Return whether `min` is 0 for a number that cannot be negative; sums of values can be."""
    key = attrs.fields_dict(type(part)).get("min")
    return key is not None and key.metadata.get("least") == 0 and getattr(part, "min", None) == 0


def _no_flight(place: Place, part: Where, index: ProgramIndex) -> Iterator[Notice]:
    def picks(where: Where) -> bool:
        return bool(where.flights_in(index, empty_ascents=True))

    keys = _given(part, _names(Where))
    if not keys or (_by_days(part) and any(one.has_window for one in index.flights.values())):
        return  # flights with windows can move to days that the keys pick
    if picks(part):
        kind = getattr(part, "kind", "")
        if not part.flights_in(index) and kind not in COUNT_EMPTY_ASCENTS:
            yield _notice("no-flight", "only flights that go up empty", place, part, keys)
        return
    alone = [key for key in keys if not picks(Where(**{key: getattr(part, key)}))]
    yield _notice("no-flight", "no flight", place, part, alone or keys)


def _by_days(part: Any) -> bool:
    """Return whether a table picks flights by days."""
    return part.since is not None or part.until is not None


def _no_day(place: Place, part: Any, index: ProgramIndex) -> Iterator[Notice]:
    """Yield a notice if no flight is docked at the stations of a rule on any of its days."""
    flights = [
        flight
        for flight in index.flights.values()
        if part.stations is None or flight.station in part.stations
    ]
    since, until = part.since or date.min, part.until or date.max
    if any(one.has_window for one in flights):
        return
    if all(one.landing <= since or until <= one.launch for one in flights):
        keys = _given(part, ("since", "until"))
        yield _notice("no-flight", "no day with a flight docked", place, part, keys)


def _has_most(rule: Rule) -> bool:
    """Return whether a rule has an upper bound."""
    return any(
        getattr(rule, one.name) is not None
        for one in attrs.fields(type(rule))
        if one.name.startswith("max")
    )


def _no_member(place: Place, part: Members, index: ProgramIndex) -> Iterator[Notice]:
    members = part.members_in(index)
    if not members:
        keys = _given(part, _names(Members))
        alone = [key for key in keys if not Members(**{key: getattr(part, key)}).members_in(index)]
        yield _notice("no-member", "no member", place, part, alone or keys)
    elif isinstance(part, Who) and part.held:
        flights = flights_of(part, index)
        each = [any(index.holders(word, one.launch) for one in flights) for word in part.held]
        if flights and all(each) and not any(part.picked_for(index, one) for one in flights):
            keys = [*_given(part, _names(Members)), "holding"]
            yield _notice("no-member", "no member for a flight", place, part, keys)


def _no_role(place: Place, part: Any, index: ProgramIndex) -> Iterator[Notice]:
    flights = flights_of(part, index)
    roles = {role for flight in flights for role in index.seats(flight)}
    if flights and not roles & set(part.roles):
        message = f"no flight that it picks has a seat for {listed(part.roles, 'or')}"
        yield Notice("no-role", message, (*place, "roles"), "", tuple(part.roles))


def _names(cls: type) -> tuple[str, ...]:
    """Return the names of the fields of a class."""
    return tuple(one.name for one in attrs.fields(cls))


def _given(part: Any, names: Iterable[str]) -> list[str]:
    """Return the names of the fields that are given."""
    return [name for name in names if getattr(part, name) is not None]


def _notice(kind: NoticeKind, nothing: str, place: Place, part: Any, keys: Sequence[str]) -> Notice:
    """Return the notice that keys pick nothing.

    Args:
        kind: the kind of the notice.
        nothing: what the keys do not pick, such as `no flight`.
        place: the place of the table.
        part: the table.
        keys: the keys that pick nothing, alone or together.
    """
    values = [_value(getattr(part, key)) for key in keys]
    together = "together " if len(keys) > 1 else ""
    given = listed([f"{key} {value}" for key, value in zip(keys, values, strict=True)])
    verb = "pick" if len(keys) > 1 else "picks"
    here = (*place, keys[0]) if len(keys) == 1 else place
    ids = [
        word
        for key in keys
        if isinstance(value := getattr(part, key), (tuple, str))
        for word in ((value,) if isinstance(value, str) else value)
    ]
    return Notice(kind, f"{given} {together}{verb} {nothing}", here, "", tuple(ids))


def _value(value: Any) -> str:
    """Return a value as in a file, with at most three entries of a list."""
    if isinstance(value, tuple):
        more = f", … {len(value) - 3} more" if len(value) > 3 else ""
        return f"[{', '.join(map(repr, value[:3]))}{more}]"
    return repr(value) if isinstance(value, str) else str(value)
