"""Fewest relocations: ships change their ports as seldom as possible."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.traffic import changes_of_port


@goal_kind("fewest-relocations")
@frozen(kw_only=True, slots=False)
class FewestRelocations(Goal, Where):
    r"""Ships change their ports as seldom as possible.

    The goal counts the changes of port of the flights in WHERE, including those on which no one
    goes up. The arrival at the first port is not a change.

    Counts:
        changes of port

    Formula:
        \sum_f \mathrm{changes}(f)

    Example:
        [[goals]]
        goal = "fewest-relocations"
        vehicles = ["Crew Dragon"]
    """

    sense: ClassVar[Sense] = "min"
    of_traffic: ClassVar[bool] = True
    least: ClassVar[int | None] = 0
    title: ClassVar[str] = "changes of port"
    counted_in: ClassVar[tuple[str, str]] = ("change", "changes")

    def value(self, reading: PlanIndex) -> int:
        flights = self.flights_in(reading.lookup, empty_ascents=True)
        return len(changes_of_port(reading.lookup, reading.plan, flights))

    def for_open_dates(self, model: Model) -> bool:
        return self.since is None and self.until is None

    def expression(self, model: Model) -> LinearExpr:
        flights = self.flights_in(model.lookup, empty_ascents=True)
        return LinearExpr(one.literal for flight in flights for one in model.port_changes(flight))
