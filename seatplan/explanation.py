"""Why there is no plan, and what would help: sets of requirements, in words. No solver here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from seatplan.alike import Line, condensed
from seatplan.as_data import AsData
from seatplan.date_fix import DateFix
from seatplan.later import Later
from seatplan.requirement import Requirement
from seatplan.shown import Shown
from seatplan.stranded import Stranded
from seatplan.words import many

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")

Requirements = tuple[Requirement, ...]

DATES_HEAD = "Or keep every requirement, and move one flight:"
"""The line over the fixes that move a flight."""

NEVER_HOLDS = (
    "What is never given up makes it impossible by itself: one person to a seat, empty legs, "
    "the way home of everyone who is up, and the past."
)


@frozen
class Shortfall:
    """How near to a requirement of a conflict a plan can come that keeps the others.

    Attributes:
        requirement: its id.
        amount: by how much each such plan misses it, at least, in the unit of its rule.
        found: what the plan that misses it least does, such as `22 seats`.
    """

    requirement: str
    amount: int
    found: str

    @property
    def message(self) -> str:
        """The same in a sentence."""
        return f"No plan that keeps the others comes nearer to it than {self.found}."


@frozen(repr=False)
class Explanation(Shown, AsData):
    """What is in the way of a plan, and the fixes.

    Attributes:
        conflicts: irreducible sets of requirements that cannot hold together, no two of which
            share a requirement. With every one of them mended the rest would have a plan.
        fixes: minimal sets of requirements: with one of these sets given up there is a plan, with
            any of it put back there is none. Smallest first; of equal size those first that a
            planner would try first. A requirement with the id of a rule represents the whole rule.
        feasible: whether there is a plan after all; None if that is not known.
        proved: whether all was worked out. If not, time ran out: a conflict may be reducible, and
            conflicts and fixes may be missing. What is shown is still true of the program.
        complete: whether there are no fixes but these, of at most two more parts than the smallest.
        seconds: the time it took.
        stranded: those who have no seat home, where that is why there is no plan, or part
            of why a conflict is one.
        shortfalls: of conflicts with a rule that counts over many flights, how near to it a plan
            can come that keeps the others.
        lacking: in a sentence, what the program lacks altogether: crew or flights. Then one
            conflict is named, though there may be one for each flight, and no fix.
        date_fixes: shifts of one flight each, the smallest with which there is a plan that keeps
            every requirement; those of the fewest days first. They are numbered after `fixes`.
    """

    data_kind: ClassVar[str] = "explanation"
    command_adds: ClassVar[tuple[str, ...]] = ("program",)
    also_says: ClassVar[tuple[str, ...]] = ("verdict",)

    conflicts: tuple[Requirements, ...] = ()
    fixes: tuple[Requirements, ...] = ()
    feasible: bool | None = None
    proved: bool = False
    complete: bool = False
    seconds: float = field(default=0.0, eq=False)
    stranded: tuple[Stranded, ...] = ()
    lacking: str = ""
    shortfalls: tuple[Shortfall, ...] = ()
    date_fixes: tuple[DateFix, ...] = ()

    def shortfall(self, requirement: str) -> Shortfall | None:
        """How near a plan can come to the requirement of that id, where that was worked out."""
        found = (one for one in self.shortfalls if one.requirement == requirement)
        return next(found, None)

    def to_frame(self) -> pd.DataFrame:
        """The requirements of all conflicts and fixes as a pandas frame, a row for each.

        Raises:
            ImportError: if pandas is not there (the extra `seatplan[pandas]`).
        """
        from seatplan.notebook.frames import explanation_frame

        return explanation_frame(self)

    @property
    def conflict(self) -> Requirements:
        """The first conflict.

        Empty where there is a plan, where time ran out, and where what is never given up leaves
        no plan.
        """
        return self.conflicts[0] if self.conflicts else ()

    @property
    def verdict(self) -> str:
        """What is known, in a sentence or two."""
        if self.feasible:
            return "There is a plan that keeps every requirement."
        if self.feasible is None:
            return "Time ran out: whether there is a plan is not known."
        if self.lacking or not self.conflicts:
            return f"There is no plan. {self.reason}"
        return f"There is no plan{':' if len(self.conflicts) == 1 else ','} {self.reason}"

    @property
    def reason(self) -> str:
        """Why there is no plan, to follow these words; empty where that is not proved."""
        if self.feasible is not False:
            return ""
        if self.lacking:
            return self.lacking
        if self.conflicts:
            count = len(self.conflicts)
            said = "these requirements cannot hold together."
            if count > 1:
                said = f"for {count} independent reasons."
            return said if self.proved else f"{said} {self.unproved}"
        if self.proved:
            return NEVER_HOLDS
        return "Time ran out before it was known what is in the way."

    @property
    def unproved(self) -> str:
        """What is open, where time ran out."""
        return (
            "Time ran out: not all of them may be needed for a conflict, and there may be more "
            "conflicts, and other and smaller fixes."
        )

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.verdict
        if self.lacking:
            return
        for number, conflict in enumerate(self.conflicts, 1):
            if len(self.conflicts) > 1:
                yield f"\nConflict {number}"
            for line in condensed(conflict):
                yield f"  - {line.message}"
                yield from (f"    {one.message}" for one in short_of(self, line))
        if self.conflicts and self.stranded:
            yield ""
        yield from (one.message for one in self.stranded)
        if self.fixes:
            yield f"\n{fixes_head(self)}"
        for number, fix in enumerate(self.fixes, 1):
            yield from _numbered(number, (one.decision for one in fix))
        if self.date_fixes:
            yield f"\n{DATES_HEAD}"
        for number, moved in enumerate(self.date_fixes, len(self.fixes) + 1):
            yield from _numbered(number, [moved.decision])


def short_of(explanation: Explanation, line: Line) -> Iterator[Shortfall]:
    """How near a plan can come to the requirement on a line, where that is known."""
    for one in line.requirements:
        found = explanation.shortfall(one.id)
        if found is not None:
            yield found


def fixes_head(explanation: Explanation) -> str:
    """The line over the fixes."""
    are = f"There {'is' if len(explanation.fixes) == 1 else 'are'} " if explanation.complete else ""
    return f"{are}{count_of_fixes(explanation)}:"


def count_of_fixes(explanation: Explanation) -> str:
    """`2 fixes`, `2 fixes (there may be others)`, `2 fixes found`."""
    count = many(len(explanation.fixes), "fix")
    if explanation.complete:
        return count
    return f"{count} (there may be others)" if explanation.proved else f"{count} found"


def _numbered(number: int, decisions: Iterable[str]) -> Iterator[str]:
    head = f"{number}. "
    for decision in decisions:
        yield f"  {head}{decision}"
        head = " " * (len(head) - 2) + "& "
