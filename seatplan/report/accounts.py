"""The accounts of a plan: the balances that rules such as seat exchanges keep, by launch."""

from __future__ import annotations

from seatplan.agreements import Account
from seatplan.timeline import PlanIndex


def accounts(reading: PlanIndex) -> tuple[Account, ...]:
    """Return the accounts of all rules, in the order of the rules in the program."""
    return tuple(one for rule in reading.program.named_rules for one in rule.balances(reading))
