"""The candidates for a seat, as data: who could sit there, what bars the others, what breaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import evolve, frozen

from seatplan.as_data import AsData
from seatplan.checking import Violation
from seatplan.errors import PlanError, Problem
from seatplan.later import Later
from seatplan.naming import member_meant, nearest_member
from seatplan.plan import Assignment, Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.structure import ONE_PLACE, RETURN
from seatplan.whatif.outcome import GoalChange
from seatplan.whatif.why_not import WhyNot, why_not

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")

Way = Literal["up", "down"]


NOT_IN_SPACE = "on the ground"
"""The word for a member who would have to come down without having gone up."""


@frozen
class Bar:
    """What keeps a member out of a seat.

    Attributes:
        word: the reason in a word or two: `lacks soyuz`, `agency`, `absent`, `flying`, `resting`,
            `career limit`, `forbidden`, `no way home`, `on the ground`.
        message: a sentence with the requirement and what would happen instead.
        rule: the id of the rule, or the name of the law.
        requirement: the id of the requirement that would be broken, as in an explanation; empty if
            the past is the reason.
    """

    word: str
    message: str
    rule: str = ""
    requirement: str = ""


@frozen
class Candidate:
    """A member as a candidate for a seat, whether possible or not.

    Attributes:
        member: the id of the member.
        bars: the reasons that keep the member out; empty if the member could have the seat.
        replaces: the id of the holder who would give up the seat in the direct swap; None if a seat
            is free.
        removed, added: the lines of the plan that the swap removes and adds.
        breaks: the new violations after the swap, hard ones first; not computed for barred members.
        goals: the gain or loss of each goal except `least-change`; not computed for barred members.
    """

    also_says: ClassVar[tuple[str, ...]] = ("possible", "fits")

    member: str
    bars: tuple[Bar, ...] = ()
    replaces: str | None = None
    removed: tuple[Assignment, ...] = ()
    added: tuple[Assignment, ...] = ()
    breaks: tuple[Violation, ...] = ()
    goals: tuple[GoalChange, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether nothing keeps the member out."""
        return not self.bars

    @property
    def fits(self) -> bool:
        """Whether the direct swap breaks no hard rule: no one else would have to change."""
        return not self.bars and not any(one.hard for one in self.breaks)

    @property
    def words(self) -> str:
        """The bars in words: `absent, lacks soyuz`."""
        return ", ".join(dict.fromkeys(bar.word for bar in self.bars))


@frozen
class Candidates(AsData):
    """All members as candidates for one seat of a plan.

    Attributes:
        program, plan, as_of: the arguments of the question.
        flight, role, leg: the seat.
        holders: the ids of those who have the seat in the plan.
        possible: those who could have the seat; those whose direct swap breaks least come first.
        barred: all other members, by id.
    """

    data_kind: ClassVar[str] = "candidates"
    command_adds: ClassVar[tuple[str, ...]] = ("costs",)

    program: Program
    plan: Plan
    flight: str
    role: str
    leg: Way
    holders: tuple[str, ...] = ()
    possible: tuple[Candidate, ...] = ()
    barred: tuple[Candidate, ...] = ()
    as_of: date | None = None

    def __repr__(self) -> str:
        seat = f"{self.role} of {self.flight}, {self.leg}"
        return f"<Candidates for {seat}: {len(self.possible)} possible, {len(self.barred)} barred>"

    def of(self, member: str) -> Candidate:
        """The candidate with an id, or with a name that only one member has.

        Raises:
            PlanError: if the member is not in the program, or has the seat.
        """
        member = member_meant(member, self.program.crew)
        for one in (*self.possible, *self.barred):
            if one.member == member:
                return one
        if member in self.holders:
            raise PlanError(f"{member!r} has this seat in the plan")
        hint = nearest_member(member, self.program.crew)
        raise PlanError([Problem(f"unknown member {member!r}", (), hint)])

    def to_frame(self) -> pd.DataFrame:
        """All members except the holders as a pandas frame (needs the extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not installed.
        """
        from seatplan.notebook.frames import candidates_frame

        return candidates_frame(self)

    def swapped(self, member: str) -> Plan:
        """The plan after the direct swap.

        Raises:
            PlanError: if the member is not in the program, or has the seat.
        """
        return swapped_plan(self.plan, self.of(member))

    def cost(
        self,
        member: str,
        *,
        time_limit: float = 60.0,
        max_fixes: int = 5,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> WhyNot:
        """Find out what giving the seat to a member costs if everything else is replanned.

        Args:
            member: the id of the member.
            time_limit, max_fixes, on_progress, cancel: as in `seatplan.why_not`.

        Raises:
            PlanError: if the member is not in the program, or has the seat.
            Interrupted: at Ctrl-C, with what is known so far.
            EngineError: if the solver fails, or contradicts itself, the check or the given plan.
        """
        return why_not(
            self.program,
            self.plan,
            self.flight,
            self.role,
            self.of(member).member,
            self.leg,
            as_of=self.as_of,
            time_limit=time_limit,
            max_fixes=max_fixes,
            on_progress=on_progress,
            cancel=cancel,
        )


def swapped_plan(plan: Plan, swap: Candidate) -> Plan:
    """The plan after a direct swap."""
    lines = (set(plan.assignments) - set(swap.removed)) | set(swap.added)
    return evolve(plan, assignments=tuple(lines))


def bars_said_once(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """The bars without those that follow from another: a member who is flying has not rested."""
    found = tuple(dict.fromkeys(bars))
    words = {bar.word for bar in found}
    follows: set[str] = set()
    if ONE_PLACE.bar in words:
        follows |= {RETURN.bar, "resting"}
    if NOT_IN_SPACE in words:
        follows.add(RETURN.bar)
    return tuple(bar for bar in found if bar.word not in follows)


def damage(one: Candidate) -> tuple[int, int, int, tuple[int, ...], str, str]:
    """A sort key for swaps: barred members last, hard rules before goals, then by id."""
    hard = sum(violation.amount for violation in one.breaks if violation.hard)
    kinds = len({violation.rule for violation in one.breaks if violation.hard})
    costs = tuple(-goal.gain for goal in one.goals)
    return len(one.bars), kinds, hard, costs, one.member, one.replaces or ""
