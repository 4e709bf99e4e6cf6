"""The goals at the top of a page, each with its values and what was proved about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal
from seatplan.program import Program
from seatplan.report.goal_words import proof_in_words
from seatplan.result import GoalValue, Result


@frozen
class GoalLine:
    """One goal.

    Attributes:
        title: what the goal is about.
        id: the id of the goal in the program.
        before, after: its values in the earlier plan and in this one, with units; "" if none.
        step: whether it became better or worse and by how much, in words.
        gain: the same as a number; negative if it became worse.
        proof: what was proved about it.
    """

    title: str
    id: str
    before: str
    after: str
    step: str
    gain: int
    proof: str


def goal_lines(
    program: Program,
    values: Mapping[str, int],
    before: Mapping[str, int | None] | None = None,
    result: Result | None = None,
    limits: Mapping[str, int] = MappingProxyType({}),
) -> tuple[GoalLine, ...]:
    """Return a line for each goal with a value, in the order of the program.

    Args:
        program: the program.
        values: the goal values of the plan, by goal id.
        before: the goal values of the earlier plan, if the page compares with one.
        result: the result that the plan comes from, if it was solved.
        limits: by goal id, the values that no plan can better, if there was no search.
    """
    proved = {goal.id: goal for goal in result.goals} if result is not None else {}
    lines = []
    for goal in program.named_goals:
        if goal.name not in values or (before is not None and isinstance(goal, LeastChange)):
            continue  # the changes themselves are on the page
        after = values[goal.name]
        old = before.get(goal.name) if before is not None else None
        gain = 0 if old is None else after - old
        found = proved.get(goal.name)
        lines.append(
            GoalLine(
                goal.title or goal.kind,
                goal.name,
                goal.in_words(old) if old is not None else "",
                goal.in_words(after),
                goal.step_in_words(old, after, unit=False) if old is not None else "",
                gain if goal.sense == "max" else -gain,
                _proof_of(goal, found, after, limits.get(goal.name)),
            )
        )
    return tuple(lines)


def _proof_of(goal: Goal, found: GoalValue | None, value: int, limit: int | None) -> str:
    if found is not None:
        return proof_in_words(goal, found)
    if limit is None or goal.is_better(value, limit):
        return ""
    if value == limit:
        return "no plan does better"
    return f"the best is {'at most' if goal.sense == 'max' else 'at least'} {goal.in_words(limit)}"
