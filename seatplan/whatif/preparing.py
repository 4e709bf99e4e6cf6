"""Prepares a program for a what-if: on the dates of the given plan, with windows from `as_of`."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from seatplan.dates import DateChoices, choices, dates_of, days_of
from seatplan.plan import FlightDates, Plan
from seatplan.program import Flight, Window
from seatplan.whatif.editing import Draft


def prepared(draft: Draft, given: Plan, as_of: date | None) -> Draft:
    """The draft whose flights with windows are on the dates of the given plan.

    Edits then start from the plan: a flight slips from its day in the plan. A launch or landing is
    moved to the plan's day if the window allows that day. The window of a past event is reduced to
    its day, so that plans still have the date; other windows begin on `as_of` at the earliest.
    Everything else stays the same.
    """
    days = dates_of(given)
    flights = tuple(
        _prepared(one, days, as_of) if one.flight.has_window else one.flight
        for one in choices(draft, given, as_of).values()
    )
    if flights == draft.flights:
        return draft
    return evolve(draft, flights=flights)


def _prepared(one: DateChoices, days: dict[str, FlightDates], as_of: date | None) -> Flight:
    flight = one.flight
    launch, landing = days_of(flight, days)
    launch_window, landing_window = flight.launch_window, flight.landing_window
    if one.launch_past:
        launch_window = _alone(launch, launch_window)
    elif launch.toordinal() not in one.launch_days:
        launch = flight.launch
    if one.landing_past:
        landing_window = _alone(landing, landing_window)
    elif landing.toordinal() not in one.landing_days:
        landing = flight.landing
    docked = flight.docked_days
    if landing <= launch or (docked is not None and not docked.hold(launch, landing)):
        if not (one.launch_past and one.landing_past and launch < landing):
            return flight
        docked = None  # both days are past: the limit no longer applies
    return evolve(
        flight,
        launch=launch,
        landing=landing,
        launch_window=_cut(launch_window, launch, as_of),
        landing_window=_cut(landing_window, landing, as_of),
        docked_days=docked,
    )


def _alone(day: date, window: Window | None) -> Window | None:
    """A window with only this day, if there is a window."""
    if window is None or day == date.max:
        return None
    return Window(day, day + timedelta(1))


def _cut(window: Window | None, day: date, as_of: date | None) -> Window | None:
    """The window from `as_of` on, unless the day itself is before that."""
    if window is None or as_of is None or day < as_of:
        return window
    return evolve(window, since=max(window.since, as_of))
