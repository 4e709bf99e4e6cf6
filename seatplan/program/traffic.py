"""Ports, spacecraft, and their outages."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program.marks import MOST_DAYS, MOST_FLIGHTS, PROSE
from seatplan.shown import Terse


@frozen
class Outage(Terse):
    """Days `[since, until)` on which a port cannot be used, or a spacecraft cannot launch.

    Attributes:
        since: the first day; unbounded if None.
        until: the first day after the outage; unbounded if None.
        why: the reason, as text for people.
    """

    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)

    def on(self, day: date) -> bool:
        """Whether a day is one of these days."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class Port(Terse):
    """A docking port of a station, for one ship at a time.

    Attributes:
        id: the id by which flights and plans refer to it.
        vehicles: the ids of the vehicles that it takes.
        station: the id of its station.
        unavailable: the days on which it cannot be used.
    """

    id: str
    vehicles: tuple[str, ...] = field(converter=forgiving.vehicle_ids, metadata={"ids": "vehicle"})
    station: str = field(default="ISS", metadata={"id": "station"})
    unavailable: tuple[Outage, ...] = field(default=(), converter=forgiving.outages)

    def usable_on(self, day: date) -> bool:
        """Whether it can be used on a day."""
        return not any(one.on(day) for one in self.unavailable)


@frozen
class Spacecraft(Terse):
    """A spacecraft that can fly more than once, such as a capsule.

    Attributes:
        id: the id by which flights and plans refer to it, such as its name.
        vehicle: the id of its vehicle, the type.
        ready: the first day on which it can launch; any day if None.
        turnaround: the minimum number of days from a landing to the next launch.
        flights_before: the number of earlier flights, which the program does not list.
        max_flights: the maximum number of flights, including earlier ones; no limit if None.
        unavailable: the days on which it is grounded and cannot launch.
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
        """Whether it is ready on a day, and not grounded."""
        ready = self.ready is None or self.ready <= day
        return ready and not any(one.on(day) for one in self.unavailable)
