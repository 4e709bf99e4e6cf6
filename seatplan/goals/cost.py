"""Cost: seats go where they cost least."""

from __future__ import annotations

from attrs import frozen

from seatplan.kinds import Goal, goal_kind
from seatplan.modelling import Model, Sum
from seatplan.timeline import Reading
from seatplan.worth import Term


@goal_kind("cost")
@frozen(kw_only=True, slots=False)
class Cost(Goal):
    """The sum of value x seats so taken on the way up, minimised.

    Attributes:
        terms: what seats cost to whom and where; they add up.
    """

    sense = "min"

    terms: tuple[Term, ...]

    def value(self, reading: Reading) -> int:
        return sum(term.worth(reading) for term in self.terms)

    def expression(self, model: Model) -> Sum:
        return Sum.total(term.expression(model) for term in self.terms)
