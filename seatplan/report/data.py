"""Results and accounts as plain data for JSON, with keys in a fixed order."""

from __future__ import annotations

from typing import Any

from seatplan.agreements import Account
from seatplan.explanation import Explanation
from seatplan.program import Program
from seatplan.report.accounts import accounts
from seatplan.result import Result
from seatplan.timeline import PlanIndex


def result_data(
    program: Program, result: Result, explanation: Explanation | None = None
) -> dict[str, Any]:
    """Return the result with the name of the program and the balances of its exchanges.

    `explanation` is added under that key where it is given.
    """
    exchange = () if result.plan is None else accounts(PlanIndex(program, result.plan))
    data = {
        **result.to_dict(),
        "program": program.name,
        "exchange": [account_data(account) for account in exchange],
    }
    if explanation is not None:
        data["explanation"] = explanation.to_dict()
    return data


def account_data(account: Account) -> dict[str, Any]:
    """Return the balances of one exchange; positive where the first party received more."""
    return {
        "rule": account.rule.name,
        "parties": list(account.parties),
        "unit": account.unit,
        "tolerance": account.tolerance,
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
