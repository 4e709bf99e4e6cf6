"""The earlier plan with which a page compares its own."""

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
    """The earlier plan of a comparison.

    Attributes:
        values: what it was worth in each goal.
        difference: from it to the plan of the page.
        seats, people: how many seats change hands, as a what-if counts them, and of how many
            members.
        moved: the flights that have other dates now, as they were, by id.
    """

    values: Mapping[str, int | None]
    difference: Difference
    moved: Mapping[str, Flight] = field(factory=dict)

    @property
    def seats(self) -> int:
        return seats_changed(self.difference.lines)

    @property
    def people(self) -> int:
        return len({change.member for change in self.difference.lines})


def compared(
    now: PlanIndex, plan: Plan, compare: Plan | None, before: Program
) -> tuple[PlanIndex | None, Comparison | None]:
    """The earlier plan, which may name what the program no longer has: that is not drawn."""
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
    # It is drawn where the flights are now.
    reading = PlanIndex(now.program, evolve(known, dates=()), lookup=lookup)
    return reading, Comparison(dict(values), difference, moved)


def _lines_known(plan: Plan, lookup: ProgramIndex) -> Plan:
    """The entries of a plan that the program has."""
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
