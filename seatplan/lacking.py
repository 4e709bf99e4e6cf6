"""What a program lacks altogether: flights, crew, or days for a flight, each in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from seatplan.dates import DateChoices, choices, dates_of, days_of
from seatplan.words import many

if TYPE_CHECKING:
    from seatplan.plan import Plan
    from seatplan.program import Program, Window


def lacking(program: Program) -> str:
    """A sentence on a program without flights or without crew; empty for any other program."""
    if not program.flights:
        without = "no flights" if program.vehicles else "no vehicles and no flights"
        return f"{without.capitalize()}: the program has nothing to plan."
    if not program.crew:
        flights = many(len(program.flights), "flight")
        return f"No crew: {flights}, and no member to take a seat."
    return ""


def without_days(program: Program, plan: Plan | None, as_of: date | None) -> str:
    """Sentences on the flights that have no possible dates from a day on; empty if there are none.

    Args:
        program: the program.
        plan: the source of the past.
        as_of: every leg before that day keeps its day in the plan.
    """
    if plan is None or as_of is None:
        return ""
    days = dates_of(plan)
    found = choices(program, plan, as_of).values()
    return " ".join(
        sentence for one in found for sentence in _of(one, as_of, days_of(one.flight, days))
    )


def _of(one: DateChoices, as_of: date, planned: tuple[date, date]) -> Iterator[str]:
    flight = one.flight
    if not one.launch_days:
        where = _days(flight.launch, flight.launch_window, as_of)
        yield f"{flight.id} cannot launch: {where}, and it launches on {planned[0]} in the plan."
    if not one.landing_days:
        where = _days(flight.landing, flight.landing_window, as_of)
        yield f"{flight.id} cannot land: {where}, and it lands on {planned[1]} in the plan."
    if one.launch_days and one.landing_days and not _go_together(one):
        yield (
            f"{flight.id} has no dates: of its days from {as_of} on, no launch and landing go "
            "together."
        )


def _days(day: date, window: Window | None, as_of: date) -> str:
    if window is None:
        return f"its day in the program, {day}, is before {as_of}"
    return f"no day of its window [{window.since}, {window.until}) is left from {as_of} on"


def _go_together(one: DateChoices) -> bool:
    """Whether two of the possible days can be combined."""
    landings = one.landings()
    return any(one.fits(launch, landing) for launch in one.launches() for landing in landings)
