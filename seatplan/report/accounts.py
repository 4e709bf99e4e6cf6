"""The accounts that the rules of a program keep, as the seat exchanges do, launch by launch."""

from __future__ import annotations

from seatplan.agreements import Account
from seatplan.timeline import PlanIndex


def accounts(reading: PlanIndex) -> tuple[Account, ...]:
    """Every account of every rule, in the order of the program."""
    return tuple(one for rule in reading.program.named_rules for one in rule.balances(reading))
