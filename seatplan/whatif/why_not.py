"""Why not: whether one person can have a seat on one flight, why not, or at what price."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve, field, frozen

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.as_data import AsData
from seatplan.dates import dated
from seatplan.errors import Interrupted
from seatplan.explanation import Explanation, Requirements
from seatplan.goals.least_change import LeastChange
from seatplan.later import Later
from seatplan.naming import member_meant
from seatplan.normal import normal, spellings
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Fixed, Legs, Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.read_only import read_only
from seatplan.result import Result, Status
from seatplan.shown import Shown
from seatplan.structure import FIXED
from seatplan.structure.fixed import statement
from seatplan.whatif.asked_assignment import lines_of, must_be_open
from seatplan.whatif.changes import Change, Difference
from seatplan.whatif.edits.fix import Fix
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.replanning_goals import free_name
from seatplan.whatif.scenario import Scenario
from seatplan.words import listed

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")

CHANGES = "changes (why-not)"
"""The id of the goal added last, if the program has none of its kind."""


@frozen(repr=False)
class WhyNot(Shown, AsData):
    """The answer about an assignment: a conflict or a price.

    Attributes:
        entry: the assignment, as a `fixed` entry of the program.
        program: the program with that entry.
        result: the best plan with it, or the proof that there is none. Of equally good plans it is
            the one that changes least.
        without: the best plan without it.
        explanation: why there is no plan with it, if so. Its fixes never give up the entry itself.
        costs: by goal id, the values of the best plans without and with the entry.
        changes: the differences of the plan with it from the given plan, or from the best plan if
            none was given.
        sentences: the changes in words, flight by flight.
        sentence: the assignment in words.
        nearest: the outcome of a what-if with the entry, which changes as little as possible; only
            if a plan was given that does not have it.
        proved: whether everything is proved: both plans are optimal, or the explanation is proved.
        already: whether the given plan has it.
        seconds: the time it took.
    """

    data_kind: ClassVar[str] = "why-not"
    also_says: ClassVar[tuple[str, ...]] = ("possible", "verdict")

    entry: Fixed
    program: Program
    result: Result
    without: Result
    explanation: Explanation | None = None
    costs: Mapping[str, tuple[int, int]] = field(factory=dict, hash=False, converter=read_only)
    changes: tuple[Change, ...] = ()
    sentences: tuple[str, ...] = ()
    sentence: str = ""
    proved: bool = False
    already: bool = False
    nearest: Outcome | None = None
    seconds: float = field(default=0.0, eq=False)

    def to_frame(self) -> pd.DataFrame:
        """The lines that change as a pandas frame, a row for each (the extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
        """
        from seatplan.notebook.frames import changes_frame

        return changes_frame(self.changes)

    @property
    def possible(self) -> bool | None:
        """Whether there is a plan with it; None if that is not known."""
        if self.result.plan is not None:
            return True
        return False if self.result.status is Status.INFEASIBLE else None

    @property
    def conflict(self) -> Requirements:
        """The requirements that forbid it, including the entry; empty if nothing does."""
        return self.explanation.conflict if self.explanation is not None else ()

    @property
    def verdict(self) -> str:
        """The answer in a sentence."""
        if self.without.status is Status.INFEASIBLE:
            return f"There is no plan at all, whether or not {self.sentence}."
        has = f"Already so in the plan: {self.sentence}"
        if self.explanation is not None:
            no = f"t cannot be that {self.sentence}."
            return f"The plan has it, but i{no}" if self.already else f"I{no}"
        if self.possible is None:
            no = "Time ran out: whether it can be"
            if self.already:
                return f"{has}. {no} in a plan that keeps all hard rules is not known."
            return f"{no} that {self.sentence} is not known."
        goals = {goal.name: goal for goal in self.program.named_goals}
        paid = [
            f"{goal} {goals[goal].step_in_words(old, new)}"
            for goal, (old, new) in self.costs.items()
            if old != new
        ]
        price = (
            f"the best plan with it has {listed(paid)}" if paid else "it costs nothing in any goal"
        )
        said = f"{has}; {price}." if self.already else f"It can be that {self.sentence}: {price}."
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
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    max_fixes: int = 5,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> WhyNot:
    """Finds the requirements that forbid an assignment, or the price of the best plan with it.

    Args:
        program: the program.
        plan: the plan to compare with; the best one if None.
        flight, role, member, leg: the assignment; a member's name may replace the id if only one
            member has it.
        as_of: every leg before that day is as in `plan`.
        time_limit: in seconds, for everything; None for no limit.
        max_fixes: how many fixes to look for if it is forbidden.
        on_progress, cancel: as `solve` takes them.
        options: `time_limit`, `on_progress` and `cancel` as one value, with `workers` and `seed`.

    Raises:
        ArgumentError: naming each wrong argument.
        PlanError: if the assignment names something unknown or is in the past.
        Interrupted: at Ctrl-C, with what is known so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    from seatplan.engine.answers.solving import solve
    from seatplan.engine.explain.explaining import after_proof, explained
    from seatplan.engine.explain.oracle import Oracle
    from seatplan.engine.solver.reproduction import Case  # the solver loads when it is first needed

    start = time.monotonic()
    with Arguments("why_not") as arguments:
        arguments.program(program)
        plan = arguments.plan(plan, program, optional=True)
        for name, word in (("flight", flight), ("role", role), ("member", member), ("leg", leg)):
            arguments.text(word, name)
        day = arguments.day(as_of)
        how = chosen(arguments, options, time_limit, on_progress=on_progress, cancel=cancel)
        max_fixes = arguments.whole(max_fixes, "max_fixes", 0)
    interrupted = False

    def left() -> float:
        return 0.0 if interrupted else max(0.0, start + how.seconds - time.monotonic())

    def solved(what: Program, given: Plan | None, seconds: float) -> Result:
        nonlocal interrupted
        try:
            return solve(what, given, as_of=day, options=evolve(how, time_limit=seconds))
        except Interrupted as stop:  # all other work ends at once
            interrupted = True
            result: Result = stop.result
            return result

    def nearest(start_plan: Plan, seconds: float) -> Outcome:
        replanning = Replanning(seconds, how.workers, how.seed)
        replanner = Replanner(program, start_plan, as_of=day, options=replanning)
        fix = Fix(entry.flight, entry.role, entry.member, entry.leg)
        return replanner.outcome(Scenario("", (fix,)), how.on_progress, how.cancel)

    entry = normal(Fixed(flight, role, member, leg), spellings(program))
    if isinstance(member, str):
        entry = evolve(entry, member=member_meant(entry.member, program.crew))
    lookup = ProgramIndex(program)
    must_be_open(lookup.on_dates(dated(program, plan)), plan, entry, day)
    with_it = program
    if entry not in program.fixed:
        with_it = evolve(program, fixed=(*program.fixed, entry))
    wanted = FIXED.requirement(lookup, entry)
    without = solved(program, plan, left() / 2)
    given = plan if plan is not None else without.plan
    if plan is None and given is not None and any(one.compares for one in program.named_goals):
        without = solved(program, given, left() / 2)
    result = solved(_changing_least(with_it), given, left())
    already = plan is not None and set(lines_of(entry)) <= set(plan.assignments)
    found_in = result.plan or given  # on whose days the flight is
    said = statement(lookup.on_dates(dated(with_it, found_in)), entry)
    answer = WhyNot(entry, with_it, result, without, sentence=said, already=already)
    if result.status is Status.INFEASIBLE:
        oracle = Oracle(with_it, plan, day, left(), how.on_progress, how.cancel)
        try:
            pinned = frozenset({wanted.id})
            found = explained(oracle, max_fixes=max_fixes, pinned=pinned, dates=True)
        except Interrupted as stop:
            interrupted, found = True, stop.result
        found = after_proof(found, Case(with_it, given, day))
        answer = evolve(answer, explanation=found, proved=found.proved)
    elif result.plan is not None:
        _must_cost(program, without, result, day)
        answer = _priced(answer, program, given)
        if plan is not None and not already and entry not in program.fixed and left():
            try:
                answer = evolve(answer, nearest=nearest(plan, left()))
            except Interrupted as stop:
                interrupted, answer = True, evolve(answer, nearest=stop.result)
    answer = evolve(answer, seconds=time.monotonic() - start)
    if interrupted:
        raise Interrupted(answer)
    return answer


def _priced(answer: WhyNot, program: Program, given: Plan | None) -> WhyNot:
    """The answer with the price of the assignment and its changes."""
    result, without = answer.result, answer.without
    old = {goal.id: goal.value for goal in without.goals}
    costs = {goal.id: (old[goal.id], goal.value) for goal in result.goals if goal.id in old}
    if given is None or result.plan is None:
        return evolve(answer, costs=costs)
    difference = Difference(given, result.plan, program, answer.program)
    return evolve(
        answer,
        costs=costs,
        changes=difference.changes,
        sentences=difference.sentences,
        proved=result.status is without.status is Status.OPTIMAL,
    )


def _must_cost(program: Program, without: Result, result: Result, as_of: date | None) -> None:
    """Raises an EngineError if an additional requirement makes the best plan better."""
    from seatplan.engine.solver.reproduction import Case, contradiction

    goals = {goal.name: goal for goal in program.named_goals}
    for best, found in zip(without.goals, result.goals, strict=False):
        goal = goals[best.id]
        if goal.is_better(found.best, best.bound):
            message = (
                f"the solver claims that no plan is better than {best.bound} in {best.id!r}, and "
                f"finds one that has {found.best}"
            )
            raise contradiction(message, Case(program, result.plan, as_of))
        if best.best != found.best:
            return


def _changing_least(program: Program) -> Program:
    """The equally good plan that changes least, so that its changes are meaningful."""
    goals = program.named_goals
    if any(isinstance(goal, LeastChange) for goal in goals):
        return program
    name = free_name(CHANGES, program.rules, goals)
    return evolve(program, goals=(*goals, LeastChange(id=name)))
