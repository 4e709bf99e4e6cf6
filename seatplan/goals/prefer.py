"""Prefer: seats go where they are worth most."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.timeline import PlanIndex
from seatplan.worth import Term, terms_of


@goal_kind("prefer")
@frozen(kw_only=True, slots=False)
class Prefer(Goal):
    r"""Seats go where they are worth most.

    Each seat on the way up is worth the `value` of every term that it fits: taken by a member in
    WHO, in one of `roles`, on a flight in WHERE.

    Attributes:
        terms: the value of seats, by who takes them and where; several terms add up.

    Counts:
        the unit of `value`

    Formula:
        \sum_{i \in \mathtt{terms}} \mathtt{value}_i \times
        N(\text{WHO}_i, \text{WHERE}_i, \mathtt{roles}_i)

    Example:
        [[goals]]
        goal = "prefer"
        terms = [
          { members = ["rubio"], vehicles = ["Crew Dragon"], value = 5 },
          { agencies = ["ESA"], roles = ["pilot"], value = 2 },
        ]
    """

    sense: ClassVar[Sense] = "max"
    title: ClassVar[str] = "preferred seats"
    counted_in: ClassVar[tuple[str, str]] = ("point", "points")

    terms: tuple[Term, ...] = field(converter=terms_of)

    def value(self, reading: PlanIndex) -> int:
        return sum(term.taken(reading) for term in self.terms)

    def limit(self, reading: PlanIndex) -> int:
        return sum(max(0, term.value) * term.most(reading) for term in self.terms)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        return LinearExpr.total(term.expression(model) for term in self.terms)
