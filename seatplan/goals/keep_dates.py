"""Keep dates: flights move as few days as possible."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.dates import dated
from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.plan import Plan
from seatplan.program import LEGS, Flight
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.selection import Where
from seatplan.timeline import PlanIndex


@goal_kind("keep-dates")
@frozen(kw_only=True, slots=False)
class KeepDates(Goal, Where):
    r"""Flights move as few days as possible.

    The goal counts the days by which the launch and the landing of each flight in WHERE differ from
    those in the given plan, or from those in the program if no plan is given or the plan has no
    dates for the flight. WHERE uses these dates, too. Flights with an empty ascent are picked, too.

    Counts:
        days

    Formula:
        \sum_{f \in \text{WHERE}} \left( \lvert \mathrm{launch}(f) - \mathrm{launch}_0(f) \rvert
        + \lvert \mathrm{landing}(f) - \mathrm{landing}_0(f) \rvert \right)

    Example:
        [[goals]]
        goal = "keep-dates"
        vehicles = ["Crew Dragon"]
    """

    sense: ClassVar[Sense] = "min"
    compares: ClassVar[bool] = True
    least: ClassVar[int | None] = 0
    title: ClassVar[str] = "days moved"
    counted_in: ClassVar[tuple[str, str]] = ("day", "days")

    def known(self, own: ProgramIndex, given: Plan | None) -> tuple[Flight, ...]:
        """The flights in WHERE, on the days that they should keep.

        Args:
            own: the program with its own dates.
            given: the plan to compare with; None for the dates of the program.
        """
        there = own.on_dates(dated(own.program, given))
        return self.flights_in(there, empty_ascents=True)

    def value(self, reading: PlanIndex) -> int:
        total = 0
        for known in self.known(reading.own, reading.reference):
            flight = reading.lookup.flights[known.id]
            total += abs((flight.launch - known.launch).days)
            total += abs((flight.landing - known.landing).days)
        return total

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        total = LinearExpr()
        for known in self.known(model.own_lookup, model.reference):
            for leg in LEGS:
                days = model.days_of((known.id, leg))
                moved = [abs((day - leg_day(known, leg)).days) for day, _ in days]
                if len(days) == 1:
                    total = total + moved[0]
                else:
                    total = total + LinearExpr([literal for _, literal in days], moved)
        return total
