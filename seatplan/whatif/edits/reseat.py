"""Reseat: a flight gets other seats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError
from seatplan.program import LEGS, Leg, Seat
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("reseat")
@frozen
class Reseat(Edit):
    r"""Gives a flight these seats, on both legs, instead of its own or its vehicle's.

    A role that `fixed` or `forbidden` names on the flight must stay, because the entry would
    otherwise be lost silently. To drop such entries, cancel the flight and add it again.

    Attributes:
        flight: the id of the flight.
        seats: all seats of the flight; empty for a flight without seats.

    Formula:
        \mathtt{seats}' = \mathtt{seats} \text{ given}

    Example:
        [[scenarios.edits]]
        edit = "reseat"
        flight = "Crew-13"
        seats = [
          { role = "commander", requires = ["dragon-commander"], critical = true },
          { role = "mission-specialist", count = 2, requires = ["dragon"] },
        ]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    seats: tuple[Seat, ...] = field(converter=forgiving.seats)

    def made(self, draft: Draft) -> Draft:
        problems = list(self._wishes_lost(draft))
        if problems:
            raise ProgramError(problems)
        return draft.with_flight(evolve(draft.flight(self.flight), seats=self.seats))

    def _wishes_lost(self, draft: Draft) -> Iterator[Problem]:
        had = {seat.role for seat in draft.seats(draft.flight(self.flight))}
        lost = had - {seat.role for seat in self.seats}
        for verb, entries in (("fixes", draft.fixed), ("forbids", draft.forbidden)):
            for entry in entries:
                if entry.flight == self.flight and entry.role in lost:
                    message = (
                        f"the program {verb} {entry.member!r} as {entry.role!r} on "
                        f"{self.flight!r}, a role that it would lose"
                    )
                    hint = "keep the role, or cancel the flight and add it anew."
                    yield Problem(message, ("seats",), hint)

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, leg) for leg in LEGS]
