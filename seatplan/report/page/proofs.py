"""What a search or a check alone proves about a plan, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seatplan.checking import Report
from seatplan.kinds import Goal
from seatplan.program import Program
from seatplan.result import Result, Status
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many


def proof(program: Program, result: Result, *, repaired: bool = False) -> str:
    """Return what a search proved about its plan, or how far from the best the plan can be.

    Args:
        program: the program.
        result: the result of the search.
        repaired: whether the search was for the plan that changes least.
    """
    if result.given_up:
        number = many(len(result.given_up), "requirement")
        least = "Proved: no plan" if result.status is Status.OPTIMAL else "Not proved that no plan"
        return f"No plan keeps every hard rule; this one gives up {number}. {least} gives up less."
    if result.status is Status.OPTIMAL:
        if repaired:
            return "Proved: no plan that is as good as this one changes less."
        if not program.named_goals:
            return "Proved: the plan keeps every hard rule; the program has no goals."
        return "Proved optimal for this program: no plan does better."
    if result.status is Status.INFEASIBLE:
        return "Proved: no plan keeps every hard rule."
    open_goals = [goal for goal in result.goals if not goal.optimal]
    goals = {goal.name: goal for goal in program.named_goals}
    if open_goals and open_goals[0].id in goals:
        first = open_goals[0]
        return f"Not proved: {first.id} is {gap(goals[first.id], first.value, first.bound)}."
    return "Not proved: time ran out before every goal was proved."


def checked(program: Program, report: Report, limits: Mapping[str, int]) -> str:
    """Return what a check alone shows about a plan, without a search for a better one.

    Args:
        program: the program.
        report: the report of the check.
        limits: by goal id, a value that no plan can better.
    """
    goals = program.named_goals
    if not report.ok:
        return "Checked without a search: whether any plan keeps every hard rule is not known."
    if not goals:
        return "Checked: the plan keeps every hard rule, and the program has no goals."
    first = _first_open(goals, report, limits)
    if first is None:
        every = listed(goal.name for goal in goals)
        return f"Proved without a search: no plan is better in {every}."
    if first.name in limits:
        known = gap(first, report.values[first.name], limits[first.name])
        return f"Checked without a search for a better plan: {first.name} is {known}."
    return "Checked without a search: whether a better plan exists is not known."


def _first_open(goals: Iterable[Goal], report: Report, limits: Mapping[str, int]) -> Goal | None:
    """Return the first goal whose value is not proved to be the best."""
    return next((one for one in goals if limits.get(one.name) != report.values[one.name]), None)


def limits_of(program: Program, reading: PlanIndex, *, open_dates: bool) -> dict[str, int]:
    """Return, by goal id, the values that no plan can better, as far as known without a search.

    With open dates, these are only the limits that hold in every program. The others can depend on
    the dates of flights, and `reading` has the dates of one plan.
    """
    found = {
        goal.name: (goal.least if goal.sense == "min" else None)
        if open_dates
        else goal.limit(reading)
        for goal in program.named_goals
    }
    return {name: limit for name, limit in found.items() if limit is not None}


def is_best(program: Program, report: Report, limits: Mapping[str, int]) -> bool:
    """Return whether the goal values alone prove that no plan is better."""
    return report.ok and _first_open(program.named_goals, report, limits) is None


def gap(goal: Goal, value: int, bound: int) -> str:
    """Return a value and its bound: `347 squared flights, and the best is at least 340`."""
    side = "at most" if goal.sense == "max" else "at least"
    return f"{goal.in_words(value)}, and the best is {side} {bound:,}"
