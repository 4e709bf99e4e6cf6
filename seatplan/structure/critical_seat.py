r"""If anyone comes down on a flight, all its critical seats are taken on the way down.

Formula:
    D_f \ne \emptyset \;\Rightarrow\; \sum_m x_{f, \text{down}, r, m} \ge \mathtt{count}_r
    \quad\text{for each critical } r
"""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, listed


def requirement(flight: Flight, roles: tuple[str, ...]) -> Requirement:
    """The flight comes down with its critical seats taken, or empty."""
    its = listed(sorted(roles))
    message = f"{leg_of(flight, 'down')} must carry its {its}, if it carries anyone"
    decision = f"let {flight.id} come down without its {its}"
    key = requirement_id("critical-seat", flight.id)
    subject = Subject(flight=flight.id, leg="down")
    return Requirement(key, "critical-seat", message, (flight.id,), (), decision, subject)


def violations(reading: PlanIndex) -> Iterator[Finding]:
    """One for each critical role that a crewed descent lacks."""
    for flight in reading.lookup.flights.values():
        lines = reading.on(flight, "down")
        critical = [seat for seat in reading.lookup.seats(flight).values() if seat.critical]
        roles = tuple(seat.role for seat in critical)
        for seat in critical if lines else ():
            taken = sum(line.role == seat.role for line in lines)
            if taken < seat.count:
                found = f"{taken} of {seat.count} as {seat.role}"
                yield Finding(requirement(flight, roles), 1, found, flight.landing)


def constrain(model: Model) -> None:
    """Sum of the places of a critical role ≥ count, given that anyone comes down."""
    for flight in model.lookup.flights.values():
        critical = [seat for seat in model.lookup.seats(flight).values() if seat.critical]
        places = model.seat_variables(flight, "down") if critical else ()
        if not places:
            continue
        carries = model.carries(flight, "down")
        roles = tuple(seat.role for seat in critical)
        for seat in critical:
            taken = LinearExpr(place.literal for place in places if place.role == seat.role)
            model.require(
                None,
                requirement(flight, roles),
                (seat.count - taken, carries),
                settled=flight.landing,
            )
