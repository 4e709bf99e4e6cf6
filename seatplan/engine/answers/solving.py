"""Solve: finds the best plan of a program and proves it."""

from __future__ import annotations

import time
from collections.abc import Iterable

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import must_be_known
from seatplan.engine.answers.best_possible import best_possible
from seatplan.engine.answers.driver import Driver
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.errors import PlanError
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import Result, Status


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
    options: Options | None = None,
    without: Iterable[Requirement] | None = None,
    only: Iterable[Requirement] | None = None,
    relax: bool = False,
) -> Result:
    """Finds the best plan and proves it.

    With one worker the answer is deterministic: the same program, plan, seed and library versions
    give the same plan, unless the time limit cut it short. More workers reach the same goal
    values, perhaps by another plan.

    Args:
        program: the program.
        plan: the start of the search, and the plan that `least-change` compares with.
        as_of: every leg before that day is as in `plan`, and requirements that can no longer be
            met are waived.
        time_limit: in seconds, for everything; None for no limit.
        workers: threads of the solver.
        seed: of the solver.
        on_progress: called for each phase, each better plan and each better bound, in the thread
            that called `solve`. Its exceptions propagate to the caller.
        cancel: stops the solve; the answer is then the same as when time runs out.
        options: the five arguments before as one value.
        without: requirements to give up.
        only: requirements to keep; all others are given up.
        relax: if no plan meets all requirements, find the one that gives up least:
            `Result.given_up`.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if the numbers of a rule or goal are too large to be exact.
        PlanError: if `as_of` comes without a plan, or a past leg names something unknown.
        Interrupted: at Ctrl-C, with the best result so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    with Arguments("solve") as given:
        given.program(program)
        plan = given.plan(plan, program, optional=True)
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
        without = given.requirements(without, "without")
        only = given.requirements(only, "only")
        given.flag(relax, "relax")
    if day is not None:
        if plan is None:
            raise PlanError("as_of needs a plan: the plan whose past is kept")
        must_be_known(ProgramIndex(program), plan, before=day)
    kept, gone = only, without or ()

    def solve_without(
        given_up: Iterable[Requirement], room: float, known: Plan | None = None
    ) -> Result:
        begin = time.monotonic()
        search = Search(begin + room, Case(program, plan, day), how.workers, how.seed, how.cancel)
        active = ActiveRequirements(without=(*gone, *given_up), only=kept)
        return Driver(search, active, begin, how.on_progress, known).solve()

    result = solve_without((), start + how.seconds - time.monotonic())
    if not relax or result.status is not Status.INFEASIBLE:
        return result
    return best_possible(
        program,
        plan,
        day,
        solve_without,
        time_limit=start + how.seconds - time.monotonic(),
        without=gone,
        only=kept,
        on_progress=how.on_progress,
        cancel=how.cancel,
    )
