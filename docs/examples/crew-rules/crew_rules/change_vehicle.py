"""Change vehicle: a flight is flown with another vehicle."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from seatplan import Draft, Edit, edit_kind
from seatplan.program import Leg


@edit_kind("change-vehicle")
@frozen
class ChangeVehicle(Edit):
    r"""A flight is flown with another vehicle and has its seats.

    Attributes:
        flight: its id.
        vehicle: the id of the other vehicle.

    Formula:
        \mathtt{vehicle}' = \mathtt{vehicle}

    Example:
        edits = [{ edit = "change-vehicle", flight = "CFT", vehicle = "Crew Dragon" }]
    """

    flight: str = field(metadata={"id": "flight"})
    vehicle: str = field(metadata={"id": "vehicle"})

    def made(self, draft: Draft) -> Draft:
        flight = draft.flight(self.flight)
        return draft.with_flight(evolve(flight, vehicle=self.vehicle, seats=None, spacecraft=None))

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return ((self.flight, "up"), (self.flight, "down"))
