"""Replanning: solves an edited program with as little change as possible."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from seatplan.checking import check
from seatplan.errors import Interrupted
from seatplan.explanation import Explanation
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal
from seatplan.known_names import must_be_known
from seatplan.options import Options
from seatplan.plan import Plan
from seatplan.program import Program, with_goals
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.result import Result, Status
from seatplan.whatif.edited import edited
from seatplan.whatif.editing import Draft, Edit
from seatplan.whatif.outcome import Outcome, outcome_of, worth
from seatplan.whatif.replanning_goals import with_least_change
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
        how = self._how(cancel, on_progress)
        wanted, own = self.wanted(scenario.edits)
        old = OldPlan(wanted, self.plan, self.as_of)
        result = old.still_stands(self._best_of(scenario))
        explanation, interrupted = None, False
        try:
            if result is None:
                result = self._as_unedited(scenario, old, until, how)
            if result is None:
                result = self._repaired(wanted, until, how, old=old)
            result = evolve(result, seconds=time.monotonic() - start)
            if self.options.explain and (result.status is Status.INFEASIBLE or result.given_up):
                fixes = 0 if result.given_up else MOST_FIXES
                explanation = self._explained(wanted, fixes, until, how)
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
    def as_it_is(self) -> Program:
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

    def nearest(self, until: float, cancel: CancelToken | None = None) -> Plan:
        """The best plan near the old one without any edit; the old plan if that is not proved."""
        if self._near is None:
            wanted = self.as_it_is
            if OldPlan(wanted, self.plan, self.as_of).still_stands() is None:
                at = next(i for i, goal in enumerate(wanted.goals) if isinstance(goal, LeastChange))
                nearest = with_goals(wanted, wanted.goals[: at + 1])
                result = self._repaired(nearest, until, self._how(cancel), relax=False)
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
        wanted = self.as_it_is
        at = next(i for i, goal in enumerate(wanted.goals) if isinstance(goal, LeastChange))
        first = wanted.goals[:at]
        if not first or not _is_built_in(wanted, first):
            return
        nearest = with_goals(wanted, (*first, wanted.goals[at]))
        until = time.monotonic() + self.options.time_limit
        result = self._repaired(nearest, until, self._how(cancel), relax=False)
        if result.status is Status.OPTIMAL:
            values = (goal.best for goal in result.goals)
            self._best = tuple(zip(first, values, strict=False))

    def _how(
        self, cancel: CancelToken | None, on_progress: ProgressCallback | None = None
    ) -> Options:
        """The options of a solve, apart from its time limit."""
        return Options(
            workers=self.options.workers,
            seed=self.options.seed,
            on_progress=on_progress,
            cancel=cancel,
        )

    def _best_of(self, scenario: Scenario) -> Best:
        return self._best if _restricts(scenario) else ()

    def _as_unedited(
        self,
        scenario: Scenario,
        old: OldPlan,
        until: float,
        how: Options,
    ) -> Result | None:
        """The best plan without any edit, if the edits only restrict and that plan stays the best.

        None if that is not certain. Whether this is tried depends only on the scenario, not on
        earlier scenarios: if the edits break the old plan, they break that one as well.
        """
        if not _restricts(scenario):
            return None
        before, wanted = self.as_it_is, old.program
        if before.named_goals != wanted.named_goals or any(one.give for one in before.goals):
            return None
        if not _is_built_in(wanted, before.goals):
            return None
        if not old.is_lawful:
            return None
        if self._unedited is None:
            # Half of the time is left for the scenario itself, in case this proves nothing.
            half = (time.monotonic() + until) / 2
            self._unedited = self._repaired(before, half, how, relax=False)
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
        how: Options,
        *,
        relax: bool | None = None,
        old: OldPlan | None = None,
    ) -> Result:
        # The solver loads when it is first needed.
        from seatplan.engine.answers.repairing import repair

        return repair(
            program,
            self.plan,
            as_of=self.as_of,
            how=evolve(how, time_limit=_left(until)),
            relax=self.options.relax if relax is None else relax,
            read=(old.kept, old.report) if old and old.kept and old.report else None,
        )

    def _explained(
        self,
        program: Program,
        max_fixes: int,
        until: float,
        how: Options,
    ) -> Explanation:
        from seatplan.engine.explain.explaining import after_proof, explain
        from seatplan.engine.solver.reproduction import Case

        found = explain(
            program,
            self.plan,
            as_of=self.as_of,
            max_fixes=max_fixes,
            options=evolve(how, time_limit=_left(until)),
        )
        return after_proof(found, Case(program, self.plan, self.as_of))


def _left(until: float) -> float:
    """The seconds until a moment on the clock `time.monotonic`."""
    return max(0.0, until - time.monotonic())


def _restricts(scenario: Scenario) -> bool:
    return all(edit.only_restricts for edit in scenario.edits)


def _is_built_in(program: Program, goals: tuple[Goal, ...]) -> bool:
    """Whether all rules and goals are built-in; others may read anything that an edit changes."""
    things = [*goals, *program.rules]
    return all(type(thing).__module__.startswith("seatplan.") for thing in things)
