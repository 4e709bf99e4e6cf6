"""A fix that moves the dates of one flight and gives up no requirement."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import Program
from seatplan.words import many

Moves = Literal["launch", "landing", "both"]


@frozen
class DateFix:
    """The smallest shift of one flight with which a program has a plan that keeps every rule.

    Attributes:
        flight: the id of the flight.
        moves: what is shifted: the launch, the landing, or both by the same number of days.
        days: the shift in days; negative if the flight is earlier.
        launch, landing: the days of the flight after the shift.
    """

    flight: str
    moves: Moves
    days: int
    launch: date = field(converter=forgiving.day)
    landing: date = field(converter=forgiving.day)

    @property
    def decision(self) -> str:
        """The fix as a decision: `land Crew-13 39 days later, on 2027-03-02`."""
        shift = f"{many(abs(self.days), 'day')} {'later' if self.days > 0 else 'earlier'}"
        if self.moves == "launch":
            return f"launch {self.flight} {shift}, on {self.launch}"
        if self.moves == "landing":
            return f"land {self.flight} {shift}, on {self.landing}"
        return f"launch and land {self.flight} {shift}, on {self.launch} and {self.landing}"

    def made(self, program: Program) -> Program:
        """The program with the flight on its new dates.

        Raises:
            ProgramError: if the program with these dates contradicts itself.
        """
        flights = tuple(
            evolve(one, launch=self.launch, landing=self.landing) if one.id == self.flight else one
            for one in program.flights
        )
        return evolve(program, flights=flights)
