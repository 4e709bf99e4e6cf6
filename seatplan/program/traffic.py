"""Ports and spacecraft, and the days on which they cannot be used."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program.marks import MOST_DAYS, MOST_FLIGHTS, PROSE
from seatplan.shown import Terse


@frozen
class Outage(Terse):
    """Days `[since, until)` on which no ship may be at a port, or a spacecraft does not launch.

    Attributes:
        since: the first day; unbounded if None.
        until: the first day after them; unbounded if None.
        why: a reason, for people.
    """

    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)

    def on(self, day: date) -> bool:
        """Whether that day is one of them."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class Port(Terse):
    """A docking port of a station: one ship at a time.

    Attributes:
        id: what flights and plans call it by.
        vehicles: the vehicles that it takes.
        station: where it is.
        unavailable: days on which no ship may be at it.
    """

    id: str
    vehicles: tuple[str, ...] = field(converter=forgiving.vehicle_ids, metadata={"ids": "vehicle"})
    station: str = field(default="ISS", metadata={"id": "station"})
    unavailable: tuple[Outage, ...] = field(default=(), converter=forgiving.outages)

    def usable_on(self, day: date) -> bool:
        """Whether a ship may be at it on that day."""
        return not any(one.on(day) for one in self.unavailable)


@frozen
class Spacecraft(Terse):
    """A spacecraft that flies more than once: a capsule.

    Attributes:
        id: its name, by which flights and plans call it.
        vehicle: what type it is.
        ready: the first day on which it may launch; any day if None.
        turnaround: how many days lie at least between a landing and its next launch.
        flights_before: flights flown that the program does not list.
        max_flights: how many flights it may make in all, those before included; any number if None.
        unavailable: days on which it does not launch: it is grounded.
    """

    id: str
    vehicle: str = field(converter=forgiving.vehicle_id, metadata={"id": "vehicle"})
    ready: date | None = field(default=None, converter=forgiving.maybe_day)
    turnaround: int = field(
        default=0, converter=forgiving.day_count, metadata={"least": 0, "most": MOST_DAYS}
    )
    flights_before: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_FLIGHTS}
    )
    max_flights: int | None = field(
        default=None,
        converter=forgiving.maybe_whole,
        metadata={"least": 0, "most": MOST_FLIGHTS},
    )
    unavailable: tuple[Outage, ...] = field(default=(), converter=forgiving.outages)

    def may_launch_on(self, day: date) -> bool:
        """Whether it is ready on that day, and not grounded."""
        ready = self.ready is None or self.ready <= day
        return ready and not any(one.on(day) for one in self.unavailable)
