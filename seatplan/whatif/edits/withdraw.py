"""Withdraw: a member is not available."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from seatplan.program import PROSE, Unavailable
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("withdraw")
@frozen
class Withdraw(Edit):
    r"""A member can neither train for a flight nor fly on the days `[since, until)`.

    Attributes:
        member: the id.
        since, until: unbounded if None.
        why: shown wherever the absence is.

    Formula:
        \mathtt{unavailable}' = \mathtt{unavailable} \cup \{ [\mathtt{since}, \mathtt{until}) \}

    Example:
        edits = [{ edit = "withdraw", member = "rubio", since = 2024-08-01, why = "ill" }]
    """

    only_restricts = True

    member: str = field(metadata={"id": "member"})
    since: date | None = None
    until: date | None = None
    why: str = field(default="", metadata=PROSE)

    def made(self, draft: Draft) -> Draft:
        member = draft.member(self.member)
        absence = Unavailable(self.since, self.until, self.why)
        if absence in member.unavailable:
            return draft
        return draft.with_member(evolve(member, unavailable=(*member.unavailable, absence)))
