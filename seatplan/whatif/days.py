"""Moving a day."""

from __future__ import annotations

from datetime import date, timedelta

from seatplan.errors import Problem, ProgramError


def moved(day: date, days: int) -> date:
    """The day so many days later.

    Raises:
        ProgramError: if no calendar has it.
    """
    try:
        return day + timedelta(days)
    except OverflowError:
        message = f"{days} days from {day} there is no day of the calendar"
        raise ProgramError([Problem(message, ("days",))]) from None
