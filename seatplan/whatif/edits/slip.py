"""Slip: a flight launches and lands later."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from seatplan.program import LEGS, Leg
from seatplan.whatif.days import moved
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("slip")
@frozen
class Slip(Edit):
    r"""Moves the launch and the landing of a flight.

    Attributes:
        flight: its id.
        days: by how many days; negative brings it forward.

    Formula:
        \mathtt{launch}' = \mathtt{launch} + \mathtt{days}, \quad
        \mathtt{landing}' = \mathtt{landing} + \mathtt{days}

    Example:
        edits = [{ edit = "slip", flight = "MS-28", days = 30 }]
    """

    flight: str = field(metadata={"id": "flight"})
    days: int

    def made(self, draft: Draft) -> Draft:
        flight = draft.flight(self.flight)
        return draft.with_flight(
            evolve(
                flight,
                launch=moved(flight.launch, self.days),
                landing=moved(flight.landing, self.days),
            )
        )

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, leg) for leg in LEGS if self.days]
