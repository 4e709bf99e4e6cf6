"""The values of a solve, for comparisons."""

from __future__ import annotations

from datetime import date

from seatplan import Plan, Program, Result, Status, solve

Worth = tuple[Status, tuple[int, ...]]


def worth(result: Result) -> Worth:
    """The status and the values of the goals, in their order."""
    return result.status, tuple(goal.value for goal in result.goals)


def best(program: Program, plan: Plan | None = None, *, as_of: date | None = None) -> Worth:
    """The values of the best plan."""
    return worth(solve(program, plan, as_of=as_of))


def scores(program: Program, worth: Worth) -> tuple[int, ...]:
    """The values of the goals with signs that make larger better, for comparison in order."""
    goals = program.named_goals
    return tuple(
        value if goal.sense == "max" else -value
        for goal, value in zip(goals, worth[1], strict=True)
    )
