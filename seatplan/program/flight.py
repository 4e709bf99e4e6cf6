"""Flights, and their possible launch and landing days."""

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
    """The possible days of a launch or a landing, instead of a single day.

    These are the days of `[since, until)` that are a whole number of steps away from the flight's
    own day, which must be one of them.

    Attributes:
        since: the first day of the window.
        until: the first day after the window.
        step: the number of days from one possible day to the next.
    """

    since: date = field(converter=forgiving.day)
    until: date = field(converter=forgiving.day)
    step: int = field(
        default=1, converter=forgiving.day_count, metadata={"least": 1, "most": MOST_DAYS}
    )

    def days_around(self, day: date) -> range:
        """The possible days, as ordinals (`date.toordinal`), in order.

        Args:
            day: the flight's own day.
        """
        own, since, until = day.toordinal(), self.since.toordinal(), self.until.toordinal()
        return range(since + (own - since) % self.step, until, self.step)


@frozen
class DockedDays(Terse):
    """The allowed number of days from the launch to the landing of a flight.

    Attributes:
        min: the minimum number of days; no limit if None.
        max: the maximum number of days; no limit if None.
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
        """The problem that neither is given."""
        if self.min is None and self.max is None:
            yield Problem("docked_days has neither min nor max", (), "leave it out.")

    def hold(self, launch: date, landing: date) -> bool:
        """Whether the number of days from a launch to a landing is allowed."""
        days = (landing - launch).days
        return (self.min is None or self.min <= days) and (self.max is None or days <= self.max)


@frozen
class Flight(Terse):
    """A flight of a spacecraft, which is docked on the days `[launch, landing)`.

    Attributes:
        id: the id by which plans and rules refer to it.
        launch: the launch day.
        landing: the landing day, which is after the launch.
        vehicle: the id of the vehicle, whose operator operates the flight.
        spacecraft: the id of the reused capsule, if it matters. If the program lists spacecraft of
            the vehicle and none is named here, the plan chooses one.
        station: the id of the station to which it flies.
        seats: the seats of this flight, if they differ from those of its vehicle.
        ascent, descent: "crewed", or "empty" if no one goes up, or comes down, on it.
        return_options: ids of other flights on which people who went up on this flight can come
            down.
        lifeboat: whether its seats count as lifeboat; if None, they do if its descent is crewed.
        lifeboat_until: its seats count as lifeboat only before this day; on all days if None.
        ports: ids of the only ports at which it may dock; if None, any port that takes its vehicle.
        launch_window: the possible launch days; only `launch` if None.
        landing_window: the possible landing days; only `landing` if None.
        docked_days: the allowed number of days from launch to landing.
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
        """Whether it has a launch window or a landing window."""
        return self.launch_window is not None or self.landing_window is not None

    @property
    def launch_days(self) -> range:
        """The possible launch days, as ordinals (`date.toordinal`), in order."""
        return _days_of(self.launch_window, self.launch)

    @property
    def landing_days(self) -> range:
        """The possible landing days, as ordinals (`date.toordinal`), in order."""
        return _days_of(self.landing_window, self.landing)


def _days_of(window: Window | None, day: date) -> range:
    if window is None:
        return range(day.toordinal(), day.toordinal() + 1)
    return window.days_around(day)
