"""What a program lacks altogether: then there is one thing to report, not one for each flight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seatplan.words import many

if TYPE_CHECKING:
    from seatplan.program import Program


def lacking(program: Program) -> str:
    """The one thing to report about a program without flights or without crew; else ""."""
    if not program.flights:
        without = "no flights" if program.vehicles else "no vehicles and no flights"
        return f"{without.capitalize()}: the program has nothing to plan."
    if not program.crew:
        flights = many(len(program.flights), "flight")
        return f"No crew: {flights}, and no member to take a seat."
    return ""
