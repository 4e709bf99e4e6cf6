"""Bounds on the value of a goal as rules, so that explanations treat them as requirements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from seatplan.kinds import Goal, Rule
from seatplan.modelling import Model
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.structure import LAWS
from seatplan.timeline import PlanIndex


@frozen(kw_only=True, slots=False)
class Worth(Rule):
    """The value of a goal must be at least this, or at most this if the goal is minimized.

    Attributes:
        goal: as `Program.named_goals` has it.
        value: the worst value that is allowed.
        better: whether the value is better than the goal can reach; otherwise it is its best value,
            which must be kept.
    """

    kind: ClassVar[str] = "worth"
    of_soft_rules: ClassVar[bool] = True

    goal: Goal
    value: int
    better: bool = False

    def requirement(self, lookup: ProgramIndex) -> Requirement:
        """The one requirement of this rule."""
        most = self.goal.sense == "max"
        side = "at least" if most else "at most"
        value = self.goal.in_words(self.value)
        if self.better:
            said = f"{self.goal.name} must be better than it can be: {side} {value}"
        else:
            said = f"{self.goal.name}, which comes before, must stay {side} {value}"
        worse = f"let {self.goal.name} be worse than {value}"
        return self.piece(lookup, message=said, decision=worse)

    def mark(self, lookup: ProgramIndex) -> str:
        return ""  # it names its goal

    def violations(self, reading: PlanIndex) -> Iterable[Finding]:
        broken = (one for law in LAWS for one in law.violations(reading) if one.weight is None)
        if next(iter(broken), None) is not None:
            return  # values are meaningful only for plans that keep the laws
        value = self.goal.value(reading)
        short = self.value - value if self.goal.sense == "max" else value - self.value
        if short > 0:
            found = f"it is {self.goal.in_words(value)}"
            yield Finding(self.requirement(reading.lookup), short, found, None)

    def constrain(self, model: Model) -> None:
        expression = self.goal.expression(model)
        most = self.goal.sense == "max"
        demand = expression >= self.value if most else expression <= self.value
        model.require(self, self.requirement(model.lookup), demand, settled=None)

    def for_open_dates(self, model: Model) -> bool:
        return self.goal.for_open_dates(model)
