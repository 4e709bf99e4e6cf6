"""A plan of another program: one thing is wrong with it, not each of its lines."""

from __future__ import annotations

from seatplan.errors import Problem
from seatplan.plan import Plan
from seatplan.program_index import ProgramIndex
from seatplan.spelling import folded
from seatplan.words import many

FEW = 3
"""Of fewer flights none may be known because of a slip, if the people are; so of a single one."""


def foreign(index: ProgramIndex, plan: Plan) -> Problem | None:
    """What to report about a plan none of whose flights the program has; None of any other."""
    flights = {line.flight for line in plan.assignments}
    members = {line.member for line in plan.assignments}
    if not flights or not flights.isdisjoint(index.flights):
        return None
    strangers = members.isdisjoint(index.members)
    if len(flights) < FEW and not (strangers and len(flights) > 1):
        return None
    if not {folded(one) for one in flights}.isdisjoint(folded(one) for one in index.flights):
        return None  # spelled otherwise, which is reported id by id
    none = f"none of its {many(len(flights), 'flight')}"
    if strangers:
        none += f" and none of its {many(len(members), 'member')}"
    known_by, name = index.program.name, plan.program
    hint = "the program that it was made for?"
    if name and name != known_by:
        hint = f"the program {name!r}? The plan names it."
    return Problem(f"this plan is of another program: {none} is known", (), hint)
