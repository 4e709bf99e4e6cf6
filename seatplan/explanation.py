"""Explanations: why there is no plan, and what would help. Data and sentences, no solver."""

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

DATES_HEAD = "Or keep every requirement and move one flight:"
"""The heading of the fixes that move a flight."""

DATES_UNTRIED = "Not all shifts of flights were tried: another may help, or one of fewer days."
"""The line under the fixes where the search for shifts was cut off."""

NEVER_HOLDS = (
    "The laws that are never given up exclude it by themselves: one person in each seat, empty "
    "legs, a way home for everyone who goes up, possible dates, and the past."
)


@frozen
class Shortfall:
    """How close a plan can come to one requirement of a conflict if it keeps the others.

    Attributes:
        requirement: the id of the requirement.
        amount: by how much every such plan misses it at least, in the unit of its rule.
        found: what the closest such plan does, such as `22 seats`.
    """

    requirement: str
    amount: int
    found: str

    @property
    def message(self) -> str:
        """The shortfall in a sentence."""
        return f"No plan that keeps the others comes closer to it than {self.found}."


@frozen(repr=False)
class Explanation(Shown, AsData):
    """Why a program has no plan, and the fixes.

    Attributes:
        conflicts: irreducible sets of requirements that cannot hold together. No two of them share
            a requirement, and if all of them are resolved there is a plan.
        fixes: minimal sets of requirements: if all requirements of a set are given up there is a
            plan, if any of them is kept there is none. Smaller sets come first; among sets of equal
            size, those that a planner would try first. A requirement with the id of a rule means
            the whole rule.
        feasible: whether there is a plan after all; None if that is not known.
        proved: whether the explanation is complete. If not, time ran out: a conflict can be
            reducible, and conflicts and fixes can be missing. What is shown is still true.
        complete: whether there are no other fixes with at most two parts more than the smallest,
            apart from those with more critical seats left empty or people in two places.
        seconds: computing time in seconds, by the wall clock.
        stranded: members without a seat home, if that is why there is no plan, or part of the
            reason for a conflict.
        shortfalls: for conflicts with a rule that counts over many flights, how close a plan can
            come to it if it keeps the others.
        lacking: a sentence, if the program has no crew or no flights at all, or a flight has no
            possible dates from `as_of` on. Then at most one conflict is given, although there can
            be one for each flight, and no fix.
        date_fixes: shifts of one flight, each the smallest with which there is a plan that keeps
            every requirement; those with the fewest days first. They are numbered after `fixes`.
        dates_untried: whether shifts of flights were left out because they take too much effort.
        counted: for each conflict, a sentence that shows it by counting seats: more must be taken
            than its rules allow, or its rules demand more than can be taken. It is empty if
            counting does not show the conflict, or if the conflict has at most three requirements.
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
    dates_untried: bool = False
    counted: tuple[str, ...] = ()

    def shortfall(self, requirement: str) -> Shortfall | None:
        """How close a plan can come to the requirement with that id; None if it is not known."""
        found = (one for one in self.shortfalls if one.requirement == requirement)
        return next(found, None)

    def to_frame(self) -> pd.DataFrame:
        """The requirements of all conflicts and fixes as a pandas frame, with one row for each.

        Raises:
            ImportError: if pandas is not installed (extra `seatplan[pandas]`).
        """
        from seatplan.notebook.frames import explanation_frame

        return explanation_frame(self)

    @property
    def conflict(self) -> Requirements:
        """The first conflict.

        It is empty if there is a plan, if time ran out, and if the laws that are never given up
        exclude every plan.
        """
        return self.conflicts[0] if self.conflicts else ()

    @property
    def verdict(self) -> str:
        """The answer, in a sentence or two."""
        if self.feasible:
            return "There is a plan that keeps every requirement."
        if self.feasible is None:
            return "Time ran out: it is not known whether there is a plan."
        if self.lacking or not self.conflicts:
            return f"There is no plan. {self.reason}"
        return f"There is no plan{':' if len(self.conflicts) == 1 else ','} {self.reason}"

    @property
    def reason(self) -> str:
        """Why there is no plan, to follow "There is no plan"; empty if that is not proved."""
        if self.feasible is not False:
            return ""
        if self.lacking:
            return self.lacking
        if self.conflicts:
            count = len(self.conflicts)
            why = "these requirements cannot hold together."
            if count > 1:
                why = f"for {count} independent reasons."
            return why if self.proved else f"{why} {self.unproved}"
        if self.proved:
            return NEVER_HOLDS
        return "Time ran out before a conflict was found."

    @property
    def unproved(self) -> str:
        """A sentence on what is not known because time ran out."""
        return (
            "Time ran out: some of them may not belong to the conflict, and there may be more "
            "conflicts, and other or smaller fixes."
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
            yield from count_of(self, number)
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
        if self.dates_untried:
            yield f"\n{DATES_UNTRIED}"


def short_of(explanation: Explanation, line: Line) -> Iterator[Shortfall]:
    """How close a plan can come to the requirements on a line, where that is known.

    Requirements with the same sentence have it once.
    """
    known = map(explanation.shortfall, (one.id for one in line.requirements))
    yield from {found.message: found for found in known if found is not None}.values()


def count_of(explanation: Explanation, number: int) -> Iterator[str]:
    """The sentence that shows a conflict by counting, if there is one; the first has number 1."""
    yield from filter(None, explanation.counted[number - 1 : number])


NO_OTHERS = "any others give up much more"
"""What a complete list of fixes leaves out."""


def fixes_head(explanation: Explanation) -> str:
    """The heading of the fixes."""
    count = count_of_fixes(explanation)
    if not explanation.complete:
        return f"{count}:"
    return f"There {'is' if len(explanation.fixes) == 1 else 'are'} {count}; {NO_OTHERS}:"


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
