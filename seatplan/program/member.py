"""Crew members: their agencies, qualifications and absences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, ClassVar

from attrs import Factory, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem
from seatplan.program.marks import MOST_DAYS, MOST_FLIGHTS, PROSE
from seatplan.shown import Terse


@frozen
class Qualification(Terse):
    """A qualification that a member holds on the days `[since, until)`.

    Attributes:
        id: a word of the planner's own, such as `soyuz-commander`.
        since: the first day; unbounded if None.
        until: the first day on which it is no longer held; unbounded if None.
    """

    id: str
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def on(self, day: date) -> bool:
        """Whether it is held on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class Unavailable(Terse):
    """Days `[since, until)` on which a member can neither train for a flight nor fly.

    Attributes:
        since: the first day; unbounded if None.
        until: the first day on which the member is available again; unbounded if None.
        why: a reason, for people.
        training: whether training for a flight, as its crew or as a backup, may meet these days;
            the flight itself may not.
    """

    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)
    training: bool = field(default=False, converter=forgiving.flag)


@frozen
class Membership(Terse):
    """The days `[since, until)` on which a member belongs to an agency.

    Attributes:
        id: of the agency.
        since: the first day; unbounded if None.
        until: the first day on which the member belongs to it no longer; unbounded if None.
    """

    id: str = field(converter=forgiving.agency_id, metadata={"id": "agency"})
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    @property
    def has_days(self) -> bool:
        """Whether there is any day on which the member belongs to it."""
        return self.since is None or self.until is None or self.since < self.until

    def on(self, day: date) -> bool:
        """Whether the member belongs to it on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class CrewMember(Terse):
    """A person who may fly.

    Attributes:
        id: what plans and rules call the member by.
        agency: whose member it is; where that changes, the agencies and their days, which do not
            overlap.
        name: for people; the id where it is left out.
        qualifications: held besides those of the agency.
        unavailable: days on which the member neither trains nor flies.
        flights_before: flights flown that the program does not list.
        days_before: days in space on those flights.
        last_landing: of those flights; it may lie after the program's first launch.
        selected: when the member joined the corps.
    """

    id: str
    agency: str | tuple[Membership, ...] = field(
        converter=forgiving.agency_or_memberships, metadata={"id": "agency"}
    )
    name: str = field(default=Factory(lambda self: self.id, takes_self=True), metadata=PROSE)
    qualifications: tuple[Qualification, ...] = field(
        default=(), converter=forgiving.qualifications
    )
    unavailable: tuple[Unavailable, ...] = field(default=(), converter=forgiving.unavailable_days)
    flights_before: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_FLIGHTS}
    )
    days_before: int = field(
        default=0, converter=forgiving.day_count, metadata={"least": 0, "most": MOST_DAYS}
    )
    last_landing: date | None = field(default=None, converter=forgiving.maybe_day)
    selected: date | None = field(default=None, converter=forgiving.maybe_day)

    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [
            {"properties": {"last_landing": {"type": "null"}}},
            {"required": ["flights_before"], "properties": {"flights_before": {"minimum": 1}}},
        ],
        "properties": {"agency": {"minItems": 1, "uniqueItems": True}},
    }

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The agencies, each with its days."""
        return _always_of(self.agency) if isinstance(self.agency, str) else self.agency

    def agency_on(self, day: date) -> str | None:
        """The agency to which the member belongs on that day; None if to none."""
        if isinstance(self.agency, str):
            return self.agency
        return next((one.id for one in self.agency if one.on(day)), None)

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in the member alone."""
        if self.agency == ():
            yield Problem("an empty list names no agency", ("agency",), "at least one agency.")
        yield from _overlapping(self.memberships)
        if self.last_landing is not None and self.flights_before == 0:
            message = f"{self.id!r} landed on {self.last_landing} without flights_before"
            yield Problem(message, ("last_landing",), "flights_before = 1?")


@lru_cache(maxsize=256)
def _always_of(agency: str) -> tuple[Membership, ...]:
    """The only membership of those whose agency does not change: many members share it."""
    return (Membership(agency),)


def _overlapping(memberships: tuple[Membership, ...]) -> Iterator[Problem]:
    """Memberships whose days overlap."""
    days = sorted(
        (one.since or date.min, one.until or date.max, index)
        for index, one in enumerate(memberships)
        if one.has_days
    )
    for (_, until, first), (since, _, second) in pairwise(days):
        if since < until:
            one, two = memberships[first], memberships[second]
            message = f"the days of {two.id!r} overlap with those of {one.id!r}"
            hint = "one `until` is the next `since`?"
            yield Problem(message, ("agency", second), hint)
