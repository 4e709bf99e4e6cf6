"""Moves days, launches and landings with their windows."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from seatplan.errors import Problem, ProgramError
from seatplan.program import Flight, Window


def moved(day: date, days: int) -> date:
    """The day this many days later.

    Raises:
        ProgramError: if it is out of the range of dates.
    """
    try:
        return day + timedelta(days)
    except OverflowError:
        message = f"{day} cannot move by {days:,} days: the calendar ends before that"
        raise ProgramError([Problem(message, ("days",))]) from None


def launching(flight: Flight, days: int) -> Flight:
    """The flight with its launch and launch window this many days later.

    Raises:
        ProgramError: if a day is out of the range of dates.
    """
    launch = moved(flight.launch, days)
    window = _moved_window(flight.launch_window, days, launch)
    return evolve(flight, launch=launch, launch_window=window)


def landing(flight: Flight, days: int) -> Flight:
    """The flight with its landing and landing window this many days later.

    Raises:
        ProgramError: if a day is out of the range of dates.
    """
    day = moved(flight.landing, days)
    window = _moved_window(flight.landing_window, days, day)
    return evolve(flight, landing=day, landing_window=window)


def _moved_window(window: Window | None, days: int, day: date) -> Window | None:
    """The window this many days later; it begins no earlier than the new day of the event."""
    if window is None or not days:
        return window
    since, until = moved(window.since, days), moved(window.until, days)
    return evolve(window, since=max(since, day), until=until)
