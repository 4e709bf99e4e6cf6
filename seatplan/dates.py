"""On which days flights may launch and land, and the program with the dates of a plan.

`dated(program, plan)` is P@plan: the program with the plan's dates as its launches and landings,
and without windows. `PlanIndex` makes it of what it is given, so whatever reads a plan through
`PlanIndex` (laws, rules, goals, reports) sees fixed dates: those of the plan.

`choices(program, given, as_of)` shows what a plan may choose: for each flight the days of its
launch, those of its landing, and which pairs of them are allowed. Laws, edits and the solver share
it. Days are `range`s of ordinals (`date.toordinal`), so that a window of a thousand years costs
nothing until someone lists its days:

>>> found = choices(program, plan, as_of)["Crew-9"]
>>> found.launches()  # dates, in order; a single one where nothing is open; none if none is left
>>> found.allows(launch, landing)  # both are candidates, landing after launch, docked_days hold

Requirements about stretches of days lie between all possible days: `ProgramIndex.possible_days`. A
model with a past sets `lookup.possible = possible_days(program, given, as_of)` to name the same
ones as the check does.
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

    A leg is past if its day in the given plan lies before `as_of`: it keeps that day, candidate or
    not. No other leg may move before `as_of`.

    Attributes:
        flight: as it is in the program.
        launch_days, landing_days: the possible days as ordinals, in order; empty if none is left.
        launch_past, landing_past: whether that leg is past.
    """

    flight: Flight
    launch_days: range
    landing_days: range
    launch_past: bool = False
    landing_past: bool = False

    def launches(self) -> tuple[date, ...]:
        """The days on which it may launch, in order."""
        return tuple(map(date.fromordinal, self.launch_days))

    def landings(self) -> tuple[date, ...]:
        """The days on which it may land, in order."""
        return tuple(map(date.fromordinal, self.landing_days))

    @property
    def is_open(self) -> bool:
        """Whether there is more than one day, or none, for its launch or for its landing."""
        return len(self.launch_days) != 1 or len(self.landing_days) != 1

    def fits(self, launch: date, landing: date) -> bool:
        """Whether these two days go together, each for itself looked at already.

        The landing is after the launch, and `docked_days` hold; unless both days are past.
        """
        docked = self.flight.docked_days
        return (self.launch_past and self.landing_past) or (
            launch < landing and (docked is None or docked.hold(launch, landing))
        )

    def allows(self, launch: date, landing: date) -> bool:
        """Whether it may launch on the one day and land on the other."""
        return (
            launch.toordinal() in self.launch_days
            and landing.toordinal() in self.landing_days
            and self.fits(launch, landing)
        )


class HasFlights(Protocol):
    """A program, or one that is being edited."""

    @property
    def flights(self) -> tuple[Flight, ...]: ...


def choices(
    program: HasFlights, given: Plan | None = None, as_of: date | None = None
) -> dict[str, DateChoices]:
    """What a plan may choose for each flight, by flight id, in the order of the program.

    Args:
        program: with its windows.
        given: the plan that a solve starts from, whose past days stay. The program's dates if it
            is None or does not date a flight.
        as_of: the day before which everything is past.
    """
    days = dates_of(given)
    return {flight.id: _choices(flight, days.get(flight.id), as_of) for flight in program.flights}


def possible_days(
    program: Program, given: Plan | None = None, as_of: date | None = None
) -> dict[str, tuple[range, range]]:
    """The days of `choices` alone, as `ProgramIndex.possible_days` gives them."""
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
    """The possible days that lie not before `as_of`, or the known day where that is past."""
    if known < as_of:
        return range(known.toordinal(), known.toordinal() + 1)
    past = max(0, -((days.start - as_of.toordinal()) // days.step))
    return days[past:]


def dates_of(plan: Plan | None) -> dict[str, FlightDates]:
    """What a plan dates, by flight id."""
    return {} if plan is None else {one.flight: one for one in plan.dates}


def days_of(flight: Flight, days: Mapping[str, FlightDates]) -> tuple[date, date]:
    """The launch and the landing of a flight, in a plan with these dates."""
    known = days.get(flight.id)
    return (flight.launch, flight.landing) if known is None else (known.launch, known.landing)


def dated(program: P, plan: Plan | None) -> P:
    """The program with the plan's dates as its own, and without windows: P@plan.

    It is not looked over for contradictions, since a plan as flown is never an error: its landings
    may not be after the launches, and flights of one spacecraft may overlap. What breaks a law,
    the laws demand. The very program, where nothing differs. `Program.at` is for everyone else.
    """
    days = dates_of(plan)
    flights = tuple(_dated(flight, days.get(flight.id)) for flight in program.flights)
    if all(one is flight for one, flight in zip(flights, program.flights, strict=True)):
        return program
    made = copy.copy(program)
    object.__setattr__(made, "flights", flights)
    return made


def _dated(flight: Flight, known: FlightDates | None) -> Flight:
    """A flight on these days; `docked_days` stay where they are kept."""
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


def told(program: Program, plan: Plan | None) -> tuple[FlightDates, ...]:
    """What a plan for the program has to write about dates, on the days that the given plan has.

    Those of flights with windows, and all that are not the program's own; a flight that the given
    plan does not date has the program's.
    """
    days = dates_of(plan)
    found = ((flight, days_of(flight, days)) for flight in program.flights)
    return tuple(
        FlightDates(flight.id, *pair)
        for flight, pair in found
        if flight.has_window or pair != (flight.launch, flight.landing)
    )
