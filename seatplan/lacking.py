"""Reports that a program has no flights or no crew, once instead of for every flight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seatplan.words import many

if TYPE_CHECKING:
    from seatplan.program import Program


def lacking(program: Program) -> str:
    """A sentence on a program without flights or without crew; empty for any other program."""
    if not program.flights:
        without = "no flights" if program.vehicles else "no vehicles and no flights"
        return f"{without.capitalize()}: the program has nothing to plan."
    if not program.crew:
        flights = many(len(program.flights), "flight")
        return f"No crew: {flights}, and no member to take a seat."
    return ""
