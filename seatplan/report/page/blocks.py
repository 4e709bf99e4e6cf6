"""What the timeline of a station is made of: blocks of flights, and the people in them."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from seatplan.program import Flight
from seatplan.report.page.axis import percent
from seatplan.report.page.packing import Level
from seatplan.timeline import Tour


@frozen
class Stay:
    """A line in a flight's block: days `[since, until)` on which it is a person's way home.

    Attributes:
        member: the id; empty for seats that stay empty.
        role: the seat on this flight; `letter` is short for it.
        tour: of which tour; None where the other leg is missing.
        agency: the id, or None.
        since, until: equal where they only went up on it, to a ship that was there already.
        name: for people; `given` is what comes before the surname.
        sign: the letter of the agency, with a sign for a first flight.
        remark: on what they come home or went up, if on another flight.
        backup: whether it is a backup for the seat, who is not in it.
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
        """All that is written on the line."""
        return " ".join(filter(None, (self.letter, self.given, self.name, self.sign, self.remark)))

    @property
    def surname(self) -> str:
        """What is written from farther away."""
        return " ".join(filter(None, (self.letter, self.name, self.sign, self.remark)))


@frozen
class Block:
    """A flight in the timeline.

    Attributes:
        when: its days, in words.
        group: the lanes of its vehicle.
        top, height: its position and size, in pixels.
        stays: the people in its seats: those who go up, then those who only come down on it.
        left: the day on which it changes to another port, or None.
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
        """The launch."""
        return self.flight.launch

    def x(self, stay: Stay) -> str:
        """Where a line begins, in percent of the block."""
        return percent((stay.since - self.flight.launch).days, self._days)

    def width(self, since: date, until: date) -> str:
        """How wide a stretch of days is, in percent of the block."""
        return percent((until - since).days, self._days)

    def beside(self, since: date) -> str:
        """Where a day outside of the block is, in percent of it."""
        return percent((since - self.flight.launch).days, self._days)

    @property
    def _days(self) -> int:
        return (self.flight.landing - self.flight.launch).days


@frozen
class Moved:
    """A ship at the port to which it has changed: a short block in the lanes of that port.

    Attributes:
        origin: the port that it has left.
        when: from when to when it is there, in words.
        group, top: as of a `Block`.
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
    """The lanes of one vehicle, or of one port where the plan has ports.

    Attributes:
        vehicle, operator: or the port and the word for it.
        far: the place of the vehicle in whose lanes it is from far: the first of its operator.
        top: of the first lane, in pixels.
    """

    vehicle: str
    operator: str
    far: int
    top: int


@frozen
class StationChart:
    """One station.

    Attributes:
        blocks, moved: where ships come to, and the ports to which they change.
        level: how near the flights are without zooming.
        height: of the whole, in pixels.
    """

    name: str
    blocks: tuple[Block, ...]
    moved: tuple[Moved, ...]
    groups: tuple[Group, ...]
    level: Level
    height: int

    @property
    def docks(self) -> list[Block | Moved]:
        """Both, in the order of days."""
        both: list[Block | Moved] = [*self.blocks, *self.moved]
        return sorted(both, key=lambda one: one.since)
