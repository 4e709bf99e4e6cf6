"""Solve: finds the best plan of a program and proves it."""

from __future__ import annotations

import time
from collections.abc import Iterable

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.engine.answers.best_possible import best_plan
from seatplan.engine.answers.driver import Driver
from seatplan.engine.solver.reproduction import Case
from seatplan.known_names import past_must_be_known
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import Result


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
        how = chosen(given, options, time_limit, workers, seed, on_progress, cancel)
        without = given.requirements(without, "without")
        only = given.requirements(only, "only")
        given.flag(relax, "relax")
    past_must_be_known(program, plan, day)
    case = Case(program, plan, day)
    deadline = start + how.seconds
    return best_plan(Driver, case, how, deadline, without=without or (), only=only, relax=relax)
