"""Solve: goal after goal, each optimal under the best values of all before it, and checked."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import must_be_known
from seatplan.engine.active_requirements import ActiveRequirements
from seatplan.engine.best_possible import best_possible
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import Block, Term, blocks
from seatplan.engine.plan_values import hint_plan, hint_values, read_plan, values_of
from seatplan.engine.primal_heuristics import begin, count_people
from seatplan.engine.reproduction import Case
from seatplan.engine.search import ROUNDING, Answer, Found, OutOfTime, Search
from seatplan.engine.verification import Reached, Verifier
from seatplan.errors import Interrupted, PlanError
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, Progress, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import Result, Status

LARGE = 4_000
"""From so many variables on the search has a start of its own: a plan is found far sooner. 6,271 of
them take 0.9 s in place of 9, and 3,279 take 0.6 in place of 0.2."""


def solve(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    without: Iterable[Requirement] | None = None,
    only: Iterable[Requirement] | None = None,
    relax: bool = False,
) -> Result:
    """Finds the best plan and proves it.

    With one worker the answer is deterministic: the same program, plan, seed and library versions
    give the same plan, unless the time limit cut it short. More workers reach the same goal
    values, perhaps by another plan.

    Args:
        program: what is known and wanted.
        plan: where the search starts, and what `least-change` compares with.
        as_of: every leg before that day is as in `plan`, and what nothing can mend is waived.
        time_limit: in seconds, for everything; None for no limit.
        workers: threads of the solver.
        seed: of the solver.
        on_progress: told about each phase, each better plan and each better bound, in the thread
            that called. What it raises comes out of here.
        cancel: stops it; the answer is then that of a solve whose time ran out.
        without: requirements that are given up.
        only: with these, all others are given up.
        relax: where no plan keeps all that is required, find the one that gives up least:
            `Result.given_up`.

    Raises:
        ArgumentError: with each argument that is not what it should be.
        ProgramError: if the numbers of a rule or goal come to more than is counted exactly.
        PlanError: if `as_of` comes without a plan, or a past leg of it names what is unknown.
        Interrupted: at Ctrl-C, with the best result so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    with Arguments("solve") as given:
        given.program(program)
        given.plan(plan, optional=True)
        day, seconds = given.day(as_of), given.seconds(time_limit)
        workers, seed = given.workers(workers), given.seed(seed)
        given.callback(on_progress)
        given.cancel(cancel)
        without = given.requirements(without, "without")
        only = given.requirements(only, "only")
        given.flag(relax, "relax")
    if day is not None:
        if plan is None:
            raise PlanError("as_of needs a plan: the past is as the plan has it")
        must_be_known(ProgramIndex(program), plan, before=day)
    kept, gone = only, without or ()

    def solve_without(
        given_up: Iterable[Requirement], room: float, known: Plan | None = None
    ) -> Result:
        begin = time.monotonic()
        search = Search(begin + room, Case(program, plan, day), workers, seed, cancel)
        active = ActiveRequirements(without=(*gone, *given_up), only=kept)
        return Driver(search, active, begin, on_progress, known).solve()

    result = solve_without((), start + seconds - time.monotonic())
    if not relax or result.status is not Status.INFEASIBLE:
        return result
    return best_possible(
        program,
        plan,
        day,
        solve_without,
        time_limit=start + seconds - time.monotonic(),
        without=gone,
        only=kept,
        on_progress=on_progress,
        cancel=cancel,
    )


