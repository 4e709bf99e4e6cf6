r"""On a flight whose ascent is crewed every seat that is not optional is taken on the way up.

Formula:
    \sum_m x_{f, \text{up}, r, m} \ge \mathtt{count}_r
    \quad\text{for each } r \text{ not optional, if the ascent is crewed}
"""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight, Seat
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, many, one


def requirement(flight: Flight, seat: Seat) -> Requirement:
    """The seats of one role go up taken."""
    seats = many(seat.count, f"{seat.role} seat")
    message = f"{leg_of(flight, 'up')} must have {seats} taken"
    empty = one(f"{seat.role} seat") if seat.count == 1 else f"{seat.role} seats"
    decision = f"launch {flight.id} with {empty} empty"
    key = requirement_id("ascent-full", flight.id, seat.role)
    subject = Subject(flight=flight.id, leg="up", role=seat.role)
    return Requirement(key, "ascent-full", message, (flight.id,), (), decision, subject)


def violations(reading: PlanIndex) -> Iterator[Finding]:
    """One for each role that goes up with an empty seat."""
    for flight in reading.lookup.flights.values():
        if flight.ascent == "empty":
            continue
        for seat in reading.lookup.seats(flight).values():
            taken = sum(line.role == seat.role for line in reading.on(flight, "up"))
            if not seat.optional and taken < seat.count:
                found = f"{many(seat.count - taken, 'seat')} empty"
                yield Finding(requirement(flight, seat), 1, found, flight.launch)


def constrain(model: Model) -> None:
    """Sum of the places of a role ≥ count."""
    for flight in model.lookup.flights.values():
        if flight.ascent == "empty":
            continue
        for seat in model.lookup.seats(flight).values():
            if not seat.optional:
                taken = LinearExpr(
                    p.literal for p in model.seat_variables(flight, "up") if p.role == seat.role
                )
                model.require(
                    None, requirement(flight, seat), seat.count - taken, settled=flight.launch
                )
