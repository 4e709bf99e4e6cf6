"""Why not better: what limits the best value of a goal, and how to improve it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, frozen

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.as_data import AsData
from seatplan.errors import Interrupted, Problem, ProgramError, nearest_of_all
from seatplan.explanation import Requirements
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal, Rule
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.result import Result, Status
from seatplan.shown import Shown
from seatplan.whatif.replanning_goals import free_name

FOR_BEST, FOR_CONFLICT = 0.3, 0.6
"""The share of the time for the best value, and of the remaining time for the conflict."""


@frozen
class Gain:
    """The gain from giving up a set of requirements.

    Attributes:
        given_up: the requirements; if any of them is put back, the goal cannot exceed its best.
        value: of the goal without them; the goals before keep their values, unless one of them is
            given up.
        proved: whether no plan without them is better.
    """

    given_up: Requirements
    value: int
    proved: bool


@frozen(repr=False)
class WhyNotBetter(Shown, AsData):
    """The reasons why a goal cannot be better than its best value.

    Attributes:
        goal: its id.
        program: the program with the goal.
        result: the best plan for this goal and those before it.
        conflict: requirements that cannot hold together if the goal is better; each of them is
            needed. Goals before it, which must keep their values, may be among them.
        gains: minimal sets to give up that make it better, the cheapest first.
        proved: whether everything is proved.
        complete: whether there are no others with at most two more parts than the smallest.
    """

    data_kind: ClassVar[str] = "why-not-better"
    also_says: ClassVar[tuple[str, ...]] = ("verdict",)

    goal: str
    program: Program
    result: Result
    conflict: Requirements = ()
    gains: tuple[Gain, ...] = ()
    proved: bool = False
    complete: bool = False

    @property
    def best(self) -> int | None:
        """The best known value; None without a plan."""
        return next((one.best for one in self.result.goals if one.id == self.goal), None)

    @property
    def verdict(self) -> str:
        """The answer in a sentence or two."""
        if self.best is None:
            return "There is no plan." if self.infeasible else "Time ran out without a plan."
        best = _goal(self.program, self.goal).in_words(self.best)
        if len(self.conflict) > 1:
            more = "" if self.proved else " Time ran out: not all of these may be needed."
            return f"{self.goal} is {best} at best, since these cannot hold with more.{more}"
        if self.conflict and self.proved:
            return f"{self.goal} is {best} at best, whatever is given up."
        return f"{self.goal} is {best}. Time ran out before it was known what keeps it there."

    @property
    def infeasible(self) -> bool:
        """Whether there is no plan at all: `explain` shows why."""
        return self.result.status is Status.INFEASIBLE

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.verdict
        if len(self.conflict) > 1:
            yield from (f"  - {one.message}" for one in self.conflict)
        if self.gains:
            yield "\nWhat would make it better:"
        for number, gain in enumerate(self.gains, 1):
            head = f"  {number}. "
            for one in gain.given_up:
                yield f"{head}{one.decision}"
                head = " " * (len(head) - 2) + "& "
            yield f"{' ' * len(head)}-> {self.gained(gain)}"

    def gained(self, gain: Gain) -> str:
        """The gain of a set in words: `prefer 5 points, better by 2 points`."""
        goal = _goal(self.program, self.goal)
        assert self.best is not None
        step = goal.step_in_words(self.best, gain.value)
        more = "" if gain.proved else ", at least"
        return f"{goal.name} {goal.in_words(gain.value)}, {step}{more}"


def why_not_better(
    program: Program,
    goal: str,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    max_fixes: int = 5,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> WhyNotBetter:
    """Finds the requirements that limit the best value of a goal, and how to improve it.

    The goals before it keep their best values, within their `give`.

    Args:
        program: the program.
        goal: the id of one of its goals.
        plan: the start of the search, and the plan that `least-change` compares with.
        as_of: every leg before that day is as in `plan`.
        time_limit: in seconds, for everything; None for no limit.
        max_fixes: how many sets to give up to look for.
        on_progress, cancel: as `solve` takes them.
        options: these as one value.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if there is no such goal, with the nearest.
        PlanError: if `as_of` comes without a plan, or a past leg names something unknown.
        Interrupted: at Ctrl-C, with what is known so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    with Arguments("why_not_better") as given:
        given.program(program)
        given.text(goal, "goal")
        plan = given.plan(plan, program, optional=True)
        day = given.day(as_of)
        how = chosen(given, options, time_limit, on_progress=on_progress, cancel=cancel)
        max_fixes = given.whole(max_fixes, "max_fixes", 0)
    from seatplan.engine.answers.solving import solve
    from seatplan.engine.explain.explaining import explained
    from seatplan.engine.explain.oracle import Oracle
    from seatplan.engine.explain.relevance import Worth  # the solver loads when it is first needed

    end = start + how.seconds

    def left() -> float:
        return max(0.0, end - time.monotonic())

    def solved(what: Program, seconds: float, without: Requirements = ()) -> Result:
        return solve(
            what,
            plan,
            as_of=day,
            without=without,
            options=evolve(how, time_limit=seconds),
        )

    wanted = _goal(program, goal)
    goals = program.named_goals
    before = goals[: goals.index(wanted)]
    best = solved(evolve(program, goals=_scored(goals, (*before, wanted))), FOR_BEST * left())
    answer = WhyNotBetter(goal, program, best)
    if best.plan is None:
        return evolve(answer, proved=best.status is Status.INFEASIBLE)
    kept: list[Rule] = []
    for one in before:
        name = free_name(f"goal {one.name}", (*program.rules, *kept), goals)
        kept.append(Worth(id=name, goal=one, value=one.worst(best.goal(one.name).best)))
    value = best.goal(goal).best + (1 if wanted.sense == "max" else -1)
    name = free_name(f"goal {goal}", (*program.rules, *kept), goals)
    demand = Worth(id=name, goal=wanted, value=value, better=True)
    with_it = evolve(program, rules=(*program.rules, *kept, demand), goals=())
    oracle = Oracle(with_it, plan, day, FOR_CONFLICT * left(), on_progress, cancel)
    pinned = frozenset({demand.requirement(oracle.lookup).id})
    interrupted = False
    try:
        found = explained(oracle, max_fixes=max_fixes, pinned=pinned)
    except Interrupted as stop:
        interrupted, found = True, stop.result
    proved = best.goal(goal).optimal and found.proved and found.feasible is False
    answer = evolve(answer, conflict=found.conflict, proved=proved, complete=found.complete)
    # The goal comes first: what counts for it is its own best without the set.
    measured = evolve(program, rules=(*program.rules, *kept), goals=_scored(goals, (wanted,)))
    for number, fix in enumerate(found.fixes):
        if interrupted or left() <= 0:
            break
        share = left() / (len(found.fixes) - number)
        try:
            without = solved(measured, share, fix)
        except Interrupted as stop:
            interrupted, without = True, stop.result
        if without.goals:
            first = without.goals[0]
            gain = Gain(fix, first.best, first.optimal)
            answer = evolve(answer, gains=(*answer.gains, gain))
    if len(answer.gains) < len(found.fixes):
        answer = evolve(answer, proved=False)
    if interrupted:
        raise Interrupted(answer)
    return answer


def _goal(program: Program, name: str) -> Goal:
    """The goal of that id.

    Raises:
        ProgramError: if there is none, with the nearest.
    """
    goals = {goal.name: goal for goal in program.named_goals}
    if name not in goals:
        hint = nearest_of_all(name, goals)
        raise ProgramError([Problem(f"the program has no goal {name!r}", ("goal",), hint)])
    return goals[name]


def _scored(goals: tuple[Goal, ...], some: tuple[Goal, ...]) -> tuple[Goal, ...]:
    """These goals, with `keep-rules` last: if it were none of them it would come first."""
    return (*some, *(one for one in goals if isinstance(one, KeepRules) and one not in some))
