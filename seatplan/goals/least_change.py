"""Least change: the new plan differs as little as possible from the given one."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex


@goal_kind("least-change")
@frozen(kw_only=True, slots=False)
class LeastChange(Goal):
    r"""The new plan differs as little as possible from the given one.

    The goal counts lines on the flights of the program that have a line in the given plan. A line
    of a member or a role that the program no longer has counts as removed. Without a given plan,
    the value is 0.

    Counts:
        lines that only one of the two plans has

    Formula:
        \lvert O \rvert + \lvert P \rvert - 2 \, \lvert O \cap P \rvert
        \quad\text{of the old lines } O \text{ and the new } P

    Example:
        [[goals]]
        goal = "least-change"
    """

    sense: ClassVar[Sense] = "min"
    compares: ClassVar[bool] = True
    least: ClassVar[int | None] = 0
    title: ClassVar[str] = "changes to the plan"
    counted_in: ClassVar[tuple[str, str]] = ("line", "lines")

    def value(self, reading: PlanIndex) -> int:
        if reading.reference is None:
            return 0
        flights = {line.flight for line in reading.reference.assignments}
        old = lines_to_compare(reading.lookup, reading.reference)
        new = {line for line in reading.plan.assignments if line.flight in flights}
        return len(old ^ new)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        if model.reference is None:
            return LinearExpr()
        old = lines_to_compare(model.lookup, model.reference)
        kept: list[int] = []
        added: list[int] = []
        for flight in sorted({line.flight for line in old}):
            for leg in ALL_LEGS:
                for place in model.seat_variables(model.lookup.flights[flight], leg):
                    line = Assignment(flight, leg, place.role, place.member.id)
                    (kept if line in old else added).append(place.literal)
        return len(old) - LinearExpr(kept) + LinearExpr(added)


def lines_to_compare(lookup: ProgramIndex, plan: Plan) -> set[Assignment]:
    """The lines of the given plan that are on flights of the program."""
    return {line for line in plan.assignments if line.flight in lookup.flights}
