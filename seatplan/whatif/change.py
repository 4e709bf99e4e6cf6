"""The kinds of changes from one plan to another: lines, members, flights, dates and ships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Literal

from attrs import frozen

from seatplan.plan import Assignment
from seatplan.program import Leg
from seatplan.traffic import PortStay
from seatplan.words import many


@frozen
class Change:
    """One line that only one of two plans has, or one launch or landing on another day.

    Attributes:
        flight, leg, role, member: the line; role and member are empty if the flight has moved.
        kind: "removed" if only the old plan has the line, "added" if only the new plan has it;
            "moved" for a launch (leg "up") or a landing (leg "down") on another day.
        day_before, day: the day of a launch or landing that has moved, in the old and in the new
            plan; None for a line.
    """

    flight: str
    leg: Leg
    role: str
    member: str
    kind: Literal["removed", "added", "moved"]
    day_before: date | None = None
    day: date | None = None

    @property
    def line(self) -> Assignment:
        """The line as an assignment of a plan."""
        return Assignment(self.flight, self.leg, self.role, self.member)


@frozen
class Move:
    """One member on one leg: the line that was removed and the one that replaces it.

    Attributes:
        member: the id of the member.
        leg: "up", "down" or "backup".
        source: the line in the old plan, or None.
        target: the line in the new plan, or None.
    """

    member: str
    leg: Leg
    source: Assignment | None
    target: Assignment | None


@frozen
class FlightChange:
    """The changes on one flight.

    Attributes:
        flight: the id of the flight.
        changes: the lines of the flight that only one of the plans has.
        sentence: the changes in words.
    """

    flight: str
    changes: tuple[Change, ...]
    sentence: str


@frozen
class DateChange:
    """A flight on other days.

    Attributes:
        flight: the id of the flight.
        launch_before, landing_before: the days in the old plan.
        launch, landing: the days in the new plan.
    """

    also_says: ClassVar[tuple[str, ...]] = ("sentence",)

    flight: str
    launch_before: date
    landing_before: date
    launch: date
    landing: date

    @property
    def changes(self) -> tuple[Change, ...]:
        """The change of each leg that has moved."""
        legs: tuple[tuple[Leg, date, date], ...] = (
            ("up", self.launch_before, self.launch),
            ("down", self.landing_before, self.landing),
        )
        return tuple(
            Change(self.flight, leg, "", "", "moved", was, now)
            for leg, was, now in legs
            if was != now
        )

    @property
    def sentence(self) -> str:
        """`Crew-9: launches on 2024-09-28 instead of 2024-08-18 (41 days later).`"""
        found = [
            f"{verb} on {now} instead of {was} ({by_days((now - was).days)})"
            for verb, was, now in (
                ("launches", self.launch_before, self.launch),
                ("lands", self.landing_before, self.landing),
            )
            if now != was
        ]
        return f"{self.flight}: {' and '.join(found)}."


@frozen
class ShipChange:
    """A flight at other ports, or made by another spacecraft.

    Attributes:
        flight: the id of the flight.
        ports_before, ports: the stays at ports in the old and in the new plan, in order.
        spacecraft_before, spacecraft: the ids of the spacecraft; None if none is named.
    """

    also_says: ClassVar[tuple[str, ...]] = ("sentence",)

    flight: str
    ports_before: tuple[PortStay, ...] = ()
    ports: tuple[PortStay, ...] = ()
    spacecraft_before: str | None = None
    spacecraft: str | None = None

    @property
    def sentence(self) -> str:
        """`Crew-8: at IDA-3 zenith instead of IDA-2 forward; on Endurance instead of Freedom.`"""
        found = []
        if port_ids(self.ports) != port_ids(self.ports_before):
            found.append(f"at {port_ids(self.ports)} instead of {port_ids(self.ports_before)}")
        if self.spacecraft != self.spacecraft_before:
            now, was = (one or "none" for one in (self.spacecraft, self.spacecraft_before))
            found.append(f"on {now} instead of {was}")
        return f"{self.flight}: {'; '.join(found)}."


def port_ids(stays: Sequence[PortStay]) -> str:
    """Stays in words: `Poisk, from 2023-03-28 Prichal`; the day of the arrival is left out."""
    told = [f"from {stay.since} {stay.port}" if at else stay.port for at, stay in enumerate(stays)]
    return ", ".join(told) or "no port"


def by_days(days: int) -> str:
    """A number of days in words: `3 days later`, `1 day earlier`."""
    return f"{many(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


@frozen
class SeatChange:
    """One member who leaves or takes a seat of a flight.

    Attributes:
        flight, role, member: the seat and the member.
        legs: the legs on which the seat changes.
        kind: "removed" or "added".
        elsewhere: the other flights on which the member is on these legs now, or was before.
    """

    flight: str
    role: str
    member: str
    legs: tuple[Leg, ...]
    kind: Literal["removed", "added"]
    elsewhere: tuple[str, ...] = ()


def lines_in(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of lines, without those of dates."""
    return tuple(one for one in changes if one.kind != "moved")


def seats_changed(changes: Iterable[Change]) -> int:
    """The number of seats that change hands, counting each leg; a swap is one seat, not two."""
    counts: dict[tuple[str, Leg, str], Counter[str]] = {}
    for one in lines_in(changes):
        counts.setdefault((one.flight, one.leg, one.role), Counter())[one.kind] += 1
    return sum(max(kinds.values()) for kinds in counts.values())
