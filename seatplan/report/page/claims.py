"""Quotas and shares: what each rule requires, and what the plan gives."""

from __future__ import annotations

from seatplan.agreements import Claim
from seatplan.timeline import PlanIndex


def claims(reading: PlanIndex) -> tuple[Claim, ...]:
    """Return the claims of all rules, in the order of the rules in the program."""
    return tuple(one for rule in reading.program.named_rules for one in rule.claims(reading))
