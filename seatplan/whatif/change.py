"""What can change from one plan to another: lines, people, flights, dates and ships."""

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
        flight, leg, role, member: the line; role and member are empty where a flight has moved.
        kind: "removed" if only the old plan has it, "added" if only the new one has; "moved" for a
            launch (leg "up") or a landing (leg "down") on another day.
        day_before, day: the days of a launch or landing that has moved, in the old plan and in the
            new one; None of a line.
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
        """The line as a plan has it."""
        return Assignment(self.flight, self.leg, self.role, self.member)


@frozen
class Move:
    """One member on one leg: the line that is gone and the one that came in its place.

    Attributes:
        member: the id.
        leg: "up", "down" or "backup".
        source: where the member was, or None.
        target: where the member is now, or None.
    """

    member: str
    leg: Leg
    source: Assignment | None
    target: Assignment | None


@frozen
class FlightChange:
    """What changes on one flight.

    Attributes:
        flight: its id.
        changes: its lines that only one of the plans has.
        sentence: the same in words.
    """

    flight: str
    changes: tuple[Change, ...]
    sentence: str


@frozen
class DateChange:
    """A flight on other days.

    Attributes:
        flight: its id.
        launch_before, landing_before: the days in the old plan.
        launch, landing: the days in the new one.
    """

    also_says: ClassVar[tuple[str, ...]] = ("sentence",)

    flight: str
    launch_before: date
    landing_before: date
    launch: date
    landing: date

    @property
    def changes(self) -> tuple[Change, ...]:
        """The same leg by leg."""
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
        flight: its id.
        ports_before, ports: its stays at ports in the old plan and in the new one, in order.
        spacecraft_before, spacecraft: the ids; None where none is named.
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
    """`Poisk, from 2023-03-28 Prichal`; arrivals go without their day."""
    told = [f"from {stay.since} {stay.port}" if at else stay.port for at, stay in enumerate(stays)]
    return ", ".join(told) or "no port"


def by_days(days: int) -> str:
    """`3 days later`, `1 day earlier`."""
    return f"{many(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


@frozen
class SeatChange:
    """One member who leaves a seat of a flight, or takes one.

    Attributes:
        flight, role, member: the seat and who.
        legs: the ways on which that is so.
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
    """The lines among them, without the flights that have moved."""
    return tuple(one for one in changes if one.kind != "moved")


def seats_changed(changes: Iterable[Change]) -> int:
    """How many seats change hands, each leg counted by itself; a swap is one seat, not two."""
    counts: dict[tuple[str, Leg, str], Counter[str]] = {}
    for one in lines_in(changes):
        counts.setdefault((one.flight, one.leg, one.role), Counter())[one.kind] += 1
    return sum(max(kinds.values()) for kinds in counts.values())
