"""On a flight with a crewed ascent, every seat that is not optional is taken on the way up."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from seatplan.kinds import NoEditError, Reach
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight, Program, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.structure.reseating import reseated
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import leg_of, many, one


@frozen
class AscentFull(Law):
    r"""On a flight with a crewed ascent, every seat that is not optional is taken on the way up.

    Formula:
        \sum_m x_{f, \text{up}, r, m} \ge \mathtt{count}_r
        \quad\text{for each } r \text{ not optional, if the ascent is crewed}
    """

    id = law_ids.ASCENT_FULL
    for_open_dates = True
    rank = 6
    reading_order = 3

    def requirement(self, flight: Flight, seat: Seat) -> Requirement:
        """The requirement for the seats of one role on one flight."""
        seats = many(seat.count, f"{seat.role} seat")
        message = f"{leg_of(flight, 'up')} must have {seats} taken"
        empty = one(f"{seat.role} seat") if seat.count == 1 else f"{seat.role} seats"
        decision = f"launch {flight.id} with {empty} empty"
        key = requirement_id(self.id, flight.id, seat.role)
        subject = Subject(flight=flight.id, leg="up", role=seat.role)
        here = leg_of(flight, "up")
        return Requirement(key, self.id, message, (flight.id,), (), decision, subject, here)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each role that goes up with an empty seat."""
        for flight in reading.lookup.flights.values():
            if flight.ascent == "empty":
                continue
            for seat in reading.lookup.seats(flight).values():
                taken = sum(line.role == seat.role for line in reading.on(flight, "up"))
                if not seat.optional and taken < seat.count:
                    found = f"{many(seat.count - taken, 'seat')} empty"
                    yield Finding(self.requirement(flight, seat), 1, found, flight.launch)

    def constrain(self, model: Model) -> None:
        """The sum of the seat variables of a role is at least its count."""
        for flight in model.lookup.flights.values():
            if flight.ascent == "empty":
                continue
            for seat in model.lookup.seats(flight).values():
                if not seat.optional:
                    taken = LinearExpr(
                        p.literal for p in model.seat_variables(flight, "up") if p.role == seat.role
                    )
                    model.require(
                        None,
                        self.requirement(flight, seat),
                        taken >= seat.count,
                        settled=flight.launch,
                    )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        """Anyone, on the flight itself."""
        return dict.fromkeys(requirement.flights, lookup.everyone)

    def last_resort(self, lookup: ProgramIndex, requirement: Requirement) -> bool:
        """Only if the seat is critical: a ship needs its commander."""
        flight = lookup.flights.get(requirement.subject.flight or "")
        seats = lookup.seats(flight) if flight is not None else {}
        seat = seats.get(requirement.subject.role or "")
        return seat is not None and seat.critical

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program in which the seats of the role are optional on that flight."""

        def changed(flight: Flight, seat: Seat) -> Seat:
            if self.requirement(flight, seat).id != requirement.id:
                return seat
            if seat.critical:
                raise NoEditError(
                    f"the {seat.role} is critical, and a critical seat cannot be optional."
                )
            return evolve(seat, optional=True)

        return reseated(program, requirement, changed)


ASCENT_FULL = AscentFull()
