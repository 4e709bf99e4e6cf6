"""Solve: goal after goal, each optimal under the best values of all before it, and checked."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import date

from ortools.sat.python import cp_model

from seatplan.checking import check, must_be_known
from seatplan.engine.demands import Demands
from seatplan.engine.lexicographic import Part, Stage, stages
from seatplan.engine.model import SeatModel
from seatplan.engine.search import Answer, Found, Search
from seatplan.engine.starting import start_from_relaxation
from seatplan.engine.translating import hint_plan, hint_values, read_plan
from seatplan.errors import EngineError, Interrupted, PlanError
from seatplan.kinds import Goal
from seatplan.lookup import Lookup
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import Progress, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import GoalValue, Result, Status
from seatplan.validation import STRUCTURE

LARGE = 10_000
"""From so many variables on a first plan is looked for without a goal: it is found far sooner."""

QUICK_EFFORT = 3e-5
"""How long it is looked for, for each variable, in the solver's own deterministic seconds: some
three times what was needed where a plan was found that way at all."""


def solve(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: date | None = None,
    time_limit: float = 60.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
    without: Iterable[Requirement] | None = None,
    only: Iterable[Requirement] | None = None,
) -> Result:
    """Finds the best plan and proves it.

    With one worker the answer is deterministic: the same program, plan, seed and library versions
    give the same plan, unless the time limit cut it short. More workers reach the same goal
    values, perhaps by another plan.

    Args:
        program: what is known and wanted.
        plan: where the search starts, and what `least-change` compares with.
        as_of: every leg before that day is as in `plan`, and what nothing can mend is waived.
        time_limit: in seconds, for everything.
        workers: threads of the solver.
        seed: of the solver.
        on_progress: told about each phase and each better plan.
        without: requirements that are given up.
        only: with these, all others are given up.

    Raises:
        ProgramError: if the numbers of a rule or goal come to more than is counted exactly.
        PlanError: if `as_of` comes without a plan, or a past leg of it names what is unknown.
        Interrupted: at Ctrl-C, with the best result so far.
        EngineError: if the solver and the check disagree.
    """
    start = time.monotonic()
    if as_of is not None:
        if plan is None:
            raise PlanError("as_of needs a plan: the past is as the plan has it")
        must_be_known(Lookup(program), plan, before=as_of)
    demands = Demands(without=without, only=only)
    run = Run(program, plan, as_of, demands, start, on_progress)
    result = run.solve(Search(start + time_limit, workers, seed))
    if run.interrupted:
        raise Interrupted(result)
    return result


class Run:
    """One solve, from the model to the checked result."""

    light = False
    """Whether presolve is kept short: where the search starts near its end."""

    def __init__(
        self,
        program: Program,
        plan: Plan | None,
        as_of: date | None,
        demands: Demands,
        start: float,
        on_progress: ProgressCallback | None,
    ) -> None:
        self.program = program
        self.plan = plan
        self.as_of = as_of
        self.demands = demands
        self.start = start
        self.on_progress = on_progress
        self.interrupted = False
        self.reached: list[tuple[Goal, int, int]] = []
        """Goal by goal the value in the model and the bound."""

    def tell(
        self,
        phase: str,
        goal: str | None = None,
        value: int | None = None,
        bound: int | None = None,
    ) -> None:
        if self.on_progress is not None:
            seconds = time.monotonic() - self.start
            self.on_progress(Progress(phase, goal, value, bound, seconds))

    def solve(self, search: Search) -> Result:
        self.tell("build")
        model = SeatModel(
            self.program, plan=self.plan, as_of=self.as_of, demands=self.demands, patient=True
        )
        if self.plan is not None:
            hint_plan(model, self.plan)
        status, solution = self._optimise(model, search)
        self.interrupted = search.interrupted
        if solution is None:
            return Result(status, seconds=time.monotonic() - self.start)
        self.tell("check")
        plan, values = self._checked(model, solution)
        return Result(status, plan, values, time.monotonic() - self.start)

    def _optimise(self, model: SeatModel, search: Search) -> tuple[Status, list[int] | None]:
        """The status and the values of all variables; `reached` grows goal by goal."""
        solution: list[int] | None = None
        todo = stages(model, self.program.named_goals)
        if not todo or (len(model.variables) > LARGE and self.plan is None):
            effort = QUICK_EFFORT * len(model.variables) if todo else None
            answer = self._run(model, search, quick=True, effort=effort)
            if answer.found:
                solution = self._take(model, answer)
                todo = self._skip(model, solution, todo)
            elif answer.infeasible or not todo or search.left <= 0:
                return self._without_plan(model, answer, search), None
            if todo:
                solution, todo = self._relax(model, search, todo, solution)
        return self._climb(model, search, todo, solution)

    def _relax(
        self, model: SeatModel, search: Search, todo: list[Stage], solution: list[int] | None
    ) -> tuple[list[int] | None, list[Stage]]:
        """A better solution by way of the linear relaxation, and the stages that it leaves."""
        stage = todo[0]
        self.tell("search", stage.parts[0].goal.name)
        start = start_from_relaxation(model, stage, search)
        if start is None:
            return solution, todo
        if solution is not None:
            reached = model.value(stage.objective, solution)
            if reached >= model.value(stage.objective, start.solution):
                return solution, todo
        if model.value(stage.objective, start.solution) < start.bound:
            return start.solution, todo
        for part in stage.parts:
            self._keep(model, part, model.value(part.expression, start.solution))
        return start.solution, todo[1:]

    def _climb(
        self, model: SeatModel, search: Search, todo: Sequence[Stage], solution: list[int] | None
    ) -> tuple[Status, list[int] | None]:
        """Stage after stage, from a solution if there is one."""
        for stage in todo:
            if solution is not None:
                if search.left <= 0:
                    return Status.FEASIBLE, solution
                hint_values(model, solution)
            model.cp.maximize(model.linear(stage.objective))
            self.tell("search", stage.parts[0].goal.name)
            answer = self._run(model, search, found=self._found(stage))
            if not answer.found:
                if solution is None:
                    return self._without_plan(model, answer, search), None
                if answer.infeasible:
                    names = ", ".join(part.goal.name for part in stage.parts)
                    raise EngineError(f"the solver has a plan and finds none for {names}")
                return Status.FEASIBLE, solution
            model.cp.clear_objective()
            solution = self._take(model, answer)
            values = [model.value(part.expression, solution) for part in stage.parts]
            if not answer.proved:
                bounds = stage.bounds(answer.solver.best_objective_bound, values)
                for part, value, bound in zip(stage.parts, values, bounds, strict=True):
                    self.reached.append((part.goal, value, bound))
                return Status.FEASIBLE, solution
            for part, value in zip(stage.parts, values, strict=True):
                self._keep(model, part, value)
        return Status.OPTIMAL, solution

    def _run(
        self,
        model: SeatModel,
        search: Search,
        *,
        quick: bool = False,
        effort: float | None = None,
        found: Found | None = None,
    ) -> Answer:
        """Searches until the plan keeps also what was put off, or nothing is found."""
        while True:
            answer = search.run(model.cp, quick=quick, effort=effort, light=self.light, found=found)
            if not answer.found or not model.put_off:
                return answer
            solution = self._take(model, answer)
            plan = read_plan(model, solution)
            report = check(self.program, plan, as_of=self.as_of, reference=self.plan)
            broken = {one.requirement for one in report.violations} & model.put_off.keys()
            if not broken:
                return answer
            model.catch_up(broken)
            hint_values(model, solution)
            if search.left <= 0:
                return Answer(cp_model.UNKNOWN, answer.solver)

    def _take(self, model: SeatModel, answer: Answer) -> list[int]:
        """The values of all variables."""
        return [answer.solver.value(variable) for variable in model.variables]

    def _keep(self, model: SeatModel, part: Part, value: int) -> None:
        """A goal is proved: no later goal may cost it anything."""
        self.reached.append((part.goal, value, value))
        if part.goal.sense == "max":
            model.between(part.expression, value, None)
        else:
            model.between(part.expression, None, value)

    def _skip(self, model: SeatModel, solution: list[int], todo: list[Stage]) -> list[Stage]:
        """The stages without the first goals, as far as they cannot be better than they are."""
        for part in [part for stage in todo for part in stage.parts]:
            if model.value(part.expression, solution) != part.best:
                break
            self._keep(model, part, part.best)
        done = len(self.reached)
        left = []
        for stage in todo:
            parts = stage.parts[done:]
            done = max(0, done - len(stage.parts))
            left += [Stage(parts)] if parts else []
        return left

    def _found(self, stage: Stage) -> Found | None:
        """Tells of a better plan: the first goal that is not at its bound."""
        if self.on_progress is None or not stage.parts:
            return None

        def found(objective: float, bound: float) -> None:
            left = round(objective)
            values = []
            for part in stage.parts:
                gain, left = divmod(left, part.weight)
                values.append(part.value(gain))
            for part, value, limit in zip(
                stage.parts, values, stage.bounds(bound, values), strict=True
            ):
                if value != limit or part is stage.parts[-1]:
                    self.tell("search", part.goal.name, value, limit)
                    return

        return found

    def _without_plan(self, model: SeatModel, answer: Answer, search: Search) -> Status:
        """INFEASIBLE only after a second look: presolve has been wrong in releases before."""
        if answer.status == cp_model.MODEL_INVALID:
            raise EngineError(f"the solver refuses the model: {model.cp.validate()}")
        if not answer.infeasible:
            return Status.UNKNOWN
        if search.left > 0:
            again = search.run(model.cp, presolve=False)
            if again.found:
                raise EngineError("the solver finds a plan without presolve, and none with it")
        return Status.INFEASIBLE

    def _checked(self, model: SeatModel, solution: list[int]) -> tuple[Plan, tuple[GoalValue, ...]]:
        """The plan, read again in plain Python, and its goal values as they are found there."""
        plan = read_plan(model, solution)
        report = check(self.program, plan, as_of=self.as_of, reference=self.plan)
        wrong = [
            violation.message
            for violation in report.violations
            if violation.hard and not self._given_up(violation.rule, violation.requirement)
        ]
        if wrong:
            raise EngineError("the solver's plan fails the check: " + "; ".join(wrong))
        values = []
        # What goals are worth means something only where what every plan obeys is kept.
        lawful = all(violation.rule not in STRUCTURE for violation in report.violations)
        for goal, modelled, bound in self.reached:
            value = report.values[goal.name]
            if not lawful:
                values.append(GoalValue(goal.name, value, value))
                continue
            better = value > bound if goal.sense == "max" else value < bound
            if better or (modelled == bound and value != bound):
                raise EngineError(
                    f"the solver finds {modelled}, at best {bound}, for {goal.name!r}; "
                    f"the check reads {value}"
                )
            values.append(GoalValue(goal.name, value, bound))
        return plan, tuple(values)

    def _given_up(self, rule: str, requirement: str) -> bool:
        return self.demands.given_up(Requirement(requirement, rule, ""))
