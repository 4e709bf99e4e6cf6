"""What the tables show, as plain data for other programs: the keys always in the same order."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from seatplan.checking import Report, Violation
from seatplan.explanation import Explanation
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.report.accounts import Account, accounts
from seatplan.report.explanations import explanation_data, requirements_data
from seatplan.result import Result
from seatplan.timeline import PlanIndex


def result_data(
    program: Program, result: Result, explanation: Explanation | None = None
) -> dict[str, Any]:
    """The answer of a solve; where there is no plan, with the reasons if they are known."""
    exchange = () if result.plan is None else accounts(PlanIndex(program, result.plan))
    data = {
        "status": result.status.value,
        "program": program.name,
        "goals": [
            {"id": goal.id, "value": goal.value, "bound": goal.bound, "optimal": goal.optimal}
            for goal in result.goals
        ],
        "plan": plan_data(result.plan) if result.plan is not None else None,
        "exchange": [account_data(account) for account in exchange],
        "seconds": round(result.seconds, 3),
    }
    if result.given_up:
        data["given_up"] = requirements_data(result.given_up)
    if explanation is not None:
        data["explanation"] = explanation_data(explanation)
    return data


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan, shaped as in its file."""
    lines = [asdict(line) for line in plan.assignments]
    return {"format": 1, "program": plan.program, "assignments": lines}


def account_data(account: Account) -> dict[str, Any]:
    """The balances of one exchange; positive where the first of the parties got more."""
    rule = account.rule
    return {
        "rule": rule.name,
        "parties": list(rule.parties),
        "unit": rule.unit,
        "tolerance": rule.tolerance,
        "balances": [
            {
                "date": entry.day.isoformat(),
                "flights": list(entry.flights),
                "settle": entry.settle,
                "balance": entry.balance,
                "beyond": entry.beyond,
            }
            for entry in account.entries
        ],
    }


def report_data(program: Program, report: Report) -> dict[str, Any]:
    """What a check found; `cost` is what a soft violation adds to the goal `keep-rules`."""
    return {
        "ok": report.ok,
        "violations": [violation_data(program, one) for one in report.violations],
        "values": dict(report.values),
    }


def violation_data(program: Program, one: Violation) -> dict[str, Any]:
    """One thing that a plan breaks."""
    return {
        "rule": one.rule,
        "requirement": one.requirement,
        "hard": one.hard,
        "amount": one.amount,
        "cost": None if one.hard else one.cost,
        "message": one.message,
        "flights": list(one.flights),
        "members": list(one.members),
        "since": one.since.isoformat() if one.since is not None else None,
        "until": one.until.isoformat() if one.until is not None else None,
    }
