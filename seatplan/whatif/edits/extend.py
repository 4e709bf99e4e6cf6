"""Extend: a flight lands later, or earlier."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program import Leg
from seatplan.whatif.days import landing
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("extend")
@frozen
class Extend(Edit):
    r"""Moves only the landing of a flight.

    The landing window moves, too, and begins no earlier than the new day.

    Attributes:
        flight: the id of the flight.
        days: the number of days; negative for an earlier landing.

    Formula:
        \mathtt{landing}' = \mathtt{landing} + \mathtt{days}

    Example:
        edits = [{ edit = "extend", flight = "Crew-11", days = -36 }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    days: int = field(converter=forgiving.day_count)

    def made(self, draft: Draft) -> Draft:
        return draft.with_flight(landing(draft.flight(self.flight), self.days))

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, "down")] if self.days else []
