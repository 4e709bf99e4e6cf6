"""Promote: a backup takes the seat of someone."""

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

    It adds an entry to `forbidden`, that `replaces` goes up on the flight, and one to `fixed`, that
    `member` goes up in `role`. What the program fixes already stays: an entry that fixes the one
    who is replaced contradicts it, and an explanation then names both.

    Attributes:
        flight: its id.
        member: who goes up.
        replaces: who does not.
        role: the seat up.

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
