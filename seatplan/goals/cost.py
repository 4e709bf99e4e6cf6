"""Cost: seats go where they cost least."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.timeline import PlanIndex
from seatplan.worth import Term, terms_of


@goal_kind("cost")
@frozen(kw_only=True, slots=False)
class Cost(Goal):
    r"""Seats go where they cost least.

    The sum is the same as that of `prefer`, but minimized.

    Attributes:
        terms: the cost of seats, by who takes them and where; several terms add up.

    Counts:
        the unit of `value`

    Formula:
        \sum_{i \in \mathtt{terms}} \mathtt{value}_i \times
        N(\text{WHO}_i, \text{WHERE}_i, \mathtt{roles}_i)

    Example:
        [[goals]]
        goal = "cost"
        terms = [{ operators = ["Roscosmos"], agencies = ["NASA"], value = 86 }]
    """

    sense: ClassVar[Sense] = "min"
    title: ClassVar[str] = "cost"
    counted_in: ClassVar[tuple[str, str]] = ("unit of cost", "units of cost")

    terms: tuple[Term, ...] = field(converter=terms_of)

    def value(self, reading: PlanIndex) -> int:
        return sum(term.taken(reading) for term in self.terms)

    def limit(self, reading: PlanIndex) -> int:
        return sum(min(0, term.value) * term.most(reading) for term in self.terms)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        return LinearExpr.total(term.expression(model) for term in self.terms)
