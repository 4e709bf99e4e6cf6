"""Launch empty: a flight goes up without people."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import Leg
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("launch-empty")
@frozen
class LaunchEmpty(Edit):
    r"""No one goes up on a flight.

    Attributes:
        flight: the id of the flight.

    Formula:
        \mathtt{ascent}' = \text{empty}

    Example:
        edits = [{ edit = "launch-empty", flight = "MS-28" }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})

    def made(self, draft: Draft) -> Draft:
        return draft.with_flight(evolve(draft.flight(self.flight), ascent="empty"))

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, "up")]
