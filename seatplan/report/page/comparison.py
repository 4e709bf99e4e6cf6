"""The earlier plan with which a page compares its plan."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from seatplan.checking import check
from seatplan.dates import dated
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, Flight, Program
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex
from seatplan.whatif.changes import Difference, seats_changed


@frozen
class Comparison:
    """The comparison with an earlier plan.

    Attributes:
        values: the goal values of the earlier plan, by goal id.
        difference: the difference from the earlier plan to the plan of the page.
        moved: the flights whose dates differ, with their earlier dates, by id.
    """

    values: Mapping[str, int | None]
    difference: Difference
    moved: Mapping[str, Flight] = field(factory=dict)

    @property
    def seats(self) -> int:
        """The number of seats that change hands, counted as in a what-if."""
        return seats_changed(self.difference.lines)

    @property
    def people(self) -> int:
        """The number of members whose seats change."""
        return len({change.member for change in self.difference.lines})


def compared(
    now: PlanIndex, plan: Plan, compare: Plan | None, before: Program
) -> tuple[PlanIndex | None, Comparison | None]:
    """Return the earlier plan on the flights of the page, and the comparison; None without one.

    Lines of the earlier plan that name something the program no longer has are not drawn.

    Args:
        now: the plan of the page, on its own dates.
        plan: the plan of the page.
        compare: the earlier plan, or None.
        before: the program that the earlier plan is for.
    """
    if compare is None:
        return None, None
    lookup, own = now.lookup, now.own
    known = _lines_known(compare, own)
    earlier = ProgramIndex(before)
    there = _lines_known(compare, earlier)
    values = check(before, there).values
    was = earlier.on_dates(dated(before, there))
    moved = {
        flight.id: flight
        for flight in was.flights.values()
        if flight.id in lookup.flights
        and (flight.launch, flight.landing)
        != (lookup.flights[flight.id].launch, lookup.flights[flight.id].landing)
    }
    difference = Difference(compare, plan, before, own.program)
    # The earlier plan is drawn on the present dates of the flights.
    reading = PlanIndex(now.program, evolve(known, dates=()), lookup=lookup)
    return reading, Comparison(dict(values), difference, moved)


def _lines_known(plan: Plan, lookup: ProgramIndex) -> Plan:
    """Return the plan without the entries that name something the program does not have."""
    return evolve(
        plan,
        assignments=(line for line in plan.assignments if _known(line, lookup)),
        dates=(one for one in plan.dates if one.flight in lookup.flights),
        docking=(),
        spacecraft=(),
    )


def _known(line: Assignment, lookup: ProgramIndex) -> bool:
    flight = lookup.flights.get(line.flight)
    return (
        flight is not None
        and line.leg in ALL_LEGS
        and line.role in lookup.seats(flight)
        and line.member in lookup.members
    )
