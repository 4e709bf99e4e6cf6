"""Promote: a backup takes the seat of another member."""

from __future__ import annotations

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program import Fixed, Forbidden
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.roles import must_be_a_role


@edit_kind("promote")
@frozen
class Promote(Edit):
    r"""A member, usually a backup, goes up instead of another one.

    The edit adds an entry to `forbidden` for `replaces` on the flight, and an entry to `fixed` for
    `member` in `role`, both for the way up. Existing entries of `fixed` stay: if one of them fixes
    the replaced member, it contradicts the edit, and an explanation names both.

    Attributes:
        flight: the id of the flight.
        member: the id of the member who goes up.
        replaces: the id of the member who does not go up.
        role: the role of the seat on the way up.

    Formula:
        \begin{aligned}
        & \mathtt{forbidden}' = \mathtt{forbidden} \cup
        \{ (\mathtt{flight}, \mathtt{replaces}, \text{up}) \} \\
        & \mathtt{fixed}' = \mathtt{fixed} \cup
        \{ (\mathtt{flight}, \mathtt{role}, \mathtt{member}, \text{up}) \}
        \end{aligned}

    Example:
        [[scenarios.edits]]
        edit = "promote"
        flight = "MS-29"
        member = "kud-sverchkov"
        replaces = "kononenko"
        role = "commander"
    """

    only_restricts = True

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    replaces: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    role: str = field(converter=forgiving.role_name)

    def made(self, draft: Draft) -> Draft:
        must_be_a_role(draft, self.flight, self.role)
        out = draft.with_forbidden(Forbidden(self.flight, self.replaces, leg="up"))
        return out.with_fixed(Fixed(self.flight, self.role, self.member, leg="up"))
