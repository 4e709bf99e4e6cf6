"""Keep spacecraft: flights keep the spacecraft of the given plan."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.traffic import spacecraft_in


@goal_kind("keep-spacecraft")
@frozen(kw_only=True, slots=False)
class KeepSpacecraft(Goal, Where):
    r"""Flights keep the spacecraft of the given plan.

    The goal counts the flights in WHERE, including those on which no one goes up, whose spacecraft
    differs from that of the given plan, or from the one that the program names if no plan is given.
    A flight for which neither names a spacecraft does not count.

    Counts:
        flights with another spacecraft

    Formula:
        \lvert \{ f : s_f \ne s_f^{\text{given}} \} \rvert

    Example:
        [[goals]]
        goal = "keep-spacecraft"
    """

    sense: ClassVar[Sense] = "min"
    of_traffic: ClassVar[bool] = True
    compares: ClassVar[bool] = True
    least: ClassVar[int | None] = 0
    title: ClassVar[str] = "flights with another spacecraft"
    counted_in: ClassVar[tuple[str, str]] = ("flight", "flights")

    def value(self, reading: PlanIndex) -> int:
        given = spacecraft_in(reading.lookup, reading.reference)
        made_by = spacecraft_in(reading.lookup, reading.plan)
        flights = self.flights_in(reading.lookup, empty_ascents=True)
        return sum(given.get(one.id) != made_by.get(one.id) for one in flights)

    def for_open_dates(self, model: Model) -> bool:
        return self.since is None and self.until is None

    def expression(self, model: Model) -> LinearExpr:
        given = spacecraft_in(model.lookup, model.reference)
        flights = self.flights_in(model.lookup, empty_ascents=True)
        return LinearExpr(
            one.literal
            for flight in flights
            for one in model.spacecraft_variables(flight)
            if one.spacecraft != given.get(flight.id)
        )
