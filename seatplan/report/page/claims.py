"""Quotas, shares and the like: what is required, and what the plan gives."""

from __future__ import annotations

from seatplan.agreements import Claim
from seatplan.timeline import PlanIndex


def claims(reading: PlanIndex) -> tuple[Claim, ...]:
    """Every claim of every rule, in the order of the program."""
    return tuple(one for rule in reading.program.named_rules for one in rule.claims(reading))
