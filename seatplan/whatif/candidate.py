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
        word: in a word or two: `lacks soyuz`, `agency`, `absent`, `flying`, `resting`,
            `career limit`, `forbidden`, `no way home`, `on the ground`.
        message: what must hold, and what would be so instead.
        rule: the id of the rule, or the name of the law.
        requirement: the id of the requirement that would be broken, as an explanation names it;
            empty where the past decides.
    """

    word: str
    message: str
    rule: str = ""
    requirement: str = ""


@frozen
class Candidate:
    """A member who could sit in the seat, or not.

    Attributes:
        member: the id.
        bars: what keeps the member out; empty for those who could sit there.
        replaces: who would give up the seat in the direct swap; None where a seat is free.
        removed, added: the lines of the plan that the swap takes away and puts in.
        breaks: what the plan would break after the swap that it does not break before, the hard
            ones first; it is not worked out for those who are barred.
        goals: what each goal would gain or lose, `least-change` left out; likewise.
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
        """Whether nothing bars the member."""
        return not self.bars

    @property
    def fits(self) -> bool:
        """Whether the direct swap breaks no hard rule: no one else would have to change."""
        return not self.bars and not any(one.hard for one in self.breaks)

    @property
    def words(self) -> str:
        """The bars in a word each: `absent, lacks soyuz`."""
        return ", ".join(dict.fromkeys(bar.word for bar in self.bars))


@frozen
class Candidates(AsData):
    """Everyone, for one seat of a plan.

    Attributes:
        program, plan, as_of: what the question is about.
        flight, role, leg: the seat.
        holders: the ids of those who have it in the plan.
        possible: those who could have it, those whose direct swap breaks least first.
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
        """What is known of one member, by id or by a name that only one has.

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
        """All members but the holders as a pandas frame, a row for each (extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
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
        """What the seat for this member costs with everything else re-planned: a proof.

        Args:
            member: the id.
            time_limit, max_fixes, on_progress, cancel: as `seatplan.why_not` takes them.

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
    """Drops bars that follow from another: a member who is flying has not rested either."""
    found = tuple(dict.fromkeys(bars))
    words = {bar.word for bar in found}
    follows: set[str] = set()
    if ONE_PLACE.bar in words:
        follows |= {RETURN.bar, "resting"}
    if NOT_IN_SPACE in words:
        follows.add(RETURN.bar)
    return tuple(bar for bar in found if bar.word not in follows)


def damage(one: Candidate) -> tuple[int, int, int, tuple[int, ...], str, str]:
    """Orders swaps: what is barred last, hard rules before goals, then by id."""
    hard = sum(violation.amount for violation in one.breaks if violation.hard)
    kinds = len({violation.rule for violation in one.breaks if violation.hard})
    costs = tuple(-goal.gain for goal in one.goals)
    return len(one.bars), kinds, hard, costs, one.member, one.replaces or ""
