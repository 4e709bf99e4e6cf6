"""Add flight: one more flight."""

from __future__ import annotations

from attrs import evolve, frozen

from seatplan.errors import Problem, ProgramError
from seatplan.program import Flight
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("add-flight")
@frozen
class AddFlight(Edit):
    """Adds a flight.

    Attributes:
        to_add: the flight, under an id that no other has.
    """

    to_add: Flight

    def made(self, draft: Draft) -> Draft:
        if self.to_add.id in (draft.ids("flight") or ()):
            message = f"there is a flight {self.to_add.id!r} already"
            raise ProgramError([Problem(message, ("to_add", "id"), "another id.")])
        return evolve(draft, flights=(*draft.flights, self.to_add))
