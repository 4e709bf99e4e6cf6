"""The crew aboard: its size, its training for each segment, and the effect of losing one ship.

The arithmetic is that of the rule `aboard` with `after_departure`.
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
"""The height of the largest number of people, or of lifeboat seats, in pixels."""


@frozen
class Trained:
    """The people aboard who are trained for one segment.

    Attributes:
        segment: the qualification.
        count: the number of people aboard who held it on the day of their launch.
        leaving: the ids of the docked flights whose departure alone would leave people aboard, but
            no one with that qualification.
    """

    segment: str
    count: int
    leaving: tuple[str, ...]


@frozen
class Step:
    """Days `[since, until)` on which nothing changes aboard one station.

    Attributes:
        tours: the tours of the people aboard, by launch.
        trained: the people aboard trained for each segment, in the order of `segments`.
        lifeboats: the number of seats on docked flights that count as lifeboats.
    """

    station: str
    since: date
    until: date
    tours: tuple[Tour, ...]
    trained: tuple[Trained, ...]
    lifeboats: int = 0

    @property
    def aboard(self) -> int:
        """The number of people aboard."""
        return len(self.tours)

    @property
    def thin(self) -> bool:
        """Whether no one is trained for some segment, or would be after one vehicle left."""
        return self.aboard > 0 and any(one.leaving or not one.count for one in self.trained)


def segments(program: Program) -> tuple[str, ...]:
    """Return the qualifications that rules require on a flight or aboard, in the rules' order."""
    return tuple(dict.fromkeys(one for rule in program.rules for one in rule.segments()))


def steps(reading: PlanIndex) -> Iterator[Step]:
    """Yield every stretch of days at every station, by station and day."""
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
    """The area of one agency in the chart, stacked on the agencies before it.

    Attributes:
        agency: the id of the agency; "" for people without one.
        path: the SVG path: one unit is a day across and a pixel down.
    """

    agency: str
    path: str


@frozen
class Extreme:
    """The most or the fewest people aboard.

    Attributes:
        count: the number of people.
        day: the first day with that number.
        y: its position, in pixels from the top of the chart.
    """

    count: int
    day: date
    y: int


@frozen
class AboardChart:
    """The number of people aboard one station over time, stacked by agency.

    Attributes:
        station: the name of the station.
        most: the number of people or lifeboat seats at the top of the chart.
        areas: the areas of the agencies, from the bottom up.
        lifeboats: the SVG path of the number of lifeboat seats.
        thin: the stretches on which no one is trained for some segment, or on which the loss of
            one vehicle would cause that.
        extremes: the most and the fewest people aboard.
        usual: the number of people aboard on the most days; 0 if no one is ever aboard.
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
        """The position of the usual number, in pixels from the top."""
        return _y(self.usual, TALL / max(1, self.most))


def aboard_chart(station: str, found: Sequence[Step], program: Program, axis: Axis) -> AboardChart:
    """Return the chart of one station; `found` has its stretches, by day."""
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
    """Return the number of people aboard on the most days; the smaller one of two."""
    days: Counter[int] = Counter()
    for step in crewed:
        days[step.aboard] += (step.until - step.since).days
    return min(days, key=lambda count: (-days[count], count), default=0)


def _area(
    found: Sequence[Step], below: Sequence[int], above: Sequence[int], axis: Axis, scale: float
) -> str:
    """Return a path with a rectangle for each stretch on which the area is not empty."""
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
