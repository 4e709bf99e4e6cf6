"""Each flight launches and lands on days that the program allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from seatplan.dates import DateChoices, choices
from seatplan.modelling import Model
from seatplan.program import Flight, Window
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import listed, many


@frozen
class Dates(Law):
    r"""Each flight launches and lands on days that the program allows.

    It is never given up. Past legs keep the days on which they were.

    Formula:
        \sum_{d} u_{fd} = 1, \quad \sum_{d} v_{fd} = 1, \quad
        \min \le \text{landing} - \text{launch} \le \max
    """

    id = law_ids.DATES
    for_open_dates = True
    can_be_given_up = False
    decidable = False

    def requirement(self, flight: Flight) -> Requirement:
        """The requirement for the dates of one flight."""
        parts = [
            f"launch {_within(flight.launch_window, flight.launch)}",
            f"land {_within(flight.landing_window, flight.landing)}",
        ]
        docked = flight.docked_days
        if docked is not None:
            least = [f"at least {many(docked.min, 'day')}"] if docked.min is not None else []
            most = [f"at most {many(docked.max, 'day')}"] if docked.max is not None else []
            parts.append(f"stay docked for {listed([*least, *most])}")
        message = f"{flight.id} must {listed(parts)}"
        key = requirement_id(self.id, flight.id)
        subject = Subject(flight=flight.id)
        return Requirement(key, self.id, message, (flight.id,), subject=subject)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each flight with an impossible day, or with days that do not fit."""
        if not reading.plan.dates and (reading.reference is None or not reading.reference.dates):
            return
        given = reading.plan if reading.reference is None else reading.reference
        for one in choices(reading.own.program, given, reading.as_of).values():
            now = reading.lookup.flights[one.flight.id]
            found = list(_wrong(one, now.launch, now.landing, reading.as_of))
            if found:
                yield Finding(self.requirement(one.flight), 1, "; ".join(found), None)

    def constrain(self, model: Model) -> None:
        """Adds nothing: impossible days have no variables."""


def _within(window: Window | None, day: date) -> str:
    if window is None:
        return f"on {day}"
    step = f" in steps of {window.step} days from {day}" if window.step > 1 else ""
    return f"in [{window.since}, {window.until}){step}"


def _wrong(one: DateChoices, launch: date, landing: date, as_of: date | None) -> Iterator[str]:
    """What is wrong with the dates of a flight, in words."""
    each_fits = True
    for verb, day, days, past in (
        ("launches", launch, one.launch_days, one.launch_past),
        ("lands", landing, one.landing_days, one.landing_past),
    ):
        if day.toordinal() in days:
            continue
        each_fits = False
        if past:
            yield f"it {verb} on {day}, but on {date.fromordinal(days[0])} in the given plan"
        elif as_of is not None and day < as_of:
            yield f"it {verb} on {day}, moved before {as_of}"
        else:
            yield f"it {verb} on {day}"
    if each_fits and not one.fits(launch, landing):
        if landing <= launch:
            yield f"it lands on {landing}, not after its launch on {launch}"
        else:
            yield f"it is docked for {many((landing - launch).days, 'day')}"


DATES = Dates()
