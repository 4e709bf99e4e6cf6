"""Star flights: as many flights as possible carry one of the stars."""

from __future__ import annotations

from attrs import frozen

from seatplan import Goal, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.selection import Members, Where
from seatplan.timeline import PlanIndex


@goal_kind("star-flights")
@frozen(kw_only=True, slots=False)
class StarFlights(Goal, Members, Where):
    r"""As many flights as possible take one of the picked members up.

    Counts:
        flights

    Formula:
        \sum_f [\, N(\text{WHO}, f) > 0 \,]

    Example:
        [[goals]]
        goal = "star-flights"
        members = ["rubio"]
    """

    sense = "max"
    title = "flights with a star"
    counted_in = ("flight", "flights")

    def value(self, reading: PlanIndex) -> int:
        stars = {member.id for member in self.members_in(reading.lookup)}
        return sum(
            any(line.member in stars for line in reading.on(flight, "up"))
            for flight in self.flights_in(reading.lookup)
        )

    def expression(self, model: Model) -> LinearExpr:
        stars = {member.id for member in self.members_in(model.lookup)}
        carried = []
        for flight in self.flights_in(model.lookup):
            seats = [
                seat.literal
                for seat in model.seat_variables(flight, "up")
                if seat.member.id in stars
            ]
            if seats:  # true only if one of the seats is taken
                one = model.literal()
                model.only_if(one, seats)
                carried.append(one)
        return LinearExpr(carried)
