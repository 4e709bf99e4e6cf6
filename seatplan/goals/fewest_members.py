"""Fewest members: the picked seats go to as few people as possible."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.cases import keeps_flights, keeps_members
from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model, TourVariable
from seatplan.selection import Where, Who, lines_taken, picked_seats, picked_tours
from seatplan.timeline import PlanIndex


@goal_kind("fewest-members")
@frozen(kw_only=True, slots=False)
class FewestMembers(Goal, Who, Where):
    r"""The picked seats go to as few people as possible.

    Counts:
        members who take at least one of the seats that N(WHO, WHERE) counts

    Formula:
        \left\lvert \bigcup_{f \in \text{WHERE}} U_f \cap \text{WHO} \right\rvert

    Example:
        [[goals]]
        goal = "fewest-members"
        since = 2025-01-01
    """

    sense: ClassVar[Sense] = "min"
    least: ClassVar[int | None] = 0
    title: ClassVar[str] = "members needed"
    counted_in: ClassVar[tuple[str, str]] = ("member", "members")

    def value(self, reading: PlanIndex) -> int:
        flying: set[str] = set()
        for flight in self.flights_in(reading.lookup):
            flying |= {line.member for line in lines_taken(self, reading, flight)}
        return len(flying)

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model) and keeps_members(self, model)

    def expression(self, model: Model) -> LinearExpr:
        tours: list[TourVariable] = []
        flown: set[str] = set()
        for flight in self.flights_in(model.lookup):
            if model.past(flight.launch):
                # Members whose past tour never ends have no tour variable, but count, too.
                flown |= {seat.member.id for seat in picked_seats(self, model, flight)}
            else:
                tours += picked_tours(self, model, (flight,))
        return model.people(tours, flown)
