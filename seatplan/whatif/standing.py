"""Proves without a search that the old plan is still the best, if that is so.

A plan that keeps the hard rules of the edited program and changes nothing is the answer if no plan
is better in the goals before `least-change`. There are two ways to prove that without a search:

- no value can be better, because no penalty is below 0;
- the edits only remove plans and make none better, and the value is the best one of the program
  before the edits.

It is the only such plan if `least-change` counts every open leg and, where flights can move, none
does. Then the goals after `least-change` have the values of this plan and leave no choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from seatplan.checking import check
from seatplan.dates import dated
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.result import GoalValue, Result, Status
from seatplan.whatif.outcome import known_part

Best = tuple[tuple[Goal, int], ...]
"""The first goals of a program with their best values, each given those before it."""


def still_stands(
    program: Program,
    plan: Plan,
    *,
    as_of: date | None,
    best: Best = (),
) -> Result | None:
    """The result with the old plan if that is proved to be the answer; None if a search is needed.

    Args:
        program: the edited program, with `least-change` among its goals.
        plan: the old plan.
        as_of: the day before which everything is past.
        best: bounds of the first goals in the edited program, each given those before it, as far as
            they are known.
    """
    goals = program.named_goals
    if not all(_may_be_best(goal, at, best) for at, goal in enumerate(_first(goals))):
        return None
    if any(isinstance(goal, (LeastChange, KeepDates)) and goal.room(0) for goal in goals):
        return None  # another plan may be better in the goals after `least-change`
    kept = _all_known(program, plan)
    if kept is None or not counts_every_open_leg(program, plan, as_of):
        return None
    report = check(program, kept, as_of=as_of, reference=plan)
    if not report.ok or not _is_best(_first(goals), report.values, best):
        return None
    # Ships and dates may move even if no line changes.
    moving = (one for one in goals if isinstance(one, KeepDates) or one.of_traffic)
    if any(report.values[one.name] != one.least for one in moving):
        return None
    values = tuple(GoalValue(name, value, value) for name, value in report.values.items())
    return Result(Status.OPTIMAL, kept, values)


def stays_lawful(program: Program, plan: Plan, *, as_of: date | None) -> bool:
    """Whether the old plan keeps the hard rules of the edited program, whatever its value."""
    kept = _all_known(program, plan)
    return kept is not None and check(program, kept, as_of=as_of, reference=plan).ok


def _all_known(program: Program, plan: Plan) -> Plan | None:
    """The lines on flights of the program; None if one names a member or role that is gone."""
    kept = known_part(program, plan)
    flights = {flight.id for flight in program.flights}
    lost = sum(line.flight in flights for line in plan.assignments) > len(kept.assignments)
    return None if lost else kept


def counts_every_open_leg(program: Program, plan: Plan, as_of: date | None) -> bool:
    """Whether `least-change` counts every leg that can still carry people."""
    lookup = ProgramIndex(dated(program, plan))
    counted = {line.flight for line in plan.assignments}

    def past(day: date) -> bool:
        return as_of is not None and day < as_of

    return all(
        flight.id in counted
        or not lookup.seats(flight)
        or (
            (flight.ascent == "empty" or past(flight.launch))
            and (flight.descent == "empty" or past(flight.landing))
        )
        for flight in lookup.flights.values()
    )


def _first(goals: Sequence[Goal]) -> Sequence[Goal]:
    """The goals before `least-change`."""
    at = next(i for i, goal in enumerate(goals) if isinstance(goal, LeastChange))
    return goals[:at]


def _may_be_best(goal: Goal, at: int, best: Best) -> bool:
    """Whether any value of the goal could be known to be the best, without reading the plan."""
    return isinstance(goal, KeepRules) or (at < len(best) and best[at][0] == goal)


def _is_best(goals: Sequence[Goal], values: Mapping[str, int], best: Best) -> bool:
    """Whether no plan is better in these goals, in their order."""
    for at, goal in enumerate(goals):
        value = values[goal.name]
        nothing_below = isinstance(goal, KeepRules) and value == 0
        if not nothing_below and best[at : at + 1] != ((goal, value),):
            return False
    return True
