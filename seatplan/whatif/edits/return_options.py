"""Return options: those who go up on a flight may also return on others."""

from __future__ import annotations

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("return-options")
@frozen
class ReturnOptions(Edit):
    r"""Those who go up on a flight may also return on these flights.

    Attributes:
        flight: the id of the flight.
        add: ids of the flights to add, which go to the same station.

    Formula:
        \mathtt{return\_options}' = \mathtt{return\_options} \cup \mathtt{add}

    Example:
        edits = [{ edit = "return-options", flight = "MS-28", add = ["MS-29"] }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    add: tuple[str, ...] = field(
        converter=forgiving.one_or_more_flight_ids, metadata={"id": "flight"}
    )

    def made(self, draft: Draft) -> Draft:
        if not self.add:
            message = "an empty list adds no flight"
            raise ProgramError([Problem(message, ("add",), "the id of a flight.")])
        if self.flight in self.add:
            message = f"{self.flight!r} is the flight itself"
            place = ("add", self.add.index(self.flight))
            raise ProgramError([Problem(message, place, "another flight.")])
        flight = draft.flight(self.flight)
        options = tuple(dict.fromkeys((*flight.return_options, *self.add)))
        if options == flight.return_options:
            return draft
        return draft.with_flight(evolve(flight, return_options=options))
