"""A flight with seats of its own that differ from those of its vehicle."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from seatplan.program import Flight, Program, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement


def reseated(
    program: Program, requirement: Requirement, changed: Callable[[Flight, Seat], Seat]
) -> Program:
    """The program with seats of its own for the flights that the requirement is about."""
    seats = ProgramIndex(program).seats
    flights = tuple(
        evolve(flight, seats=tuple(changed(flight, seat) for seat in seats(flight).values()))
        if flight.id in requirement.flights
        else flight
        for flight in program.flights
    )
    return evolve(program, flights=flights)
