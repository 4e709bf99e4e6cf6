"""Who is aboard: how many, how many trained for each segment, and what losing one ship does.

The arithmetic is that of the rule `aboard`, with `after_departure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from seatplan.program import Program
from seatplan.stretches import stretches
from seatplan.timeline import PlanIndex, lifeboat_of


@frozen
class Trained:
    """How many of those aboard are trained for one segment.

    Attributes:
        count: in persons, held on the launch day of the flight up.
        leaving: ids of the docked flights each of which would leave nobody of them, but somebody.
    """

    segment: str
    count: int
    leaving: tuple[str, ...]


@frozen
class Step:
    """Days `[since, until)` on which nothing changes aboard one station."""

    station: str
    since: date
    until: date
    aboard: int
    trained: tuple[Trained, ...]

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
        yield Step(stretch.station, stretch.since, stretch.until, len(aboard), tuple(trained))
