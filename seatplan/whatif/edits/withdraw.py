"""Withdraw: a member is not available."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.dates import dated
from seatplan.plan import Plan
from seatplan.program import PROSE, Flight, Program, Unavailable
from seatplan.program_index import ProgramIndex
from seatplan.timeline import pair_legs
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("withdraw")
@frozen
class Withdraw(Edit):
    r"""A member can neither train for a flight nor fly on the days `[since, until)`.

    Attributes:
        member: the id of the member.
        since, until: the days; unbounded if None.
        why: the reason, shown wherever the absence is shown.

    Formula:
        \mathtt{unavailable}' = \mathtt{unavailable} \cup \{ [\mathtt{since}, \mathtt{until}) \}

    Example:
        edits = [{ edit = "withdraw", member = "rubio", since = 2024-08-01, why = "ill" }]
    """

    only_restricts = True

    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)

    def made(self, draft: Draft) -> Draft:
        member = draft.member(self.member)
        absence = Unavailable(self.since, self.until, self.why)
        if absence in member.unavailable:
            return draft
        return draft.with_member(evolve(member, unavailable=(*member.unavailable, absence)))

    def remarks(self, program: Program, plan: Plan, as_of: date | None) -> Iterable[str]:
        """Yield a note if the member is in orbit, because an absence does not bring them down."""
        if as_of is None or (self.until is not None and self.until <= as_of):
            return
        index = ProgramIndex(dated(program, plan))
        lines = [
            line
            for line in plan.assignments
            if line.member == self.member and line.flight in index.flights
        ]
        tours, rest = pair_legs(index, lines)
        away: list[tuple[Flight, Flight | None]] = [(tour.up, tour.down) for tour in tours]
        away += [(index.flights[line.flight], None) for line in rest if line.leg == "up"]
        for up, down in away:
            if up.launch >= as_of or (down is not None and down.landing < as_of):
                continue
            if down is not None and self.since is not None and down.landing <= self.since:
                continue
            name, launch = index.members[self.member].name, f"{up.launch} ({up.id})"
            orbit = f"has been in orbit since {launch}"
            if down is not None:
                orbit = f"is in orbit from {launch} to {down.landing} ({down.id})"
            yield (
                f"{name} {orbit}: the absence does not apply to this tour, which has launched; "
                "it applies to every later one."
            )
