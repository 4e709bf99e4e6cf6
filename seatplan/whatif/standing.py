"""Whether the old plan is still valid: then nothing need be solved.

A plan that keeps the edited program's hard rules and changes nothing is the answer where no plan
is better in the goals before `least-change`. That is proved without a search in two ways:

- the value cannot be better at all: no penalty is below 0;
- the edits only take plans away and make none worth more, and the value is the best that the
  program had before them.

And it is the only such plan where `least-change` counts every leg that is still open, and no flight
moves where any could: the goals after that have the values of this plan, and nothing to choose.
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
"""The first goals of a program and their best values, each under those before it."""


def still_stands(
    program: Program,
    plan: Plan,
    *,
    as_of: date | None,
    best: Best = (),
) -> Result | None:
    """The answer, if it is the old plan and that is proved; None if someone has to search.

    Args:
        program: the edited program, with `least-change` among its goals.
        plan: the old plan.
        as_of: the day before which everything is past.
        best: values of goals that no plan of the edited program can be better than, each under
            those before it, as far as they are known.
    """
    goals = program.named_goals
    if not all(_may_be_best(goal, at, best) for at, goal in enumerate(_first(goals))):
        return None
    if any(isinstance(goal, (LeastChange, KeepDates)) and goal.room(0) for goal in goals):
        return None  # a plan that changes something may be better in the goals after that
    kept = _all_known(program, plan)
    if kept is None or not counts_every_open_leg(program, plan, as_of):
        return None
    report = check(program, kept, as_of=as_of, reference=plan)
    if not report.ok or not _is_best(_first(goals), report.values, best):
        return None
    # Ships and dates may still move where no line changes.
    moving = (one for one in goals if isinstance(one, KeepDates) or one.of_traffic)
    if any(report.values[one.name] != one.least for one in moving):
        return None
    values = tuple(GoalValue(name, value, value) for name, value in report.values.items())
    return Result(Status.OPTIMAL, kept, values)


def stays_lawful(program: Program, plan: Plan, *, as_of: date | None) -> bool:
    """Whether the old plan keeps the hard rules of the edited program, whatever it is worth."""
    kept = _all_known(program, plan)
    return kept is not None and check(program, kept, as_of=as_of, reference=plan).ok


def _all_known(program: Program, plan: Plan) -> Plan | None:
    """The lines on flights of the program; None if one names members or roles that are no more."""
    kept = known_part(program, plan)
    flights = {flight.id for flight in program.flights}
    lost = sum(line.flight in flights for line in plan.assignments) > len(kept.assignments)
    return None if lost else kept


def counts_every_open_leg(program: Program, plan: Plan, as_of: date | None) -> bool:
    """Whether `least-change` counts every leg on which anyone may yet be seated."""
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
    """Whether a value could be known to be the best, before the plan is read."""
    return isinstance(goal, KeepRules) or (at < len(best) and best[at][0] == goal)


def _is_best(goals: Sequence[Goal], values: Mapping[str, int], best: Best) -> bool:
    """Whether no plan is better in these goals, in their order."""
    for at, goal in enumerate(goals):
        value = values[goal.name]
        nothing_below = isinstance(goal, KeepRules) and value == 0
        if not nothing_below and best[at : at + 1] != ((goal, value),):
            return False
    return True
