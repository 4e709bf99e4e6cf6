"""The parts of the timeline of a station: the blocks of flights and the people in them."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from seatplan.program import Flight
from seatplan.report.page.axis import percent
from seatplan.report.page.packing import Level
from seatplan.timeline import Tour


@frozen
class Stay:
    """A line in the block of a flight: days `[since, until)` on which it is a member's way home.

    Attributes:
        member: the id of the member; "" for empty seats.
        role: the role of the seat on this flight.
        letter: the abbreviation of the role.
        tour: the tour; None if the other leg is missing.
        agency: the id of the agency of the member on that tour, or None.
        since, until: the days. They are equal if the way home was docked already when the member
            went up.
        given: the given names.
        name: the surname; or a text about empty seats.
        sign: the short name of the agency, with a sign for a first flight.
        remark: the flight of the other leg if it is another one, or what is wrong with it.
        backup: whether the member is a backup for the seat and not in it.
    """

    member: str
    role: str
    letter: str
    tour: Tour | None
    agency: str | None
    since: date
    until: date
    given: str
    name: str
    sign: str
    remark: str
    backup: bool = False

    @property
    def label(self) -> str:
        """The whole text on the line."""
        return " ".join(filter(None, (self.letter, self.given, self.name, self.sign, self.remark)))

    @property
    def surname(self) -> str:
        """The shorter text for less zoom, without the given names."""
        return " ".join(filter(None, (self.letter, self.name, self.sign, self.remark)))


@frozen
class StationBlock:
    """A flight in the timeline.

    Attributes:
        flight: the flight.
        when: its days, in words.
        group: the index of the group of lanes that it is in.
        top, height: its position and size, in pixels.
        stays: the people in its seats: first those who go up, then those who only come down on it.
        left: the day on which it moves to another port, or None.
    """

    flight: Flight
    when: str
    group: int
    top: int
    height: int
    stays: tuple[Stay, ...]
    left: date | None = None

    @property
    def since(self) -> date:
        """The day of the launch."""
        return self.flight.launch

    def x(self, stay: Stay) -> str:
        """Return where a line begins, in percent of the block."""
        return percent((stay.since - self.flight.launch).days, self._days)

    def width(self, since: date, until: date) -> str:
        """Return the width of the days `[since, until)`, in percent of the block."""
        return percent((until - since).days, self._days)

    def beside(self, since: date) -> str:
        """Return the position of a day, in percent of the block; it can be outside of the block."""
        return percent((since - self.flight.launch).days, self._days)

    @property
    def _days(self) -> int:
        return (self.flight.landing - self.flight.launch).days


@frozen
class Moved:
    """A ship at a port to which it has moved: a short block in the lanes of that port.

    Attributes:
        flight: the flight.
        since, until: the days at the port.
        origin: the port that it has left.
        when: the day of the move and the port it came from, in words.
        group, top: as in `StationBlock`.
    """

    flight: Flight
    since: date
    until: date
    origin: str
    when: str
    group: int
    top: int


@frozen
class Group:
    """The lanes of one vehicle, or of one port if the plan has ports.

    Attributes:
        vehicle, operator: the vehicle and its operator, or the port and the word "port".
        far: the index of the group whose lanes it shares at level `far`: the first group with the
            same operator.
        top: the position of its first lane, in pixels.
    """

    vehicle: str
    operator: str
    far: int
    top: int


@frozen
class StationChart:
    """The timeline of one station.

    Attributes:
        name: the name of the station.
        blocks: the flights, each at its first port or in the lanes of its vehicle.
        moved: the ships at the ports to which they move later.
        groups: the groups of lanes, from top to bottom.
        level: the level of detail of the flights without zooming.
        height: the height of the timeline, in pixels.
    """

    name: str
    blocks: tuple[StationBlock, ...]
    moved: tuple[Moved, ...]
    groups: tuple[Group, ...]
    level: Level
    height: int

    @property
    def docks(self) -> list[StationBlock | Moved]:
        """The blocks and the moved ships together, in the order of days."""
        both: list[StationBlock | Moved] = [*self.blocks, *self.moved]
        return sorted(both, key=lambda one: one.since)
