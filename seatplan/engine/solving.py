"""Solve: goal after goal, each optimal under the best values of all before it, and checked."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from attrs import evolve
from ortools.sat.python import cp_model

from seatplan.checking import must_be_known
from seatplan.engine.demands import Demands
from seatplan.engine.evidence import Case
from seatplan.engine.exactly import Fewest, headcount_of
from seatplan.engine.judging import Judge, Reached
from seatplan.engine.lexicographic import Part, Stage, stages
from seatplan.engine.model import SeatModel
from seatplan.engine.search import ROUNDING, Answer, Found, OutOfTime, Search
from seatplan.engine.starting import starts
from seatplan.engine.translating import hint_plan, hint_values, read_plan
from seatplan.errors import Interrupted, PlanError
from seatplan.lookup import Lookup
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, Progress, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import Result, Status

LARGE = 4_000
"""From so many variables on the search has a start of its own: a plan is found far sooner. 6,271 of
them take 0.9 s in place of 9, and 3,279 take 0.6 in place of 0.2."""

ANY = 5.0
"""For any plan of a large program by local search, on the solver's own clock. 382,000 variables
take 2 of it."""

RESERVE = 0.2
"""The share of the time that is kept for finding any plan while the fewest people are asked for."""


def solve(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: date | None = None,
    time_limit: float = 60.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
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
        on_progress: told about each phase, each better plan and each better bound, in the thread
            that called. What it raises comes out of here.
        cancel: stops it; the answer is then that of a solve whose time ran out.
        without: requirements that are given up.
        only: with these, all others are given up.

    Raises:
        ProgramError: if the numbers of a rule or goal come to more than is counted exactly.
        PlanError: if `as_of` comes without a plan, or a past leg of it names what is unknown.
        Interrupted: at Ctrl-C, with the best result so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    if as_of is not None:
        if plan is None:
            raise PlanError("as_of needs a plan: the past is as the plan has it")
        must_be_known(Lookup(program), plan, before=as_of)
    search = Search(start + time_limit, Case(program, plan, as_of), workers, seed, cancel)
    return Run(search, Demands(without=without, only=only), start, on_progress).solve()


class Run:
    """One solve, from the model to the checked result."""

    light = False
    """Whether presolve is kept short: where the search starts near its end."""

    def __init__(
        self,
        search: Search,
        demands: Demands,
        start: float,
        on_progress: ProgressCallback | None,
    ) -> None:
        self.search = search
        self.program = search.case.program
        self.plan = search.case.plan
        self.as_of = search.case.as_of
        self.demands = demands
        self.judge = Judge(search, demands)
        self.start = start
        self.on_progress = on_progress
        self.best: list[int] | None = None
        """The values of all variables in the best plan so far."""
        self.reached: list[Reached] = []
        """Goal by goal, as far as that plan goes."""
        self.bound: float = math.inf
        """No plan has an objective of the first stage to come above it."""

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

    def solve(self) -> Result:
        """The result.

        Raises:
            Interrupted: at Ctrl-C, whenever it comes.
        """
        model: SeatModel | None = None
        try:
            self.tell("build")
            model = SeatModel(
                self.program,
                plan=self.plan,
                as_of=self.as_of,
                demands=self.demands,
                patient=True,
                pulse=self.search.pulse,
            )
            if self.plan is not None:
                hint_plan(model, self.plan)
            status = self._optimise(model)
        except (OutOfTime, KeyboardInterrupt) as stop:
            self.search.interrupted |= isinstance(stop, KeyboardInterrupt)
            status = Status.UNKNOWN if self.best is None else Status.FEASIBLE
        try:
            result = self._result(model, status)
        except KeyboardInterrupt:  # the plan is there: it is read once more
            self.search.interrupted = True
            result = self._result(model, status)
        if self.search.interrupted:
            raise Interrupted(result)
        return result

    def _result(self, model: SeatModel | None, status: Status) -> Result:
        """The plan, read again in plain Python, with its values as they are found there."""
        if model is None or self.best is None:
            return Result(status, seconds=time.monotonic() - self.start)
        self.tell("check")
        plan = read_plan(model, self.best)
        values = self.judge.values(plan, self.reached)
        return Result(status, plan, values, time.monotonic() - self.start)

    def _optimise(self, model: SeatModel) -> Status:
        """The status; `best` and `reached` grow goal by goal."""
        todo = stages(model, self.program.named_goals)
        if todo:
            todo = self._count(model, todo)
            if self.reached and not todo:
                return Status.OPTIMAL
        if len(model.variables) > LARGE and self.plan is None and model.rows.complete:
            todo = self._start(model, todo)
        if not todo and self.best is None:
            self.tell("search")
            answer = self._run(model, quick=True)
            if not answer.found:
                return self._without_plan(model, answer)
            self.best = self._take(model, answer)
        return self._climb(model, todo)

    def _start(self, model: SeatModel, todo: list[Stage]) -> list[Stage]:
        """A plan of a large program, and the stages that it leaves."""
        stage = todo[0] if todo else None
        # Where people were counted in vain the relaxation takes long and says less than the count.
        if self.best is not None or (stage is not None and headcount_of(model, stage) is not None):
            return todo
        self.tell("search", stage.parts[0].goal.name if stage is not None else None)
        if stage is None:  # where any plan will do local search has it at once, or never
            answer = self._run(model, quick=True, presolve=False, local=True, effort=ANY)
            if answer.found:
                self.best = self._take(model, answer)
                return todo
        found = None if stage is None else self._found(stage)
        most = math.inf if stage is None else stage.most
        best = -math.inf
        with suppress(OutOfTime):  # what is known by then is told below
            for start in starts(model, stage, self.search):
                if start.bound is not None:
                    self.bound = start.bound
                if start.solution is not None:
                    value = 0 if stage is None else model.value(stage.objective, start.solution)
                    if value >= best:
                        self.best, best = start.solution, value
                self._must_be_within(self.bound, best)
                if found is not None:
                    found(None if self.best is None else best, min(self.bound, most))
        if self.best is None or stage is None:
            return todo
        if best == self.bound:
            for part in stage.parts:
                self._keep(model, part, model.value(part.expression, self.best))
            self.bound = math.inf
            return todo[1:]
        left = self._skip(model, self.best, todo)
        done = stage.parts[: len(self.reached)]
        self.bound -= sum(part.weight * part.gain(part.best) for part in done)
        if len(done) == len(stage.parts):
            self.bound = math.inf
        return left

    def _count(self, model: SeatModel, todo: list[Stage]) -> list[Stage]:
        """The fewest people, if that is the next goal, and the stages that it leaves."""
        first, *others = todo[0].parts
        count = headcount_of(model, todo[0])
        if count is None:
            return todo

        deadline = self.search.deadline
        if self.search.left > 0:  # as long as there is no plan, some time is kept for finding any
            self.search.deadline -= RESERVE * self.search.left

        def tell(value: int | None, bound: int) -> None:
            if value is not None:
                self.search.deadline = deadline
            self.tell("search", first.goal.name, value, bound)

        def ask(effort: float, *, local: bool = False) -> Answer:
            return self._run(model, quick=True, presolve=False, effort=effort, local=local)

        try:
            fewest = Fewest(model, count, self.search, ask, tell)
            fewest.run()
        finally:
            self.search.deadline = deadline
        self.best = fewest.best
        if fewest.proved:
            self._keep(model, first, fewest.low)
            return [Stage(tuple(others)), *todo[1:]] if others else todo[1:]
        if self.best is not None:  # without one all may be impossible, and that is another proof
            model.between(count.total, fewest.low, None)
        first = evolve(first, low=max(first.low, fewest.low))
        return [Stage((first, *others)), *todo[1:]]

    def _climb(self, model: SeatModel, todo: Sequence[Stage]) -> Status:
        """Stage after stage, from the best plan if there is one."""
        for stage in todo:
            before = self.best
            if before is not None:
                if self.search.left <= 0:
                    self._leave(model, stage, before, math.inf)
                    return Status.FEASIBLE
                hint_values(model, before)
            model.cp.clear_objective()
            model.cp.maximize(model.linear(stage.objective))
            self.tell("search", stage.parts[0].goal.name)
            answer = self._run(model, found=self._found(stage))
            if not answer.found:
                if before is None:
                    return self._without_plan(model, answer)
                if answer.infeasible:
                    names = ", ".join(part.goal.name for part in stage.parts)
                    raise self.search.contradiction(
                        f"the solver has a plan, and says that there is none for {names}"
                    )
                self._leave(model, stage, before, math.inf)
                return Status.FEASIBLE
            solution = self._take(model, answer)
            bound = answer.solver.best_objective_bound
            for known in (solution, before):
                if known is not None and len(known) == len(solution):  # no new variables since
                    self._must_be_within(bound, model.value(stage.objective, known))
            self.best = solution
            values = [model.value(part.expression, solution) for part in stage.parts]
            if not answer.proved:
                self._leave(model, stage, solution, bound)
                return Status.FEASIBLE
            for part, value in zip(stage.parts, values, strict=True):
                self._keep(model, part, value)
            self.bound = math.inf
        model.cp.clear_objective()
        return Status.OPTIMAL

    def _leave(self, model: SeatModel, stage: Stage, solution: list[int], bound: float) -> None:
        """Time is up: what the goals of the stage are worth by now, and what they could be."""
        if len(solution) < len(model.variables):  # goals were built since: the check counts them
            counted = self.judge.read(read_plan(model, solution)).values
            values = [counted[part.goal.name] for part in stage.parts]
        else:
            values = [model.value(part.expression, solution) for part in stage.parts]
        bounds = stage.bounds(min(bound, self.bound, stage.most), values)
        for part, value, limit in zip(stage.parts, values, bounds, strict=True):
            self.reached.append(Reached(part.goal, value, limit))

    def _must_be_within(self, bound: float, value: float) -> None:
        """No plan that is known may be better than the solver says that any can be."""
        if value > bound + ROUNDING:
            raise self.search.contradiction(
                f"the solver has a plan worth {value:.0f}, and says that none is above {bound:.0f}"
            )

    def _run(
        self,
        model: SeatModel,
        *,
        quick: bool = False,
        presolve: bool = True,
        local: bool = False,
        effort: float | None = None,
        found: Found | None = None,
    ) -> Answer:
        """Searches until the plan keeps also what was put off, or nothing is found."""
        while True:
            answer = self.search.run(
                model.cp,
                presolve=presolve,
                quick=quick,
                local=local,
                effort=effort,
                light=self.light,
                found=found,
            )
            if not answer.found or not model.put_off:
                return answer
            solution = self._take(model, answer)
            plan = read_plan(model, solution)
            report = self.judge.read(plan)
            broken = {one.requirement for one in report.violations} & model.put_off.keys()
            if not broken:
                return answer
            model.catch_up(broken)
            hint_values(model, solution)
            if self.search.left <= 0:
                return Answer(cp_model.UNKNOWN, answer.solver)

    def _take(self, model: SeatModel, answer: Answer) -> list[int]:
        """The values of all variables."""
        return [answer.solver.value(variable) for variable in model.variables]

    def _keep(self, model: SeatModel, part: Part, value: int) -> None:
        """A goal is proved: no later goal may cost it anything."""
        self.reached.append(Reached(part.goal, value, value))
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

        def found(objective: float | None, bound: float) -> None:
            if objective is None:
                first = stage.parts[0]
                gain = min(first.high - first.low, bound // first.weight)
                self.tell("search", first.goal.name, None, first.value(int(gain)))
                return
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

    def _without_plan(self, model: SeatModel, answer: Answer) -> Status:
        """INFEASIBLE only after a second look: presolve has been wrong in releases before."""
        if not answer.infeasible:
            return Status.UNKNOWN
        if self.search.left > 0 and self.search.run(model.cp, presolve=False).found:
            raise self.search.contradiction(
                "the solver finds a plan without presolve, and none with it"
            )
        self.judge.must_be_infeasible()
        return Status.INFEASIBLE
