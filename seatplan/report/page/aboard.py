"""Who is aboard: how many, how many trained for each segment, and what losing one ship does.

The arithmetic is that of the rule `aboard`, with `after_departure`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from seatplan.program import Program
from seatplan.report.page.axis import Axis
from seatplan.stretches import stretches
from seatplan.timeline import PlanIndex, Tour, is_lifeboat, lifeboat_of

TALL = 84
"""Pixels of the largest number of people, or of seats of lifeboats."""


@frozen
class Trained:
    """How many of those aboard are trained for one segment.

    Attributes:
        count: in persons, held on the launch day of the flight up.
        leaving: ids of the docked flights whose departure alone would leave people, but none of
            these.
    """

    segment: str
    count: int
    leaving: tuple[str, ...]


@frozen
class Step:
    """Days `[since, until)` on which nothing changes aboard one station.

    Attributes:
        tours: of those aboard, by launch.
        lifeboats: seats of the docked flights that count as lifeboat.
    """

    station: str
    since: date
    until: date
    tours: tuple[Tour, ...]
    trained: tuple[Trained, ...]
    lifeboats: int = 0

    @property
    def aboard(self) -> int:
        """How many they are."""
        return len(self.tours)

    @property
    def thin(self) -> bool:
        """Whether a segment is empty, or would be if a single vehicle left."""
        return self.aboard > 0 and any(one.leaving or not one.count for one in self.trained)


def segments(program: Program) -> tuple[str, ...]:
    """The qualifications that rules want on each flight or aboard, in the order of the rules."""
    return tuple(dict.fromkeys(one for rule in program.rules for one in rule.segments()))


def steps(reading: PlanIndex) -> Iterator[Step]:
    """Every stretch of days at every station, by station and day."""
    lookup = reading.lookup
    wanted = segments(reading.program)
    tours = list(reading.all_tours())
    for stretch in stretches(lookup, None, None, None, None):
        aboard = [
            tour
            for tour in tours
            if tour.up.station == stretch.station and tour.covers(stretch.start)
        ]
        home = {id(tour): lifeboat_of(tour.up, tour.down, stretch.start) for tour in aboard}
        trained = []
        for segment in wanted:
            ours = [tour for tour in aboard if lookup.holds(tour.member.id, segment, tour.launch)]
            leaving = tuple(
                ship.id
                for ship in stretch.docked
                if any(home[id(tour)] is not ship for tour in aboard)
                and ours
                and all(home[id(tour)] is ship for tour in ours)
            )
            trained.append(Trained(segment, len(ours), leaving))
        seats = sum(
            lookup.capacity(ship) for ship in stretch.docked if is_lifeboat(ship, stretch.start)
        )
        aboard.sort(key=lambda tour: (tour.launch, tour.up.id, tour.member.id))
        yield Step(
            stretch.station, stretch.since, stretch.until, tuple(aboard), tuple(trained), seats
        )


@frozen
class Area:
    """Those of one agency, upon those of the agencies before it.

    Attributes:
        agency: the id; empty for people of none.
        path: what is drawn: a unit is a day from left to right and a pixel from top to bottom.
    """

    agency: str
    path: str


@frozen
class Extreme:
    """The most or the fewest people aboard: how many, from which day on, at which height."""

    count: int
    day: date
    y: int


@frozen
class AboardChart:
    """Who is aboard one station, agency upon agency.

    Attributes:
        most: people, or seats of lifeboats, at the top of the chart.
        usual: how many people are aboard on most days; 0 where there is never anyone.
        lifeboats: the line of the seats.
        thin: the stretches on which one loss empties a segment.
    """

    station: str
    most: int
    areas: tuple[Area, ...]
    lifeboats: str
    thin: tuple[Step, ...]
    extremes: tuple[Extreme, ...]
    usual: int = 0

    @property
    def height(self) -> int:
        """Of the usual number, in pixels from the top."""
        return _y(self.usual, TALL / max(1, self.most))


def aboard_chart(station: str, found: Sequence[Step], program: Program, axis: Axis) -> AboardChart:
    """The chart of one station; `found` are its stretches by day."""
    most = max((max(step.aboard, step.lifeboats) for step in found), default=0)
    scale = TALL / max(1, most)
    below = [0] * len(found)
    areas = []
    for agency in [*(agency.id for agency in program.agencies), ""]:
        above = [
            low + sum((tour.agency or "") == agency for tour in step.tours)
            for low, step in zip(below, found, strict=True)
        ]
        if above != below:
            areas.append(Area(agency, _area(found, below, above, axis, scale)))
        below = above
    seats = "".join(
        f"M{_x(step.since, axis)} {_y(step.lifeboats, scale)}H{_x(step.until, axis)}"
        for step in found
        if step.lifeboats
    )
    crewed = [step for step in found if step.aboard]
    ends = (
        [max(crewed, key=lambda one: one.aboard), min(crewed, key=lambda one: one.aboard)]
        if crewed
        else []
    )
    return AboardChart(
        station,
        most,
        tuple(areas),
        seats,
        tuple(step for step in crewed if step.thin),
        tuple(
            Extreme(step.aboard, step.since, _y(step.aboard, scale)) for step in dict.fromkeys(ends)
        ),
        _usual(crewed),
    )


def _usual(crewed: Sequence[Step]) -> int:
    """The number aboard on the most days; of two the smaller."""
    days: Counter[int] = Counter()
    for step in crewed:
        days[step.aboard] += (step.until - step.since).days
    return min(days, key=lambda count: (-days[count], count), default=0)


def _area(
    found: Sequence[Step], below: Sequence[int], above: Sequence[int], axis: Axis, scale: float
) -> str:
    """One closed shape for each run of stretches on which it is not empty."""
    pieces = []
    for step, low, high in zip(found, below, above, strict=True):
        if high > low:
            left, right = _x(step.since, axis), _x(step.until, axis)
            pieces.append(f"M{left} {_y(low, scale)}V{_y(high, scale)}H{right}V{_y(low, scale)}z")
    return "".join(pieces)


def _x(day: date, axis: Axis) -> int:
    return (axis.inside(day) - axis.start).days


def _y(count: int, scale: float) -> int:
    return round(TALL - count * scale)
