"""Replanning: solves an edited program with as little change as possible."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import check, must_be_known
from seatplan.errors import Interrupted
from seatplan.explanation import Explanation
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal, Rule
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program, goals_in_order, named, with_goals
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.result import Result, Status
from seatplan.whatif.changes import Change, Difference, FlightChange
from seatplan.whatif.edited import edited
from seatplan.whatif.editing import Draft, Edit
from seatplan.whatif.improvements import improving
from seatplan.whatif.outcome import Outcome, outcome_of, worth
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.standing import Best, OldPlan

MOST_FIXES = 5
"""The number of fixes to look for if there is no plan; none if a plan gives something up."""


@frozen
class Replanning:
    """The options for solving each scenario.

    Attributes:
        time_limit: the time for one scenario, with its explanation, in seconds.
        workers, seed: options of the solver; see `seatplan.solve`.
        explain: whether to explain why there is no plan, in the time that the proof leaves.
        relax: whether to find the best possible plan if there is no plan; see `seatplan.solve`.
    """

    time_limit: float = 60.0
    workers: int = 1
    seed: int = 0
    explain: bool = True
    relax: bool = False


class Replanner:
    """Answers one what-if after another for a program and its plan.

    Everything that does not depend on the edits is computed only once.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        *,
        as_of: date | None = None,
        options: Replanning | None = None,
    ) -> None:
        """Take the program and the plan.

        Raises:
            PlanError: if a line of the plan before `as_of` names something unknown.
        """
        if as_of is not None:
            must_be_known(ProgramIndex(program), plan, before=as_of)
        self.program = program
        self.plan = plan
        self.as_of = as_of
        self.options: Replanning = options if options is not None else Replanning()
        self._before: dict[str, int] | None = None
        self._best: Best = ()
        self._near: Plan | None = None
        self._unedited: Result | None = None

    def outcome(
        self,
        scenario: Scenario,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Outcome:
        """Find the outcome of a scenario.

        Raises:
            ProgramError: if an edit names something unknown or changes the past, or if the edited
                program is invalid.
            Interrupted: at Ctrl-C, with the outcome as far as it is known.
        """
        start = time.monotonic()
        until = start + self.options.time_limit
        wanted, own = self.wanted(scenario.edits)
        old = OldPlan(wanted, self.plan, self.as_of)
        result = old.still_stands(self._best_of(scenario))
        explanation, interrupted = None, False
        try:
            if result is None:
                result = self._as_unedited(scenario, old, until, on_progress, cancel)
            if result is None:
                result = self._repaired(wanted, until, on_progress, cancel, old=old)
            result = evolve(result, seconds=time.monotonic() - start)
            if self.options.explain and (result.status is Status.INFEASIBLE or result.given_up):
                fixes = 0 if result.given_up else MOST_FIXES
                explanation = self._explained(wanted, fixes, until, on_progress, cancel)
        except Interrupted as stop:
            interrupted = True
            if result is None:
                result = evolve(stop.result, seconds=time.monotonic() - start)
            else:
                explanation = evolve(stop.result, feasible=False)
        outcome = self.told(scenario, wanted, own, result, explanation)
        if interrupted:
            raise Interrupted(outcome)
        return outcome

    @cached_property
    def _as_it_is(self) -> Program:
        """The program to solve without any edit."""
        return self.wanted(())[0]

    def wanted(self, edits: Iterable[Edit]) -> tuple[Program, tuple[Goal, ...]]:
        """The edited program with the goals of a what-if, and the goals that it has of its own."""
        own: tuple[Goal, ...] = ()

        def finish(draft: Draft) -> Draft:
            nonlocal own
            own = draft.goals
            return with_least_change(draft)

        made = edited(self.program, edits, as_of=self.as_of, plan=self.plan, finish=finish)
        return made, own

    def told(
        self,
        scenario: Scenario,
        after: Program,
        own: tuple[Goal, ...],
        result: Result,
        explanation: Explanation | None = None,
    ) -> Outcome:
        """The outcome of a scenario whose result is known; `after` and `own` as of `wanted`."""
        if self._before is None:
            self._before = worth(self.program, self.plan, as_of=self.as_of)
        return outcome_of(
            scenario,
            result,
            program=self.program,
            edited=after,
            own=own,
            plan=self.plan,
            before=self._before,
            explanation=explanation,
            as_of=self.as_of,
        )

    def told_apart(
        self,
        outcome: Outcome,
        cancel: CancelToken | None = None,
        until: float | None = None,
    ) -> Outcome:
        """The outcome with its changes in two parts, if the old plan was not the best.

        The plan without any edit is found once. If it is not proved, nothing is reported.

        Args:
            outcome: the outcome.
            cancel: stops the search.
            until: the deadline on the clock `time.monotonic`; None for the rest of the time limit
                after the seconds of the outcome.

        Raises:
            Interrupted: at Ctrl-C, with the unchanged outcome.
        """
        new = outcome.result.plan
        if not outcome.lines or new is None:
            return outcome
        if until is None:
            until = time.monotonic() + self.options.time_limit - outcome.result.seconds
        try:
            near = self._nearest(until, cancel)
        except Interrupted:
            raise Interrupted(outcome) from None
        old, had, has = self.plan, set(self.plan.assignments), set(near.assignments)
        gone, come = had - has, has - had
        if not gone and not come:
            return outcome
        wanted = self._as_it_is
        at = next(i for i, goal in enumerate(wanted.goals) if isinstance(goal, LeastChange))
        first = wanted.named_goals[:at]
        alone = set(
            improving(outcome.lines, old, new, self.program, outcome.program, first, self.as_of)
        )
        both = [one for one in outcome.lines if one in alone or one.line in (gone | come)]
        if not both:
            return outcome

        def part(lines: Iterable[Change]) -> tuple[FlightChange, ...]:
            mine = list(lines)
            kept = had - {one.line for one in mine if one.kind == "removed"}
            added = {one.line for one in mine if one.kind == "added"}
            after = evolve(new, assignments=kept | added)
            return Difference(old, after, self.program, outcome.program).flights

        needed = part(one for one in outcome.lines if one not in both)
        return evolve(outcome, needed=needed, anyway=part(both))

    def _nearest(self, until: float, cancel: CancelToken | None) -> Plan:
        """The best plan near the old one without any edit; the old plan if that is not proved."""
        if self._near is None:
            wanted = self._as_it_is
            if OldPlan(wanted, self.plan, self.as_of).still_stands() is None:
                at = next(i for i, goal in enumerate(wanted.goals) if isinstance(goal, LeastChange))
                nearest = with_goals(wanted, wanted.goals[: at + 1])
                result = self._repaired(nearest, until, cancel=cancel, relax=False)
                if result.status is not Status.OPTIMAL or result.plan is None:
                    return self.plan
                self._near = result.plan
            else:
                self._near = self.plan
        return self._near

    def prepare(self, cancel: CancelToken | None = None) -> None:
        """Find the best values of the goals before `least-change`, once for many scenarios.

        The outcomes do not depend on this; those of edits that only restrict are found sooner.
        """
        wanted = self._as_it_is
        at = next(i for i, goal in enumerate(wanted.goals) if isinstance(goal, LeastChange))
        first = wanted.goals[:at]
        if not first or not _is_built_in(wanted, first):
            return
        nearest = with_goals(wanted, (*first, wanted.goals[at]))
        until = time.monotonic() + self.options.time_limit
        result = self._repaired(nearest, until, cancel=cancel, relax=False)
        if result.status is Status.OPTIMAL:
            values = (goal.best for goal in result.goals)
            self._best = tuple(zip(first, values, strict=False))

    def _best_of(self, scenario: Scenario) -> Best:
        return self._best if _restricts(scenario) else ()

    def _as_unedited(
        self,
        scenario: Scenario,
        old: OldPlan,
        until: float,
        on_progress: ProgressCallback | None,
        cancel: CancelToken | None,
    ) -> Result | None:
        """The best plan without any edit, if the edits only restrict and that plan stays the best.

        None if that is not certain. Whether this is tried depends only on the scenario, not on
        earlier scenarios: if the edits break the old plan, they break that one as well.
        """
        if not _restricts(scenario):
            return None
        before, wanted = self._as_it_is, old.program
        if before.named_goals != wanted.named_goals or any(one.give for one in before.goals):
            return None
        if not _is_built_in(wanted, before.goals):
            return None
        if not old.is_lawful:
            return None
        if self._unedited is None:
            # Half of the time is left for the scenario itself, in case this proves nothing.
            half = (time.monotonic() + until) / 2
            self._unedited = self._repaired(before, half, on_progress, cancel, relax=False)
        best = self._unedited
        if best.status is not Status.OPTIMAL or best.plan is None:
            return None
        report = check(wanted, best.plan, as_of=self.as_of, reference=self.plan)
        if not report.ok or report.values != {one.id: one.value for one in best.goals}:
            return None
        claimed = (one.claim and evolve(one.claim, program=wanted) for one in best.goals)
        goals = tuple(
            evolve(one, claim=claim) for one, claim in zip(best.goals, claimed, strict=True)
        )
        return evolve(best, goals=goals)

    def _repaired(
        self,
        program: Program,
        until: float,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
        *,
        relax: bool | None = None,
        old: OldPlan | None = None,
    ) -> Result:
        from seatplan.engine.answers.repairing import (
            repair,  # the solver loads when it is first needed
        )

        return repair(
            program,
            self.plan,
            as_of=self.as_of,
            time_limit=_left(until),
            workers=self.options.workers,
            seed=self.options.seed,
            on_progress=on_progress,
            cancel=cancel,
            relax=self.options.relax if relax is None else relax,
            read=(old.kept, old.report) if old and old.kept and old.report else None,
        )

    def _explained(
        self,
        program: Program,
        max_fixes: int,
        until: float,
        on_progress: ProgressCallback | None,
        cancel: CancelToken | None,
    ) -> Explanation:
        from seatplan.engine.explain.explaining import after_proof, explain
        from seatplan.engine.solver.reproduction import Case

        found = explain(
            program,
            self.plan,
            as_of=self.as_of,
            time_limit=_left(until),
            max_fixes=max_fixes,
            on_progress=on_progress,
            cancel=cancel,
        )
        return after_proof(found, Case(program, self.plan, self.as_of))


def with_least_change(draft: Draft) -> Draft:
    """The program with `least-change` directly after `keep-rules`, or first if there is none.

    It replaces a `least-change` of the program and keeps its `give`. If any flight has a window,
    `keep-dates` follows in the same way.
    """
    goals = goals_in_order(draft.rules, draft.goals, (*draft.fixed, *draft.forbidden))
    own = next((goal for goal in goals if isinstance(goal, LeastChange)), None)
    rest = [goal for goal in goals if not isinstance(goal, LeastChange)]
    least = own or LeastChange(id=free_name(LeastChange.kind, draft.rules, rest))
    nearest: list[Goal] = [least]
    if any(flight.has_window for flight in draft.flights):
        old = next((goal for goal in rest if isinstance(goal, KeepDates)), None)
        rest = [goal for goal in rest if not isinstance(goal, KeepDates)]
        name = free_name(KeepDates.kind, draft.rules, [*rest, *nearest])
        nearest.append(KeepDates(id=old.name, give=old.give) if old else KeepDates(id=name))
    at = next((i + 1 for i, goal in enumerate(rest) if isinstance(goal, KeepRules)), 0)
    return evolve(draft, goals=(*rest[:at], *nearest, *rest[at:]))


def free_name(word: str, rules: Iterable[Rule], goals: Iterable[Goal]) -> str:
    """The word as the id of a further goal; with a number if a rule or a goal has it already."""
    taken = {thing.name for thing in (*named(tuple(rules)), *named(tuple(goals)))}
    name, number = word, 2
    while name in taken:
        name, number = f"{word}-{number}", number + 1
    return name


def _left(until: float) -> float:
    """The seconds until a moment on the clock `time.monotonic`."""
    return max(0.0, until - time.monotonic())


def _restricts(scenario: Scenario) -> bool:
    return all(edit.only_restricts for edit in scenario.edits)


def _is_built_in(program: Program, goals: tuple[Goal, ...]) -> bool:
    """Whether all rules and goals are built-in; others may read anything that an edit changes."""
    things = [*goals, *program.rules]
    return all(type(thing).__module__.startswith("seatplan.") for thing in things)


def what_if(
    program: Program,
    plan: Plan,
    *edits: Edit,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    explain: bool = True,
    relax: bool = False,
    name: str = "",
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> Outcome:
    """Replan after edits of the program, with as few changes as possible.

    The goals are those of the program, with `least-change` from the plan directly after
    `keep-rules`, or first if there is none; it replaces a `least-change` of the program. If any
    flight has a window, `keep-dates` follows and replaces one of the program, and flights with
    windows are put on the dates of the plan before the edits are applied.

    Args:
        program: the program before the edits.
        plan: the plan before the edits.
        edits: the edits, applied one after the other.
        as_of: every leg before this day is as in the plan, and no edit may change it.
        time_limit: the time for everything, including the explanation, in seconds; None for no
            limit.
        workers, seed, on_progress, cancel: as in `seatplan.solve`.
        explain: whether to explain why there is no plan, in the time that the proof leaves.
        relax: whether to find the plan that gives up least if there is no plan; see
            `seatplan.solve`.
        name: the name of the scenario in the outcome and in frames.
        options: `time_limit`, `workers`, `seed`, `on_progress` and `cancel` as one value.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if an edit names something unknown or changes the past, or if the edited
            program is invalid.
        PlanError: if a line of the plan before `as_of` names something unknown.
        Interrupted: at Ctrl-C, with the outcome as far as it is known.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    with Arguments("what_if") as given:
        given.program(program)
        plan = given.plan(plan, program)
        given.each(
            edits, Edit, "edits", "edits one by one: what_if(program, plan, *edits).", "edit"
        )
        day = given.day(as_of)
        how = chosen(
            given,
            options,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            on_progress=on_progress,
            cancel=cancel,
        )
        given.flag(explain, "explain")
        given.flag(relax, "relax")
        given.text(name, "name")
    replanning = Replanning(how.seconds, how.workers, how.seed, explain, relax)
    replanner = Replanner(program, plan, as_of=day, options=replanning)
    outcome = replanner.outcome(Scenario(name, edits), how.on_progress, how.cancel)
    return replanner.told_apart(outcome, how.cancel, start + how.seconds)
