"""Terms: what a seat is worth, or costs, to whom and where. Two goals are made of them."""

from __future__ import annotations

from attrs import frozen

from seatplan.modelling import LinearExpr, Model
from seatplan.selection import Where, Who, picked
from seatplan.timeline import PlanIndex


@frozen(kw_only=True, slots=False)
class Term(Who, Where):
    """`value` for each seat that members in WHO take on the way up on flights in WHERE.

    Attributes:
        roles: only seats in these roles; any if None.
        value: for each seat.
    """

    roles: tuple[str, ...] | None = picked("role")
    value: int

    def worth(self, reading: PlanIndex) -> int:
        """value x seats, of a finished plan."""
        seats = 0
        for flight in self.flights_in(reading.lookup):
            ids = self.picked_for(reading.lookup, flight)
            seats += sum(
                line.member in ids and (self.roles is None or line.role in self.roles)
                for line in reading.on(flight, "up")
            )
        return self.value * seats

    def expression(self, model: Model) -> LinearExpr:
        """The same on a model."""
        literals: list[int] = []
        for flight in self.flights_in(model.lookup):
            ids = self.picked_for(model.lookup, flight)
            literals += [
                place.literal
                for place in model.seat_variables(flight, "up")
                if place.member.id in ids and (self.roles is None or place.role in self.roles)
            ]
        return LinearExpr(literals, self.value)
