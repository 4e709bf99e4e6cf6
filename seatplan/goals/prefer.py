"""Prefer: seats go where they are worth most."""

from __future__ import annotations

from attrs import frozen

from seatplan.kinds import Goal, goal_kind
from seatplan.modelling import Model, Sum
from seatplan.timeline import Reading
from seatplan.worth import Term


@goal_kind("prefer")
@frozen(kw_only=True, slots=False)
class Prefer(Goal):
    """The sum of value x seats so taken on the way up, maximised.

    Attributes:
        terms: what seats are worth to whom and where; they add up.
    """

    sense = "max"

    terms: tuple[Term, ...]

    def value(self, reading: Reading) -> int:
        return sum(term.worth(reading) for term in self.terms)

    def expression(self, model: Model) -> Sum:
        return Sum.total(term.expression(model) for term in self.terms)
