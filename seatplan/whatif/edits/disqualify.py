"""Disqualify: a member no longer holds a qualification."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError
from seatplan.program import CrewMember, Qualification
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.qualifications import must_be_a_qualification


@edit_kind("disqualify")
@frozen
class Disqualify(Edit):
    r"""A member does not hold a qualification on the days `[since, until)`, whoever grants it.

    If an agency grants it to all its members, each of the other members gets an entry of their own
    instead.

    Attributes:
        member: the id of the member.
        qualification: the id of the qualification.
        since, until: the days; unbounded if None.

    Formula:
        \mathrm{held}' = \mathrm{held} - [\mathtt{since}, \mathtt{until})

    Example:
        edits = [{ edit = "disqualify", member = "ryzhikov", qualification = "soyuz-commander" }]
    """

    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    qualification: str
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def made(self, draft: Draft) -> Draft:
        must_be_a_qualification(draft, self.qualification)
        if self.since is not None and self.until is not None and self.since > self.until:
            message = f"since {self.since} is after until {self.until}"
            raise ProgramError([Problem(message, ("since",), "the two are exchanged?")])
        draft = self._each_for_themselves(draft)
        member = draft.member(self.member)
        left: list[Qualification] = []
        for held in member.qualifications:
            pieces = self._rest_of(held) if held.id == self.qualification else (held,)
            left += [piece for piece in pieces if piece not in left]
        return draft.with_member(evolve(member, qualifications=tuple(left)))

    def _each_for_themselves(self, draft: Draft) -> Draft:
        """The draft with the qualification at each member instead of at the granting agency."""
        homes = {one.id for one in draft.member(self.member).memberships}
        granting = {
            agency.id
            for agency in draft.agencies
            if agency.id in homes and self.qualification in agency.qualifications
        }
        if not granting:
            return draft
        always = Qualification(self.qualification)

        def holding(member: CrewMember) -> CrewMember:
            had = member.qualifications
            new = (
                Qualification(self.qualification, one.since, one.until)
                for one in member.memberships
                if one.id in granting
            )
            more = tuple(one for one in new if one not in had and always not in had)
            return evolve(member, qualifications=(*had, *more)) if more else member

        agencies = []
        for agency in draft.agencies:
            if agency.id in granting:
                rest = tuple(one for one in agency.qualifications if one != self.qualification)
                agency = evolve(agency, qualifications=rest)
            agencies.append(agency)
        crew = tuple(holding(member) for member in draft.crew)
        return evolve(draft, agencies=tuple(agencies), crew=crew)

    def _rest_of(self, held: Qualification) -> Iterator[Qualification]:
        """Yield the parts of a qualification before and after the days of the edit."""
        since = max(self.since or date.min, held.since or date.min)
        until = min(self.until or date.max, held.until or date.max)
        if self.since is not None and self.until is not None and self.since >= self.until:
            yield held  # the edit has no days
        elif since >= until:
            yield held  # the days do not overlap
        else:
            if self.since is not None and since > (held.since or date.min):
                yield Qualification(held.id, held.since, since)
            if self.until is not None and until < (held.until or date.max):
                yield Qualification(held.id, until, held.until)
