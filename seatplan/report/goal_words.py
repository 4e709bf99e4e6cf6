"""Gains, losses and proofs of goals in words, the same in all tables and on the page."""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.kinds import Goal
from seatplan.program import Program
from seatplan.result import GoalValue
from seatplan.whatif.outcome import GoalChange


def gains_in_words(program: Program, goals: Iterable[GoalChange]) -> list[str]:
    """Return `fill-seats worse by 2 seats` for each goal that gains or loses."""
    known = {goal.name: goal for goal in program.named_goals}
    return [
        f"{one.id} {known[one.id].step_in_words(one.before, one.after)}"
        for one in goals
        if one.gain and one.id in known and one.before is not None and one.after is not None
    ]


def proof_in_words(goal: Goal, found: GoalValue) -> str:
    """Return what was proved about a goal: `not proved: the best is at most 5 seats`."""
    if found.optimal:
        return f"proved: {goal.given_in_words(found.best, found.value) or 'no plan does better'}"
    side = "at most" if goal.sense == "max" else "at least"
    return f"not proved: the best is {side} {goal.in_words(found.bound)}"
