"""The part of a plan that an edited program still has."""

from __future__ import annotations

from seatplan.dates import dates_on
from seatplan.docked import known_ships
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex


def known_part(program: Program, plan: Plan) -> Plan:
    """The part of a plan that a program still has, to compare it with other plans.

    Assignments, ports and spacecraft with unknown names are left out. The dates are those of the
    plan, as far as a plan for this program must have them.
    """
    vehicles = {vehicle.id: vehicle for vehicle in program.vehicles}
    roles = {
        flight.id: {
            seat.role
            for seat in (
                flight.seats if flight.seats is not None else vehicles[flight.vehicle].seats
            )
        }
        for flight in program.flights
    }
    members = {member.id for member in program.crew}
    docking, spacecraft = known_ships(ProgramIndex(program), plan)
    return Plan(
        (
            line
            for line in plan.assignments
            if line.role in roles.get(line.flight, ()) and line.member in members
        ),
        program.name,
        dates=dates_on(program, plan),
        docking=docking,
        spacecraft=spacecraft,
    )
