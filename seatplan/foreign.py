"""Detects plans that belong to another program, to report that once instead of every line."""

from __future__ import annotations

from seatplan.errors import Problem
from seatplan.plan import Plan
from seatplan.program_index import ProgramIndex
from seatplan.spelling import folded
from seatplan.words import many

FEW = 3
"""With fewer flights, unknown flight ids can also be typing errors, if the members are known."""


def foreign(index: ProgramIndex, plan: Plan) -> Problem | None:
    """The problem with a plan if the program has none of its flights; None for any other plan."""
    flights = {line.flight for line in plan.assignments}
    members = {line.member for line in plan.assignments}
    if not flights or not flights.isdisjoint(index.flights):
        return None
    strangers = members.isdisjoint(index.members)
    if len(flights) < FEW and not (strangers and len(flights) > 1):
        return None
    if not {folded(one) for one in flights}.isdisjoint(folded(one) for one in index.flights):
        return None  # spelled differently, which is reported for each id
    none = f"none of its {many(len(flights), 'flight')}"
    if strangers:
        none += f" and none of its {many(len(members), 'member')}"
    known_by, name = index.program.name, plan.program
    hint = "use the program that it was made for."
    if name and name != known_by:
        hint = f"the program {name!r}? The plan names it."
    return Problem(f"this plan is of another program: {none} is known", (), hint)