class Driver:
    """One solve, from the model to the checked result."""

    light = False
    """Whether presolve is kept short: where the search starts near its end."""

    def __init__(
        self,
        search: Search,
        active: ActiveRequirements,
        start: float,
        on_progress: ProgressCallback | None,
        known: Plan | None = None,
    ) -> None:
        self.search = search
        self.program = search.case.program
        self.plan = search.case.plan
        self.as_of = search.case.as_of
        self.active = active
        self.verifier = Verifier(search, active)
        self.start = start
        self.on_progress = on_progress
        self.known = known
        """A plan that keeps what is active, where the search may begin."""
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
                active=self.active,
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
        values = self.verifier.values(plan, self.reached)
        return Result(status, plan, values, time.monotonic() - self.start)

    def _optimise(self, model: SeatModel) -> Status:
        """The status; `best` and `reached` grow goal by goal."""
        todo = blocks(model, self.program.named_goals)
        if todo:
            todo = count_people(self, model, todo)
            if self.reached and not todo:
                return Status.OPTIMAL
        fresh = self.plan is None and self.known is None
        if len(model.variables) > LARGE and fresh and model.rows.complete:
            todo = begin(self, model, todo)
        if not todo and self.best is None:
            self.tell("search")
            answer = self.ask(model, quick=True)
            if not answer.found:
                return self._without_plan(model, answer)
            self.best = self.take(model, answer)
        return self._climb(model, todo)

    def _climb(self, model: SeatModel, todo: Sequence[Block]) -> Status:
        """Stage after stage, from the best plan if there is one."""
        if self.best is None and self.known is not None:
            self.best = values_of(model, self.known, self.search)
        for block in todo:
            before = self.best
            if before is not None:
                if self.search.left <= 0:
                    self._leave(model, block, before, math.inf)
                    return Status.FEASIBLE
                hint_values(model, before)
            model.cp.clear_objective()
            model.cp.maximize(model.linear(block.objective))
            self.tell("search", block.parts[0].goal.name)
            answer = self.ask(model, found=self.telling(block))
            if not answer.found:
                if before is None:
                    return self._without_plan(model, answer)
                if answer.infeasible:
                    names = ", ".join(part.goal.name for part in block.parts)
                    raise self.search.contradiction(
                        f"the solver has a plan, and says that there is none for {names}"
                    )
                self._leave(model, block, before, math.inf)
                return Status.FEASIBLE
            solution = self.take(model, answer)
            bound = answer.solver.best_objective_bound
            for known in (solution, before):
                if known is not None and len(known) == len(solution):  # no new variables since
                    self.must_be_within(bound, model.value(block.objective, known))
            self.best = solution
            values = [model.value(part.expression, solution) for part in block.parts]
            if not answer.proved:
                self._leave(model, block, solution, bound)
                return Status.FEASIBLE
            for part, value in zip(block.parts, values, strict=True):
                self.keep(model, part, value)
            self.bound = math.inf
        model.cp.clear_objective()
        return Status.OPTIMAL

    def _leave(self, model: SeatModel, block: Block, solution: list[int], bound: float) -> None:
        """Time is up: what the goals of the stage are worth by now, and what they could be."""
        if len(solution) < len(model.variables):  # goals were built since: the check counts them
            counted = self.verifier.read(read_plan(model, solution)).values
            values = [counted[part.goal.name] for part in block.parts]
        else:
            values = [model.value(part.expression, solution) for part in block.parts]
        bounds = block.bounds(min(bound, self.bound, block.most), values)
        for part, value, limit in zip(block.parts, values, bounds, strict=True):
            self.reached.append(Reached(part.goal, value, limit))

    def must_be_within(self, bound: float, value: float) -> None:
        """No plan that is known may be better than the solver says that any can be."""
        if value > bound + ROUNDING:
            raise self.search.contradiction(
                f"the solver has a plan worth {value:.0f}, and says that none is above {bound:.0f}"
            )

    def ask(
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
            if not answer.found or not model.lazy_rows:
                return answer
            solution = self.take(model, answer)
            plan = read_plan(model, solution)
            report = self.verifier.read(plan)
            broken = {one.requirement for one in report.violations} & model.lazy_rows.keys()
            if not broken:
                return answer
            model.separate(broken)
            hint_values(model, solution)
            if self.search.left <= 0:
                return Answer(cp_model.UNKNOWN, answer.solver)

    def take(self, model: SeatModel, answer: Answer) -> list[int]:
        """The values of all variables."""
        return [answer.solver.value(variable) for variable in model.variables]

    def keep(self, model: SeatModel, part: Term, value: int) -> None:
        """A goal is proved: no later goal may cost it anything."""
        self.reached.append(Reached(part.goal, value, value))
        if part.goal.sense == "max":
            model.add_linear(part.expression, value, None)
        else:
            model.add_linear(part.expression, None, value)

    def skip(self, model: SeatModel, solution: list[int], todo: list[Block]) -> list[Block]:
        """The stages without the first goals, as far as they cannot be better than they are."""
        for part in [part for block in todo for part in block.parts]:
            if model.value(part.expression, solution) != part.best:
                break
            self.keep(model, part, part.best)
        done = len(self.reached)
        left = []
        for block in todo:
            parts = block.parts[done:]
            done = max(0, done - len(block.parts))
            left += [Block(parts)] if parts else []
        return left

    def telling(self, block: Block) -> Found | None:
        """Tells of a better plan: the first goal that is not at its bound."""
        if self.on_progress is None or not block.parts:
            return None

        def found(objective: float | None, bound: float) -> None:
            if objective is None:
                first = block.parts[0]
                gain = min(first.high - first.low, bound // first.weight)
                self.tell("search", first.goal.name, None, first.value(int(gain)))
                return
            left = round(objective)
            values = []
            for part in block.parts:
                gain, left = divmod(left, part.weight)
                values.append(part.value(gain))
            for part, value, limit in zip(
                block.parts, values, block.bounds(bound, values), strict=True
            ):
                if value != limit or part is block.parts[-1]:
                    self.tell("search", part.goal.name, value, limit)
                    return

        return found

    def _without_plan(self, model: SeatModel, answer: Answer) -> Status:
        """INFEASIBLE only after a second look."""
        if not answer.infeasible:
            return Status.UNKNOWN
        self.search.must_be_none(model.cp, answer)
        self.verifier.must_be_infeasible()
        return Status.INFEASIBLE
