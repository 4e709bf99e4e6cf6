"""Flights, and the days on which they may launch and land."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.errors import Problem
from seatplan.program.legs import Crewed
from seatplan.program.marks import MOST_DAYS, WITH_IDS
from seatplan.program.vehicle import Seat
from seatplan.shown import Terse


@frozen
class Window(Terse):
    """The days on which a launch or a landing may be, instead of the one day of its flight.

    These are the days of `[since, until)` that lie a whole number of steps from the flight's own
    day, which must be one of them.

    Attributes:
        since: the first day of the window.
        until: the first day after it.
        step: how many days lie from one possible day to the next.
    """

    since: date = field(converter=forgiving.day)
    until: date = field(converter=forgiving.day)
    step: int = field(
        default=1, converter=forgiving.day_count, metadata={"least": 1, "most": MOST_DAYS}
    )

    def days_around(self, day: date) -> range:
        """The possible days, as ordinals (`date.toordinal`), in order.

        Args:
            day: the flight's own.
        """
        own, since, until = day.toordinal(), self.since.toordinal(), self.until.toordinal()
        return range(since + (own - since) % self.step, until, self.step)


@frozen
class DockedDays(Terse):
    """How many days may lie between the launch and the landing of a flight.

    Attributes:
        min: the least number of days; no bound if None.
        max: the largest number of days; no bound if None.
    """

    min: int | None = field(
        default=None, converter=forgiving.maybe_day_count, metadata={"least": 0, "most": MOST_DAYS}
    )
    max: int | None = field(
        default=None, converter=forgiving.maybe_day_count, metadata={"least": 0, "most": MOST_DAYS}
    )

    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [
            {"required": [name], "properties": {name: {"type": "integer"}}}
            for name in ("min", "max")
        ]
    }

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in it alone."""
        if self.min is None and self.max is None:
            yield Problem("docked_days has neither min nor max", (), "leave it out.")

    def hold(self, launch: date, landing: date) -> bool:
        """Whether the number of days between these two is allowed."""
        days = (landing - launch).days
        return (self.min is None or self.min <= days) and (self.max is None or days <= self.max)


@frozen
class Flight(Terse):
    """One spacecraft from launch to landing, docked on the days `[launch, landing)`.

    Attributes:
        id: what plans and rules call it by.
        launch: the day on which it goes up.
        landing: the day on which it comes down, after the launch.
        vehicle: the vehicle's id; its operator is the flight's.
        spacecraft: the reused capsule, if it matters; where the vehicle has spacecraft in the
            program and none is named here, the plan chooses one.
        station: where it goes.
        seats: used instead of the vehicle's, if not None.
        ascent, descent: "crewed", or "empty": no one goes up, or comes down, on it.
        return_options: other flights on which people who went up on this one may come down.
        lifeboat: whether its seats count as lifeboat; if None, they do where it comes down crewed.
        lifeboat_until: its seats count only on the days before this one; on all days if None.
        ports: the only ports that it may be at; any that takes its vehicle if None.
        launch_window: the days on which it may launch; `launch` alone if None.
        landing_window: the days on which it may land; `landing` alone if None.
        docked_days: how many days may lie between its launch and its landing.
    """

    id: str
    vehicle: str = field(converter=forgiving.vehicle_id, metadata={"id": "vehicle"})
    launch: date = field(converter=forgiving.day)
    landing: date = field(converter=forgiving.day)
    spacecraft: str | None = field(default=None, converter=forgiving.maybe_spacecraft_id)
    station: str = "ISS"
    seats: tuple[Seat, ...] | None = field(
        default=None, converter=forgiving.maybe_seats, metadata=WITH_IDS
    )
    ascent: Crewed = "crewed"
    descent: Crewed = "crewed"
    return_options: tuple[str, ...] = field(
        default=(), converter=forgiving.flight_ids, metadata={"id": "flight"}
    )
    lifeboat: bool | None = field(default=None, converter=forgiving.maybe_flag)
    lifeboat_until: date | None = field(default=None, converter=forgiving.maybe_day)
    ports: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_port_ids, metadata={"ids": "port"}
    )
    launch_window: Window | None = field(default=None, converter=forgiving.maybe_window)
    landing_window: Window | None = field(default=None, converter=forgiving.maybe_window)
    docked_days: DockedDays | None = field(default=None, converter=forgiving.maybe_docked_days)

    @property
    def has_window(self) -> bool:
        """Whether its launch or its landing has a window."""
        return self.launch_window is not None or self.landing_window is not None

    @property
    def launch_days(self) -> range:
        """The days on which it may launch, as ordinals (`date.toordinal`), in order."""
        return _days_of(self.launch_window, self.launch)

    @property
    def landing_days(self) -> range:
        """The days on which it may land, as ordinals (`date.toordinal`), in order."""
        return _days_of(self.landing_window, self.landing)


def _days_of(window: Window | None, day: date) -> range:
    if window is None:
        return range(day.toordinal(), day.toordinal() + 1)
    return window.days_around(day)
