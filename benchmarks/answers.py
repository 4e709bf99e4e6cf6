"""Whether an answer is right, and what it says. No solver here."""

from __future__ import annotations

import seatplan
from benchmarks.alone import Facts
from seatplan import Program, Result, Status


def answer(program: Program, result: Result) -> Facts:
    """The status and the goals, once the plan has been read; the program must have a plan."""
    assert result.status is not Status.INFEASIBLE, "it has a plan"
    if result.plan is not None:
        report = seatplan.check(program, result.plan)
        assert report.ok, report.violations[:3]
        assert all(report.values[goal.id] == goal.value for goal in result.goals)
    goals = [[goal.id, goal.value, goal.bound] for goal in result.goals]
    return {"status": result.status.value, "goals": goals}


class Agreement:
    """What has been proved so far: who proves something else is wrong."""

    def __init__(self) -> None:
        self._proved: dict[tuple[str, str], int] = {}

    def hold(self, program: str, facts: Facts) -> None:
        """Compares what was proved of a program with what others proved, and keeps it."""
        for goal, value, bound in facts.get("goals", ()):
            if value != bound:
                break
            known = self._proved.setdefault((program, goal), value)
            assert known == value, f"{goal} of {program}: {value}, and {known} was proved before"
