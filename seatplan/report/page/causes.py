"""The tours that cause most violations, so that one wrong seat is one entry on the page.

A tour is the cause of the violations that disappear if it is removed from the plan. The plan is
checked without each tour that a violation is about, as often as `EFFORT` allows; no solver runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from seatplan.checking import Report, Violation, check
from seatplan.report.page.faults import Fault
from seatplan.timeline import PlanIndex, Tour

EFFORT = 80_000
"""The limit on the product of the numbers of flights, members and checks."""


@frozen
class Cause:
    """A tour that causes several violations.

    Attributes:
        tour: the tour.
        faults: the violations that disappear without it.
    """

    tour: Tour
    faults: tuple[Fault, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the broken rules, and the names of the broken laws."""
        return tuple(dict.fromkeys(one.violation.rule for one in self.faults))


def causes(reading: PlanIndex, report: Report, faults: Iterable[Fault]) -> tuple[Cause, ...]:
    """Return the tours that cause at least two hard violations, the worst first.

    Each violation is in at most one cause.
    """
    left = {_key(one.violation): one for one in faults if one.violation.hard}
    size = max(1, len(reading.lookup.flights) * len(reading.lookup.members))
    tours = list(_suspects(reading, left.values()))[: EFFORT // size]
    gone = {place: _gone(reading, tour, left) for place, tour in enumerate(tours)}
    found = []
    while gone:
        worst = max(gone, key=lambda place: (len(gone[place] & left.keys()), -place))
        without = gone.pop(worst)
        mended = [key for key in left if key in without]
        if len(mended) < 2:
            break
        found.append(Cause(tours[worst], tuple(left.pop(key) for key in mended)))
    return tuple(found)


def _suspects(reading: PlanIndex, faults: Iterable[Fault]) -> Iterator[Tour]:
    """Yield the tours of the members that violations name, then those up on the flights named.

    Past tours are left out.
    """
    faults = list(faults)
    if len(faults) < 2:
        return
    members = {member for one in faults for member in one.violation.members}
    flights = {flight for one in faults for flight in one.violation.flights}
    tours = [tour for tour in reading.all_tours() if not reading.past(tour.landing)]
    near = [tour for tour in tours if tour.member.id in members]
    yield from near
    yield from (tour for tour in tours if tour not in near and tour.up.id in flights)


def _gone(reading: PlanIndex, tour: Tour, left: dict[str, Fault]) -> frozenset[str]:
    """Return the keys of the violations in `left` that disappear without a tour."""
    flights = (tour.up.id, tour.down.id)
    lines = tuple(
        line
        for line in reading.plan.assignments
        if line.member != tour.member.id or line.flight not in flights
    )
    without = evolve(reading.plan, assignments=lines)
    report = check(reading.own.program, without, as_of=reading.as_of, reference=reading.reference)
    return frozenset(left) - {_key(one) for one in report.violations}


def _key(one: Violation) -> str:
    return f"{one.rule} {one.requirement} {one.since}"
