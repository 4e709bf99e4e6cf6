"""Even turns: flights are spread over the corps as evenly as possible."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model, Turns
from seatplan.selection import Members
from seatplan.timeline import PlanIndex


@goal_kind("even-turns")
@frozen(kw_only=True, slots=False)
class EvenTurns(Goal, Members):
    r"""Flights are spread over the corps as evenly as possible.

    The goal minimizes the sum of the squared numbers of flights of all picked members, including
    their flights before the program, whether they fly in the plan or not.

    Counts:
        squared flights

    Formula:
        \sum_{m \in \text{MEMBERS}} \left( \mathtt{flights\_before}_m + \lvert T_m \rvert \right)^2

    Example:
        [[goals]]
        goal = "even-turns"
        agencies = ["NASA", "ESA", "JAXA", "CSA"]
    """

    sense: ClassVar[Sense] = "min"
    least: ClassVar[int | None] = 0
    title: ClassVar[str] = "even turns"
    counted_in: ClassVar[tuple[str, str]] = ("squared flight", "squared flights")

    def value(self, reading: PlanIndex) -> int:
        return sum(
            (member.flights_before + len(reading.tours.get(member.id, ()))) ** 2
            for member in self.members_in(reading.lookup)
        )

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        # The k-th tour of a member adds (before + k)² - (before + k - 1)² to the sum. These costs
        # rise with k, so a minimum always fills the cheapest levels first.
        parts: list[LinearExpr] = []
        for member in self.members_in(model.lookup):
            tours = model.tours_of(member.id)
            before = member.flights_before
            parts.append(LinearExpr(constant=before**2))
            levels = [model.literal() for _ in range(model.most_tours(member))]
            if levels:
                model.add(LinearExpr(tour.literal for tour in tours) <= LinearExpr(levels))
                costs = [2 * (before + turn) + 1 for turn in range(len(levels))]
                parts.append(LinearExpr(levels, costs))
                model.link_turns(member.id, Turns(levels=levels))
        return LinearExpr.total(parts)
