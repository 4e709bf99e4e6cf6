"""The possible dates of flights, and the program with the dates of a plan.

`dated(program, plan)` is the program with the plan's dates as its launches and landings, and
without windows. `PlanIndex` applies it, so everything that reads a plan through `PlanIndex` (laws,
rules, goals, reports) sees fixed dates: those of the plan.

`choices(program, given, as_of)` gives what a plan can choose for each flight: the days of its
launch, the days of its landing, and the allowed pairs of them. Laws, edits and the solver share it.
Days are `range`s of ordinals (`date.toordinal`), so that a window of a thousand years takes no
memory until its days are listed:

>>> found = choices(program, plan, as_of)["Crew-9"]
>>> found.launches()  # dates, in order; one if the launch is not open; none if no day is possible
>>> found.allows(launch, landing)  # both are possible, landing after launch, docked_days hold

Requirements on periods of days begin and end at possible days: `ProgramIndex.possible_days`. A
model with a past sets `lookup.possible = possible_days(program, given, as_of)`, so that it has the
same requirements as the check.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from typing import Protocol, TypeVar

from attrs import evolve, frozen

from seatplan.plan import FlightDates, Plan
from seatplan.program import Flight, Program

P = TypeVar("P", bound=Program)


@frozen
class DateChoices:
    """The days on which a flight may launch and land.

    A leg is past if its day in the given plan lies before `as_of`. It keeps that day, even if the
    day is outside its window. No other leg can move to a day before `as_of`.

    Attributes:
        flight: the flight as it is in the program.
        launch_days, landing_days: the possible days as ordinals, in order; empty if there are none.
        launch_past, landing_past: whether that leg is past.
    """

    flight: Flight
    launch_days: range
    landing_days: range
    launch_past: bool = False
    landing_past: bool = False

    def launches(self) -> tuple[date, ...]:
        """The possible launch dates, in order."""
        return tuple(map(date.fromordinal, self.launch_days))

    def landings(self) -> tuple[date, ...]:
        """The possible landing dates, in order."""
        return tuple(map(date.fromordinal, self.landing_days))

    @property
    def is_open(self) -> bool:
        """Whether launch or landing has several possible days, or none."""
        return len(self.launch_days) != 1 or len(self.landing_days) != 1

    def fits(self, launch: date, landing: date) -> bool:
        """Whether two possible days can be combined.

        The landing must be after the launch, and `docked_days` must hold, unless both days are
        past.
        """
        docked = self.flight.docked_days
        return (self.launch_past and self.landing_past) or (
            launch < landing and (docked is None or docked.hold(launch, landing))
        )

    def allows(self, launch: date, landing: date) -> bool:
        """Whether the flight can launch on the one day and land on the other."""
        return (
            launch.toordinal() in self.launch_days
            and landing.toordinal() in self.landing_days
            and self.fits(launch, landing)
        )


class HasFlights(Protocol):
    """A program, or a program that is being edited."""

    @property
    def flights(self) -> tuple[Flight, ...]: ...


def choices(
    program: HasFlights, given: Plan | None = None, as_of: date | None = None
) -> dict[str, DateChoices]:
    """The possible dates of each flight, by flight id, in the order of the program.

    Args:
        program: the program, with its windows.
        given: the plan that a solve starts from; its past days stay. For flights that it does not
            date, and if it is None, the program's own dates count.
        as_of: everything before this day is past.
    """
    days = dates_of(given)
    return {flight.id: _choices(flight, days.get(flight.id), as_of) for flight in program.flights}


def possible_days(
    program: Program, given: Plan | None = None, as_of: date | None = None
) -> dict[str, tuple[range, range]]:
    """The days of `choices`, in the form of `ProgramIndex.possible_days`."""
    found = choices(program, given, as_of)
    return {name: (one.launch_days, one.landing_days) for name, one in found.items()}


def _choices(flight: Flight, known: FlightDates | None, as_of: date | None) -> DateChoices:
    if as_of is None:
        return DateChoices(flight, flight.launch_days, flight.landing_days)
    launch, landing = (
        (flight.launch, flight.landing) if known is None else (known.launch, known.landing)
    )
    return DateChoices(
        flight,
        _from(as_of, flight.launch_days, launch),
        _from(as_of, flight.landing_days, landing),
        launch < as_of,
        landing < as_of,
    )


def _from(as_of: date, days: range, known: date) -> range:
    """The possible days from `as_of` on; if the known day is past, only that day."""
    if known < as_of:
        return range(known.toordinal(), known.toordinal() + 1)
    past = max(0, -((days.start - as_of.toordinal()) // days.step))
    return days[past:]


def dates_of(plan: Plan | None) -> dict[str, FlightDates]:
    """The dates in a plan, by flight id."""
    return {} if plan is None else {one.flight: one for one in plan.dates}


def days_of(flight: Flight, days: Mapping[str, FlightDates]) -> tuple[date, date]:
    """The launch and the landing of a flight in a plan with these dates."""
    known = days.get(flight.id)
    return (flight.launch, flight.landing) if known is None else (known.launch, known.landing)


def dated(program: P, plan: Plan | None) -> P:
    """The program with the plan's dates as its own, and without windows.

    Unlike `Program.at`, it does not validate the result: a plan as flown is never an input error,
    even if a landing is not after its launch or flights of one spacecraft overlap. The laws report
    that. If nothing differs, the result is the same object.
    """
    days = dates_of(plan)
    flights = tuple(_dated(flight, days.get(flight.id)) for flight in program.flights)
    if all(one is flight for one, flight in zip(flights, program.flights, strict=True)):
        return program
    made = copy.copy(program)
    object.__setattr__(made, "flights", flights)
    return made


def _dated(flight: Flight, known: FlightDates | None) -> Flight:
    """A flight on other days; `docked_days` are dropped if the days do not keep them."""
    if known is None and not flight.has_window:
        return flight
    launch, landing = days_of(flight, {} if known is None else {flight.id: known})
    docked = flight.docked_days
    if not flight.has_window and (launch, landing) == (flight.launch, flight.landing):
        return flight
    return evolve(
        flight,
        launch=launch,
        landing=landing,
        launch_window=None,
        landing_window=None,
        docked_days=docked if docked is not None and docked.hold(launch, landing) else None,
    )


def dates_on(program: Program, plan: Plan | None) -> tuple[FlightDates, ...]:
    """The field `dates` of a plan for a program, if its flights keep the days of another plan.

    Flights that the other plan does not date keep the days of the program.
    """
    days = dates_of(plan)
    return written_dates(program, {one.id: days_of(one, days) for one in program.flights})


def written_dates(
    program: Program, days: Mapping[str, tuple[date, date]]
) -> tuple[FlightDates, ...]:
    """The field `dates` of a plan: flights with windows, and days that differ from the program's.

    Args:
        program: the program.
        days: launch and landing by flight id.
    """
    return tuple(
        FlightDates(one.id, *days[one.id])
        for one in program.flights
        if one.has_window or days[one.id] != (one.launch, one.landing)
    )
