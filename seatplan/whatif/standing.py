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
from functools import cached_property

from attrs import define

from seatplan.checking import Report, check
from seatplan.dates import dated
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.result import GoalValue, Result, Status
from seatplan.whatif.known_part import known_part

Best = tuple[tuple[Goal, int], ...]
"""The first goals of a program with their best values, each given those before it."""


@define(slots=False)
class OldPlan:
    """The old plan in the edited program, and what the check finds in it.

    Attributes:
        program: the edited program, with `least-change` among its goals.
        plan: the old plan.
        as_of: the day before which everything is past.
    """

    program: Program
    plan: Plan
    as_of: date | None

    @cached_property
    def kept(self) -> Plan | None:
        """The lines on flights of the program; None if one names members or roles that are no more.

        Plans are compared with it by their lines, whatever program they name.
        """
        kept = known_part(self.program, self.plan)
        flights = {flight.id for flight in self.program.flights}
        here = sum(line.flight in flights for line in self.plan.assignments)
        return None if here > len(kept.assignments) else kept

    @cached_property
    def report(self) -> Report | None:
        """What the check finds in what is kept."""
        if self.kept is None:
            return None
        return check(self.program, self.kept, as_of=self.as_of, reference=self.plan)

    @property
    def is_lawful(self) -> bool:
        """Whether it keeps the hard rules, whatever it is worth."""
        return self.report is not None and self.report.ok

    def still_stands(self, best: Best = ()) -> Result | None:
        """The answer, if it is the old plan and that is proved; None if someone has to search.

        Args:
            best: values of goals that no plan of the edited program can be better than, each under
                those before it, as far as they are known.
        """
        goals = self.program.named_goals
        if not all(_may_be_best(goal, at, best) for at, goal in enumerate(_first(goals))):
            return None
        if any(isinstance(goal, (LeastChange, KeepDates)) and goal.room(0) for goal in goals):
            return None  # a plan that changes something may be better in the goals after that
        if not counts_every_open_leg(self.program, self.plan, self.as_of):
            return None
        report = self.report
        if report is None or not report.ok or not _is_best(_first(goals), report.values, best):
            return None
        # Ships and dates may still move where no line changes.
        moving = (one for one in goals if isinstance(one, KeepDates) or one.of_traffic)
        if any(report.values[one.name] != one.least for one in moving):
            return None
        values = tuple(GoalValue(name, value, value) for name, value in report.values.items())
        return Result(Status.OPTIMAL, self.kept, values)


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
