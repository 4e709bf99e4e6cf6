"""Gains and losses of goals in words with units, the same in all tables and on the page."""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.program import Program
from seatplan.whatif.outcome import GoalChange


def steps_in_words(program: Program, goals: Iterable[GoalChange]) -> list[str]:
    """Return `fill-seats worse by 2 seats` for each goal that gains or loses."""
    known = {goal.name: goal for goal in program.named_goals}
    return [
        f"{one.id} {known[one.id].step_in_words(one.before, one.after)}"
        for one in goals
        if one.gain and one.id in known and one.before is not None and one.after is not None
    ]
