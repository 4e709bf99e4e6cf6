"""Forbid: an assignment must not be so."""

from __future__ import annotations

from attrs import evolve, field, frozen

from seatplan.program import Forbidden, Legs
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.roles import must_be_a_role


@edit_kind("forbid")
@frozen
class Forbid(Edit):
    r"""Adds an entry to `forbidden`.

    Attributes:
        flight, member: who must not be on which flight.
        role: in that role alone; in any if None.
        leg: "up", "down" or "both".

    Formula:
        \mathtt{forbidden}' = \mathtt{forbidden} \cup
        \{ (\mathtt{flight}, \mathtt{member}, \mathtt{role}, \mathtt{leg}) \}

    Example:
        edits = [{ edit = "forbid", flight = "MS-29", member = "kononenko" }]
    """

    only_restricts = True

    flight: str = field(metadata={"id": "flight"})
    member: str = field(metadata={"id": "member"})
    role: str | None = None
    leg: Legs = "both"

    def made(self, draft: Draft) -> Draft:
        if self.role is not None:
            must_be_a_role(draft, self.flight, self.role)
        entry = Forbidden(self.flight, self.member, self.role, self.leg)
        if entry in draft.forbidden:
            return draft
        return evolve(draft, forbidden=(*draft.forbidden, entry))
