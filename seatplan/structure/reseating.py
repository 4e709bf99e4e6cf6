"""Changes the seats of single flights."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from seatplan.program import Flight, Program, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement


def reseated(
    program: Program, requirement: Requirement, changed: Callable[[Flight, Seat], Seat]
) -> Program:
    """The program with changed seats on the flights of a requirement.

    Args:
        program: the program.
        requirement: the requirement.
        changed: gives the changed seat for a flight and a seat of it.
    """
    seats = ProgramIndex(program).seats
    flights = tuple(
        evolve(flight, seats=tuple(changed(flight, seat) for seat in seats(flight).values()))
        if flight.id in requirement.flights
        else flight
        for flight in program.flights
    )
    return evolve(program, flights=flights)
