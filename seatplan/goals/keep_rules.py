"""Keep rules: the soft rules are broken as little as possible."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.structure import FIXED, FORBIDDEN
from seatplan.timeline import PlanIndex


@goal_kind("keep-rules")
@frozen(kw_only=True, slots=False)
class KeepRules(Goal):
    r"""The soft rules are broken as little as possible.

    Wishes, which are entries of `fixed` and `forbidden` with a weight, count as soft rules. If a
    program has soft rules or wishes and does not list this goal, the goal comes first.

    Counts:
        the units of the soft rules, times their weights

    Formula:
        \sum_{\text{soft rules } r} \mathtt{weight}_r \times \mathrm{violation}_r

    Example:
        [[goals]]
        goal = "keep-rules"
    """

    sense: ClassVar[Sense] = "min"
    least: ClassVar[int | None] = 0
    title: ClassVar[str] = "broken preferences"
    counted_in: ClassVar[tuple[str, str]] = ("penalty point", "penalty points")

    def value(self, reading: PlanIndex) -> int:
        broken = sum(
            rule.weight * finding.amount
            for rule in reading.program.named_rules
            if rule.weight is not None
            for finding in rule.violations(reading)
        )
        missed = sum(
            finding.weight * finding.amount
            for finding in (*FIXED.violations(reading), *FORBIDDEN.violations(reading))
            if finding.weight is not None
        )
        return broken + missed

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        return model.penalty
