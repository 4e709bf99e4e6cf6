"""Add flight: one more flight."""

from __future__ import annotations

from attrs import evolve, frozen

from seatplan.errors import Problem, ProgramError
from seatplan.program import Flight
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("add-flight")
@frozen
class AddFlight(Edit):
    r"""Adds a flight.

    Attributes:
        to_add: the flight, with an id that no other flight has.

    Formula:
        \mathtt{flights}' = \mathtt{flights} \cup \{ \mathtt{to\_add} \}

    Example:
        [[scenarios.edits]]
        edit = "add-flight"
        [scenarios.edits.to_add]
        id = "Crew-14"
        vehicle = "Crew Dragon"
        launch = 2027-05-01
        landing = 2027-12-01
    """

    to_add: Flight

    def made(self, draft: Draft) -> Draft:
        if self.to_add.id in (draft.ids("flight") or ()):
            message = f"there is a flight {self.to_add.id!r} already"
            raise ProgramError([Problem(message, ("to_add", "id"), "another id.")])
        return evolve(draft, flights=(*draft.flights, self.to_add))
