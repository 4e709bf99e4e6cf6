"""Why not: one person on one flight, and what forbids it or what it costs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from seatplan.checking import must_be_known
from seatplan.errors import PlanError
from seatplan.explanation import Explanation, Requirements
from seatplan.goals.least_change import LeastChange
from seatplan.lookup import Lookup, leg_day
from seatplan.plan import Assignment, Plan
from seatplan.program import Fixed, Legs, Program
from seatplan.progress import ProgressCallback
from seatplan.result import Result, Status
from seatplan.shown import Shown
from seatplan.structure import fixed
from seatplan.whatif.changes import Change, Difference
from seatplan.words import listed

CHANGES = "changes (why-not)"
"""The id of a goal that comes last, where the program has none of its kind."""


@frozen(repr=False)
class WhyNot(Shown):
    """What stands against an assignment: a conflict, or a price.

    Attributes:
        entry: the assignment, as an entry of the program that must be so.
        program: the program with that entry.
        result: the best plan with it, or that there is none. Of equally good ones that which
            changes least.
        without: the best plan without it.
        explanation: what forbids it, where there is no plan with it. The entry itself is never
            among what could be given up.
        costs: by goal id, what the best plan is worth without the entry and with it.
        changes: where the plan with it differs from the plan that was given, or from the best
            one, if none was given.
        sentences: the same flight by flight, in words.
        sentence: the assignment in words.
        proved: whether all of this is: both plans the best, or the explanation worked out.
    """

    entry: Fixed
    program: Program
    result: Result
    without: Result
    explanation: Explanation | None = None
    costs: Mapping[str, tuple[int, int]] = field(factory=dict, hash=False)
    changes: tuple[Change, ...] = ()
    sentences: tuple[str, ...] = ()
    sentence: str = ""
    proved: bool = False

    @property
    def possible(self) -> bool | None:
        """Whether there is a plan with it; None if that is not known."""
        if self.result.plan is not None:
            return True
        return False if self.result.status is Status.INFEASIBLE else None

    @property
    def conflict(self) -> Requirements:
        """What forbids it, the entry included; empty if nothing does."""
        return self.explanation.conflict if self.explanation is not None else ()

    @property
    def verdict(self) -> str:
        """The answer in a sentence."""
        if self.without.status is Status.INFEASIBLE:
            return f"There is no plan at all, whether or not {self.sentence}."
        if self.explanation is not None:
            return f"It cannot be that {self.sentence}."
        if self.possible is None:
            return f"Time ran out: whether it can be that {self.sentence} is not known."
        paid = [f"{goal} {old} → {new}" for goal, (old, new) in self.costs.items() if old != new]
        price = f"it costs {listed(paid)}" if paid else "it costs nothing in any goal"
        said = f"It can be that {self.sentence}: {price}."
        return said if self.proved else f"{said} Time ran out: not every value is proved."

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.verdict
        if self.explanation is not None:
            yield str(self.explanation)
        yield from (f"  - {sentence}" for sentence in self.sentences)


def why_not(
    program: Program,
    plan: Plan | None,
    flight: str,
    role: str,
    member: str,
    leg: Legs = "up",
    *,
    as_of: date | None = None,
    time_limit: float = 60.0,
    max_fixes: int = 5,
    on_progress: ProgressCallback | None = None,
) -> WhyNot:
    """Says what forbids an assignment, or what the best plan with it costs.

    Args:
        program: what is known and wanted.
        plan: what the plan with the assignment is compared with; the best one if None.
        flight, role, member, leg: the assignment.
        as_of: every leg before that day is as in `plan`.
        time_limit: in seconds, for everything.
        max_fixes: how many ways out to look for, where it is forbidden.
        on_progress: told about each phase.

    Raises:
        PlanError: if the assignment names what the program does not have, or lies in the past.
        Interrupted: at Ctrl-C.
    """
    from seatplan.engine.explaining import explained  # the solver loads when it is first needed
    from seatplan.engine.inquiry import Inquiry
    from seatplan.engine.solving import solve

    start = time.monotonic()

    def left() -> float:
        return max(0.0, start + time_limit - time.monotonic())

    entry = Fixed(flight, role, member, leg)
    lookup = Lookup(program)
    _must_be_open(lookup, plan, entry, as_of)
    with_it = program
    if entry not in program.fixed:
        with_it = evolve(program, fixed=(*program.fixed, entry))
    wanted = fixed.requirement(lookup, entry)
    without = solve(program, plan, as_of=as_of, time_limit=left() / 2, on_progress=on_progress)
    given = plan if plan is not None else without.plan
    result = solve(
        _changing_least(with_it), given, as_of=as_of, time_limit=left(), on_progress=on_progress
    )
    answer = WhyNot(entry, with_it, result, without, sentence=wanted.message)
    if result.status is Status.INFEASIBLE:
        inquiry = Inquiry(with_it, plan, as_of, left(), on_progress)
        found = explained(inquiry, max_fixes=max_fixes, pinned=frozenset({wanted.id}))
        return evolve(answer, explanation=found, proved=found.proved)
    if result.plan is None:
        return answer
    old = {goal.id: goal.value for goal in without.goals}
    costs = {goal.id: (old[goal.id], goal.value) for goal in result.goals if goal.id in old}
    if given is None:
        return evolve(answer, costs=costs)
    difference = Difference(given, result.plan, program, with_it)
    return evolve(
        answer,
        costs=costs,
        changes=difference.changes,
        sentences=tuple(one.sentence for one in difference.flights),
        proved=result.status is without.status is Status.OPTIMAL,
    )


def _changing_least(program: Program) -> Program:
    """Of equally good plans the one that changes least, so that the changes mean something."""
    goals = program.named_goals
    if any(isinstance(goal, LeastChange) for goal in goals):
        return program
    return evolve(program, goals=(*goals, LeastChange(id=CHANGES)))


def _must_be_open(lookup: Lookup, plan: Plan | None, entry: Fixed, as_of: date | None) -> None:
    """Raises a PlanError if the assignment cannot be asked for."""
    lines = [Assignment(entry.flight, leg, entry.role, entry.member) for leg in entry.legs]
    must_be_known(lookup, Plan(lines))
    if as_of is None or plan is None:
        return  # `as_of` without a plan is the solver's to refuse
    flight = lookup.flights[entry.flight]
    for line in lines:
        if leg_day(flight, line.leg) < as_of and line not in plan.assignments:
            day = leg_day(flight, line.leg)
            message = f"the way {line.leg} on {flight.id} ({day}) is past: it is as in the plan"
            raise PlanError(message)
