"""A small value of each class that has a display."""

from __future__ import annotations

from functools import cache
from typing import Any

import seatplan
from seatplan.whatif.study import Study
from tests.small_programs import broken_plan, impossible, leaking, leaking_plan


@cache
def answers() -> dict[str, Any]:
    """Return a value of each class, by the name of the class, from the leaking program."""
    program, plan = leaking(), leaking_plan()
    result = seatplan.solve(program)
    assert result.plan is not None
    return {
        "Program": program,
        "Plan": plan,
        "Result": result,
        "Report": seatplan.check(program, broken_plan()),
        "Explanation": seatplan.explain(impossible()),
        "Outcome": seatplan.what_if(program, plan, seatplan.Withdraw("dana")),
        "Stress": seatplan.stress(program, result.plan, as_of=seatplan_day()),
        "Study": Study(program, plan),
        "WhyNotBetter": seatplan.why_not_better(program, "even-turns"),
        "Certificate": result.goals[0].certificate,
        "Verification": seatplan.verify(program, result.goals[0].certificate),
        "Tradeoff": seatplan.tradeoff(program, "fill-seats", "even-turns").collect(),
        "WhyNot": seatplan.why_not(program, plan, "D-1", "pilot", "carl"),
    }


def seatplan_day() -> Any:
    """Return a day on which some flights are past."""
    return leaking().flights[2].launch
