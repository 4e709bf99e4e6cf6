"""Forbid: an assignment must not be in the plan."""

from __future__ import annotations

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program import Forbidden, ForbiddenLegs
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.roles import must_be_a_role


@edit_kind("forbid")
@frozen
class Forbid(Edit):
    r"""Adds an entry to `forbidden`.

    Attributes:
        flight, member: the flight, and the member who must not be on it.
        role: the only forbidden role; any role if None.
        leg: "up", "down", "both", "backup" or "any".
        weight: makes the entry a wish, which costs this many penalty points if it is missed.

    Formula:
        \mathtt{forbidden}' = \mathtt{forbidden} \cup
        \{ (\mathtt{flight}, \mathtt{member}, \mathtt{role}, \mathtt{leg}, \mathtt{weight}) \}

    Example:
        edits = [{ edit = "forbid", flight = "MS-29", member = "kononenko" }]
    """

    only_restricts = True

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    role: str | None = field(default=None, converter=forgiving.maybe_role_name)
    leg: ForbiddenLegs = "any"
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    def made(self, draft: Draft) -> Draft:
        if self.role is not None:
            must_be_a_role(draft, self.flight, self.role)
        entry = Forbidden(self.flight, self.member, self.role, self.leg, self.weight)
        return draft.with_forbidden(entry)
