"""Assign spacecraft: a flight is made by a certain spacecraft."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError, nearest_of_all
from seatplan.program import Leg
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("assign-spacecraft")
@frozen
class AssignSpacecraft(Edit):
    r"""Gives a flight this spacecraft, or leaves the choice to the plan.

    Attributes:
        flight: the id of the flight.
        spacecraft: the id of the spacecraft; if None, the plan chooses one of those that the
            program lists for the vehicle.

    Formula:
        \mathtt{spacecraft}_f' = \mathtt{spacecraft}

    Example:
        edits = [{ edit = "assign-spacecraft", flight = "Crew-13", spacecraft = "Endurance" }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    spacecraft: str | None = field(default=None, converter=forgiving.maybe_spacecraft_id)

    def made(self, draft: Draft) -> Draft:
        flight = draft.flight(self.flight)
        listed = [one.id for one in draft.spacecraft if one.vehicle == flight.vehicle]
        if self.spacecraft is not None and listed and self.spacecraft not in listed:
            message = f"unknown spacecraft {self.spacecraft!r} of {flight.vehicle!r}"
            hint = nearest_of_all(self.spacecraft, listed)
            raise ProgramError([Problem(message, ("spacecraft",), hint)])
        return draft.with_flight(evolve(flight, spacecraft=self.spacecraft))

    def legs(self) -> Iterable[tuple[str, Leg]]:
        yield self.flight, "up"
