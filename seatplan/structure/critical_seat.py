"""If anyone comes down on a flight, all its critical seats are taken on the way down."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from seatplan.kinds import Reach
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.structure.reseating import reseated
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import leg_of, listed


@frozen
class CriticalSeat(Law):
    r"""If anyone comes down on a flight, all its critical seats are taken on the way down.

    Formula:
        D_f \ne \emptyset \;\Rightarrow\; \sum_m x_{f, \text{down}, r, m} \ge \mathtt{count}_r
        \quad\text{for each critical } r
    """

    id = law_ids.CRITICAL_SEAT
    for_open_dates = True
    reading_order = 4

    def requirement(self, flight: Flight, roles: tuple[str, ...]) -> Requirement:
        """The requirement for the critical seats of one flight."""
        its = listed(sorted(roles))
        message = f"{leg_of(flight, 'down')} must carry its {its}, if it carries anyone"
        decision = f"let {flight.id} come down without its {its}"
        key = requirement_id(self.id, flight.id)
        subject = Subject(flight=flight.id, leg="down")
        here = leg_of(flight, "down")
        return Requirement(key, self.id, message, (flight.id,), (), decision, subject, here)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each critical role that is not taken on a crewed descent."""
        for flight in reading.lookup.flights.values():
            lines = reading.on(flight, "down")
            critical = [seat for seat in reading.lookup.seats(flight).values() if seat.critical]
            roles = tuple(seat.role for seat in critical)
            for seat in critical if lines else ():
                taken = sum(line.role == seat.role for line in lines)
                if taken < seat.count:
                    found = f"{taken} of {seat.count} as {seat.role}"
                    yield Finding(self.requirement(flight, roles), 1, found, flight.landing)

    def constrain(self, model: Model) -> None:
        """If anyone comes down, the seat variables of a critical role sum up to its count."""
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
                    self.requirement(flight, roles),
                    (taken >= seat.count).where(carries),
                    settled=flight.landing,
                )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        """Anyone, on the flight itself or on a flight whose people can come home on it."""
        flights = [lookup.flights[one] for one in requirement.flights]
        flights += [up for flight in flights for up in lookup.home_on(flight)]
        return {flight.id: lookup.everyone for flight in flights}

    def last_resort(self, lookup: ProgramIndex, requirement: Requirement) -> bool:
        """Always: a ship needs its commander."""
        return True

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program in which no seat of that flight is critical."""
        return reseated(program, requirement, lambda _, seat: evolve(seat, critical=False))


CRITICAL_SEAT = CriticalSeat()
