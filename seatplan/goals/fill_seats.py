"""Fill seats: as many of the picked seats as possible are taken on the way up."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from seatplan.cases import sum_in
from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.selection import Unit, Where, Who, most_seats_taken, seats_taken
from seatplan.timeline import PlanIndex


@goal_kind("fill-seats")
@frozen(kw_only=True, slots=False)
class FillSeats(Goal, Who, Where):
    r"""As many of the picked seats as possible are taken on the way up.

    With `unit = "days"`, each seat counts as the days of its tour.

    Seats that are not `optional` are always taken, so this goal matters for optional seats, or for
    whose people sit in the seats.

    Attributes:
        unit: how a seat counts: as 1, or as the days of its tour.

    Counts:
        seats, or days

    Formula:
        N(\text{WHO}, \text{WHERE})

    Example:
        [[goals]]
        goal = "fill-seats"
        agencies = ["NASA"]
    """

    sense: ClassVar[Sense] = "max"
    title: ClassVar[str] = "seats filled"
    counted_in: ClassVar[tuple[str, str]] = ("seat", "seats")

    unit: Unit = "seats"

    def value(self, reading: PlanIndex) -> int:
        return seats_taken(self, reading, self.flights_in(reading.lookup), self.unit)

    def limit(self, reading: PlanIndex) -> int:
        return most_seats_taken(self, reading, self.flights_in(reading.lookup), self.unit)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        return sum_in(self, self, model, self.unit)

    def in_words(self, value: int) -> str:
        if self.unit == "seats":
            return super().in_words(value)
        return f"{value:,} {'day' if abs(value) == 1 else 'days'} of seats"
