"""Solve: goal after goal, each optimal under the best values of all before it, and checked."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from datetime import date

from ortools.sat.python import cp_model

from seatplan.checking import check, must_be_known
from seatplan.engine.demands import Demands
from seatplan.engine.model import SeatModel
from seatplan.engine.search import Answer, Search
from seatplan.errors import EngineError, Interrupted, PlanError
from seatplan.kinds import Goal
from seatplan.lookup import Lookup
from seatplan.plan import Assignment, Plan
from seatplan.program import Program
from seatplan.progress import Progress, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import GoalValue, Result, Status


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
    run = _Run(program, plan, as_of, demands, start, on_progress)
    result = run.solve(Search(start + time_limit, workers, seed))
    if run.interrupted:
        raise Interrupted(result)
    return result


class _Run:
    """One solve, from the model to the checked result."""

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
            self.program, plan=self.plan, as_of=self.as_of, demands=self.demands
        )
        goals = self.program.named_goals
        if self.plan is not None:
            hint_plan(model, self.plan)
        status, solution, reached = self._optimise(model, goals, search)
        self.interrupted = search.interrupted
        if solution is None:
            return Result(status, seconds=time.monotonic() - self.start)
        self.tell("check")
        plan, values = self._checked(model, solution, reached)
        return Result(status, plan, values, time.monotonic() - self.start)

    def _optimise(
        self, model: SeatModel, goals: tuple[Goal, ...], search: Search
    ) -> tuple[Status, list[int] | None, list[tuple[Goal, int, bool]]]:
        """The status, the values of all variables, and each goal reached with its bound."""
        solution: list[int] | None = None
        reached: list[tuple[Goal, int, bool]] = []
        for goal in goals or (None,):
            if solution is not None and search.left <= 0:
                break
            found = None
            if goal is not None:
                expression = goal.expression(model)
                linear = model.linear(expression)
                if goal.sense == "min":
                    model.cp.minimize(linear)
                else:
                    model.cp.maximize(linear)
                if self.on_progress is not None:
                    found = self._found(goal)
                self.tell("search", goal.name)
            answer = search.run(model.cp, found=found)
            if not answer.found:
                if solution is None:
                    return self._without_plan(model, answer, search), None, []
                if answer.infeasible:
                    name = goal.name if goal is not None else ""
                    raise EngineError(f"the solver has a plan and finds none for goal {name!r}")
                break
            solver = answer.solver
            solution = [solver.value(variable) for variable in model.variables]
            if goal is not None:
                proved = answer.proved
                sign = 1 if goal.sense == "min" else -1
                # The bound of a minimum rounds up, of a maximum down, but for the solver's noise.
                bound = sign * math.ceil(sign * solver.best_objective_bound - 1e-6)
                reached.append((goal, bound, proved))
                if not proved:
                    break
                best = round(solver.objective_value)
                model.cp.clear_objective()
                if goal.sense == "min":
                    model.between(expression, None, best)
                else:
                    model.between(expression, best, None)
                hint_values(model, solution)
        proved_all = len(reached) == len(goals) and all(proved for *_, proved in reached)
        return Status.OPTIMAL if proved_all else Status.FEASIBLE, solution, reached

    def _found(self, goal: Goal):  # type: ignore[no-untyped-def]
        return lambda value, bound: self.tell("search", goal.name, value, bound)

    def _without_plan(
        self, model: SeatModel, answer: Answer, search: Search
    ) -> Status:
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

    def _checked(
        self, model: SeatModel, solution: list[int], reached: list[tuple[Goal, int, bool]]
    ) -> tuple[Plan, tuple[GoalValue, ...]]:
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
        for goal, bound, proved in reached:
            value = report.values[goal.name]
            if proved and value != bound:
                raise EngineError(
                    f"the solver proves {bound} for {goal.name!r}, the check reads {value}"
                )
            values.append(GoalValue(goal.name, value, bound))
        return plan, tuple(values)

    def _given_up(self, rule: str, requirement: str) -> bool:
        return self.demands.given_up(Requirement(requirement, rule, ""))


def read_plan(model: SeatModel, solution: list[int]) -> Plan:
    """The plan that a solution stands for."""
    return Plan(
        (
            Assignment(place.flight.id, place.leg, place.role, place.member.id)
            for places in model.candidates.places.values()
            for place in places
            if solution[place.literal]
        ),
        model.program.name,
    )


def hint_plan(model: SeatModel, plan: Plan) -> None:
    """Starts the search at a plan: its places and ways; the rest follows from them."""
    taken = {(line.flight, line.leg, line.role, line.member) for line in plan.assignments}
    values: dict[int, int] = {}
    for places in model.candidates.places.values():
        for place in places:
            key = (place.flight.id, place.leg, place.role, place.member.id)
            values[place.literal] = min(values.get(place.literal, 1), int(key in taken))
    for variable, value in values.items():
        if variable:
            model.cp.add_hint(model.variables[variable], value)


def hint_values(model: SeatModel, solution: list[int]) -> None:
    """Starts the next search at the last solution."""
    model.cp.clear_hints()
    for variable, value in zip(model.variables[: len(solution)], solution, strict=True):
        model.cp.add_hint(variable, value)
