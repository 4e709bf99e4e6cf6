"""What other programs are given."""

from __future__ import annotations

import json

from seatplan import GoalValue, Plan, Result, Status, check
from seatplan.report.data import plan_data, report_data, result_data
from tests.small_programs import broken_plan, leaking, leaking_plan


def test_result() -> None:
    """All of it is JSON; dates are ISO; the keys are in their order."""
    result = Result(Status.FEASIBLE, leaking_plan(), (GoalValue("keep-rules", 2, 1),), 1.23456)
    data = json.loads(json.dumps(result_data(leaking(), result)))
    assert list(data) == ["status", "program", "goals", "plan", "exchange", "seconds"]
    assert data["goals"] == [{"id": "keep-rules", "value": 2, "bound": 1, "optimal": False}]
    assert data["seconds"] == 1.235
    (exchange,) = data["exchange"]
    assert exchange["parties"] == ["NASA", "Roscosmos"]
    assert exchange["balances"][0] == {
        "date": "2024-01-01",
        "flights": ["S-1"],
        "settle": False,
        "balance": 1,
        "beyond": 0,
    }


def test_a_plan_is_as_in_its_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """What --json prints of a plan can be saved and loaded."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan_data(leaking_plan())))
    assert Plan.load(path) == leaking_plan()


def test_no_plan() -> None:
    """Without a plan there are no balances either."""
    data = result_data(leaking(), Result(Status.UNKNOWN))
    assert (data["plan"], data["exchange"], data["goals"]) == (None, [], [])


def test_report() -> None:
    """Hard violations cost nothing, soft ones weight times amount."""
    data = json.loads(json.dumps(report_data(leaking(), check(leaking(), broken_plan()))))
    assert list(data) == ["ok", "violations", "values"]
    costs = {one["rule"]: one["cost"] for one in data["violations"]}
    assert costs == {"ascent-full": None, "return": None, "exchange": None, "experience": 2}
    assert data["violations"][0]["flights"] == ["S-1"]
