"""Checks answers and collects their facts, without a solver."""

from __future__ import annotations

import seatplan
from benchmarks.alone import Facts
from seatplan import Program, Result, Status


def answer(program: Program, result: Result) -> Facts:
    """Checks that the result has a correct plan; returns its status and goals."""
    assert result.status is not Status.INFEASIBLE, "it has a plan"
    if result.plan is not None:
        report = seatplan.check(program, result.plan)
        assert report.ok, report.violations[:3]
        assert all(report.values[goal.id] == goal.value for goal in result.goals)
    goals = [[goal.id, goal.value, goal.bound] for goal in result.goals]
    return {"status": result.status.value, "goals": goals}


class Agreement:
    """Proved optima so far; a tool that proves a different optimum is wrong."""

    def __init__(self) -> None:
        self._proved: dict[tuple[str, str], int] = {}

    def hold(self, program: str, facts: Facts) -> None:
        """Compares a proved optimum of a program with those of other tools, and keeps it."""
        for goal, value, bound in facts.get("goals", ()):
            if value != bound:
                break
            known = self._proved.setdefault((program, goal), value)
            assert known == value, f"{goal} of {program}: {value}, and {known} was proved before"
