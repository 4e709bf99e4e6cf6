"""The assignment that a why-not asks about: it must be known and not in the past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

from seatplan.errors import PlanError, Problem, nearest
from seatplan.naming import nearest_member
from seatplan.plan import Assignment, Plan
from seatplan.program import Fixed, Legs
from seatplan.program_index import ProgramIndex, leg_day


def must_be_open(lookup: ProgramIndex, plan: Plan | None, entry: Fixed, as_of: date | None) -> None:
    """Raise a PlanError if the assignment is invalid."""
    asked = f"{entry.flight} {entry.role} {entry.member}"  # as typed: there is no file to name
    problems = list(_unknown(lookup, entry))
    if problems:
        raise PlanError(problems, asked)
    if as_of is None or plan is None:
        return  # the solver refuses `as_of` without a plan
    flight = lookup.flights[entry.flight]
    for line in lines_of(entry):
        if leg_day(flight, line.leg) < as_of and line not in plan.assignments:
            day = leg_day(flight, line.leg)
            message = f"the way {line.leg} on {flight.id} ({day}) is past: it is as in the plan"
            if line.leg == "backup":
                message = f"{flight.id} has launched ({day}): its backups are as in the plan"
            raise PlanError([Problem(message)], asked)


def lines_of(entry: Fixed) -> list[Assignment]:
    """The lines that a plan with the assignment has."""
    return [Assignment(entry.flight, leg, entry.role, entry.member) for leg in entry.legs]


def _unknown(lookup: ProgramIndex, entry: Fixed) -> Iterator[Problem]:
    """Yield a problem for each unknown name in the assignment."""
    flight = lookup.flights.get(entry.flight)
    if flight is None:
        hint = nearest(entry.flight, lookup.flights)
        yield Problem(f"unknown flight {entry.flight!r}", ("flight",), hint)
    elif entry.role not in (roles := lookup.seats(flight)):
        message = f"unknown role {entry.role!r} on {entry.flight!r}"
        yield Problem(message, ("role",), nearest(entry.role, roles))
    if entry.member not in lookup.members:
        hint = nearest_member(entry.member, lookup.members.values())
        yield Problem(f"unknown member {entry.member!r}", ("member",), hint)
    if entry.leg not in get_args(Legs):
        hint = nearest(str(entry.leg), get_args(Legs))
        yield Problem(f"unknown leg {entry.leg!r}", ("leg",), hint)
