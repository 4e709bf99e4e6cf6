"""Qualify: a member holds a qualification."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import Qualification
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.qualifications import must_be_a_qualification


@edit_kind("qualify")
@frozen
class Qualify(Edit):
    r"""A member holds a qualification on the days `[since, until)`, in addition to other days.

    Attributes:
        member: the id of the member.
        qualification: the id of a qualification that an agency, a member, a seat, a rule or a goal
            of the program names.
        since, until: the days; unbounded if None.

    Formula:
        \mathrm{held}' = \mathrm{held} \cup [\mathtt{since}, \mathtt{until})

    Example:
        edits = [{ edit = "qualify", member = "rubio", qualification = "dragon" }]
    """

    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    qualification: str
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def made(self, draft: Draft) -> Draft:
        must_be_a_qualification(draft, self.qualification)
        member = draft.member(self.member)
        held = Qualification(self.qualification, self.since, self.until)
        if held in member.qualifications:
            return draft
        return draft.with_member(evolve(member, qualifications=(*member.qualifications, held)))
