"""Results as plain data."""

from __future__ import annotations

import json

from seatplan import GoalValue, Result, Status
from seatplan.report.data import result_data
from tests.small_programs import leaking, leaking_plan


def test_result() -> None:
    """The data is valid JSON: the result, with the balances of the exchanges."""
    result = Result(Status.FEASIBLE, leaking_plan(), (GoalValue("keep-rules", 2, 1),), 1.23456)
    data = json.loads(json.dumps(result_data(leaking(), result)))
    assert Result.from_dict(data) == result
    assert data["program"] == "A leak"
    goal = {"id": "keep-rules", "value": 2, "bound": 1, "best": 2, "optimal": False}
    assert data["goals"] == [goal]
    (exchange,) = data["exchange"]
    assert exchange["parties"] == ["NASA", "Roscosmos"]
    assert exchange["balances"][0] == {
        "date": "2024-01-01",
        "flights": ["S-1"],
        "settle": False,
        "balance": 1,
        "beyond": 0,
    }


def test_no_plan() -> None:
    """Without a plan there are no balances."""
    data = result_data(leaking(), Result(Status.UNKNOWN))
    assert (data["plan"], data["exchange"], data["goals"]) == (None, [], [])
