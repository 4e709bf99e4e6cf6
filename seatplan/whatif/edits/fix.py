"""Fix: an assignment must be in the plan."""

from __future__ import annotations

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program import Fixed, Legs
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.roles import must_be_a_role


@edit_kind("fix")
@frozen
class Fix(Edit):
    r"""Adds an entry to `fixed`.

    Attributes:
        flight, role, member: the assignment: the member must have the role on the flight.
        leg: "up", "down", "both" or "backup".
        weight: makes the entry a wish, which costs this many penalty points if it is missed.

    Formula:
        \mathtt{fixed}' = \mathtt{fixed} \cup
        \{ (\mathtt{flight}, \mathtt{role}, \mathtt{member}, \mathtt{leg}, \mathtt{weight}) \}

    Example:
        edits = [{ edit = "fix", flight = "MS-29", role = "commander", member = "kononenko" }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    role: str = field(converter=forgiving.role_name)
    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    leg: Legs = "both"
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    @property
    def only_restricts(self) -> bool:
        return self.leg != "backup"  # plans have backups only if a rule or an entry requires them

    def made(self, draft: Draft) -> Draft:
        must_be_a_role(draft, self.flight, self.role)
        entry = Fixed(self.flight, self.role, self.member, self.leg, self.weight)
        return draft.with_fixed(entry)
