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
        id: any word that the planner chooses, such as `soyuz-commander`.
        since: the first day; unbounded if None.
        until: the first day on which it is no longer held; unbounded if None.
    """

    id: str
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def on(self, day: date) -> bool:
        """Whether it is held on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class Unavailable(Terse):
    """Days `[since, until)` on which a member can neither train for a flight nor fly.

    Attributes:
        since: the first day; unbounded if None.
        until: the first day on which the member is available again; unbounded if None.
        why: the reason, as text for people.
        training: whether training for a flight, as its crew or as a backup, may overlap these days;
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
        id: the id of the agency.
        since: the first day; unbounded if None.
        until: the first day on which the member no longer belongs to it; unbounded if None.
    """

    id: str = field(converter=forgiving.agency_id, metadata={"id": "agency"})
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    @property
    def has_days(self) -> bool:
        """Whether there is a day on which the member belongs to it."""
        return self.since is None or self.until is None or self.since < self.until

    def on(self, day: date) -> bool:
        """Whether the member belongs to it on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class CrewMember(Terse):
    """A person who can fly.

    Attributes:
        id: the id by which plans and rules refer to the member.
        agency: the id of the member's agency; if it changes, the agencies with their days, which
            must not overlap.
        name: the name to show; the id if left out.
        qualifications: the qualifications that the member holds in addition to those of the agency.
        unavailable: the days on which the member neither trains nor flies.
        flights_before: the number of earlier flights, which the program does not list.
        days_before: the number of days in space on those flights.
        last_landing: the last landing of those flights; it can be after the program's first launch.
        selected: the day on which the member joined the corps.
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
        """The member's agencies, each with its days."""
        return _always_of(self.agency) if isinstance(self.agency, str) else self.agency

    def agency_on(self, day: date) -> str | None:
        """The id of the member's agency on a day; None if there is none."""
        if isinstance(self.agency, str):
            return self.agency
        return next((one.id for one in self.agency if one.on(day)), None)

    def problems(self) -> Iterable[Problem]:
        """Problems with the member itself."""
        if self.agency == ():
            message = "the list of agencies is empty"
            yield Problem(message, ("agency",), "give at least one agency.")
        yield from _overlapping(self.memberships)
        if self.last_landing is not None and self.flights_before == 0:
            message = f"{self.id!r} landed on {self.last_landing} without flights_before"
            yield Problem(message, ("last_landing",), "flights_before = 1?")


@lru_cache(maxsize=256)
def _always_of(agency: str) -> tuple[Membership, ...]:
    """The membership of members whose agency does not change; cached, as many share it."""
    return (Membership(agency),)


def _overlapping(memberships: tuple[Membership, ...]) -> Iterator[Problem]:
    """Problems with memberships whose days overlap."""
    days = sorted(
        (one.since or date.min, one.until or date.max, index)
        for index, one in enumerate(memberships)
        if one.has_days
    )
    for (_, until, first), (since, _, second) in pairwise(days):
        if since < until:
            one, two = memberships[first], memberships[second]
            message = f"the days of {two.id!r} overlap with those of {one.id!r}"
            hint = "end one on the day on which the next begins."
            yield Problem(message, ("agency", second), hint)
