"""Solve: finds the best plan of a program and proves it.

Where no plan exists, the best possible one gives up as little as possible.

In one model, every requirement has a literal. The cheapest set of false literals is what the plan
gives up; prices are those of fixes (`ranking`). At first every critical seat must be taken and no
one may be in two places at once; these are given up only if there is no plan otherwise. Then the
goals are optimized without the requirements given up.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from attrs import evolve

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import Report, check
from seatplan.engine.answers.driver import Driver
from seatplan.engine.explain.correction_sets import Units
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.ranking import for_reading
from seatplan.engine.model.plan_values import hint_plan
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.verification import broken
from seatplan.errors import Interrupted
from seatplan.explanation import Requirements
from seatplan.known_names import past_must_be_known
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import Result, Status

TO_GIVE_UP = 0.6
"""The share of the time to look for a smaller set; the goals need the rest."""


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


def best_plan(
    kind: type[Driver],
    case: Case,
    how: Options,
    deadline: float,
    *,
    without: Iterable[Requirement] = (),
    only: Iterable[Requirement] | None = None,
    relax: bool = False,
    read: tuple[Plan, Report] | None = None,
) -> Result:
    """The best plan; with `relax`, the one that gives up least where there is none.

    Args:
        kind: how the goals are optimized.
        case: the program, its plan and the day.
        how: the options, apart from their time limit.
        deadline: on the clock `time.monotonic`, for everything.
        without, only, relax: as `solve` takes them.
        read: a plan that the check has read, and what it found.

    Returns:
        INFEASIBLE if there is no plan even so, because some requirements are never given up;
        UNKNOWN if time ran out before a plan was found. OPTIMAL: nothing less can be given up,
        and every goal is proved.

    Raises:
        Interrupted: at Ctrl-C, with the best result so far.
        EngineError: if the solver fails, or contradicts itself or the check.
    """
    gone, kept = tuple(without), None if only is None else tuple(only)

    def solved(given_up: Requirements = (), known: Plan | None = None) -> Result:
        search = Search(deadline, case, how.workers, how.seed, how.cancel)
        active = ActiveRequirements(without=(*gone, *given_up), only=kept)
        driver = kind(search, active, time.monotonic(), how.on_progress, known)
        if read is not None:
            driver.verifier.remember(*read)
        return driver.solve()

    result = solved()
    if not relax or result.status is not Status.INFEASIBLE:
        return result
    left = deadline - time.monotonic()
    oracle = Oracle(case.program, case.plan, case.as_of, left, how.on_progress, how.cancel)
    oracle.tell("give up")
    found = _giving_up_least(oracle, gone, kept)
    if oracle.search.interrupted:
        raise Interrupted(found)
    if found.plan is None or oracle.search.left <= 0:
        return found
    try:
        result = solved(found.given_up, found.plan)
    except Interrupted as stop:
        raise Interrupted(_best_of(oracle, found, stop.result)) from None
    return _best_of(oracle, found, result)


def _best_of(oracle: Oracle, found: Result, result: Result) -> Result:
    """The result of the solve; if it has no plan, the plan found with the set to give up."""
    if result.plan is None:
        return evolve(found, status=Status.FEASIBLE, seconds=oracle.seconds)
    # A requirement that was not proved to be in the way may be kept after all.
    return evolve(
        result,
        status=result.status if found.status is Status.OPTIMAL else Status.FEASIBLE,
        given_up=_missed(oracle, result.plan, found.given_up),
        seconds=oracle.seconds,
    )


def _missed(oracle: Oracle, plan: Plan, some: Requirements) -> Requirements:
    """Those of some requirements that a plan breaks."""
    report = check(oracle.program, plan, as_of=oracle.as_of, reference=oracle.plan)
    hard = {one.requirement for one in broken(report)}
    return tuple(one for one in some if one.id in hard)


def _giving_up_least(oracle: Oracle, without: Requirements, only: Requirements | None) -> Result:
    """The cheapest set to give up, with a plan: OPTIMAL if proved, INFEASIBLE if there is none."""
    until = oracle.share(TO_GIVE_UP)
    found = Result(Status.UNKNOWN, None)
    with oracle.search.until_stopped():
        for last_resorts in ((0, 0), (0, 1), (1, 1)):
            step = _within(last_resorts, oracle, without, only, until)
            if step.status is not Status.INFEASIBLE:
                return evolve(step, seconds=oracle.seconds)
        found = Result(Status.INFEASIBLE, None)
    return evolve(found, seconds=oracle.seconds)


def _within(
    last_resorts: tuple[int, int],
    oracle: Oracle,
    without: Requirements,
    only: Requirements | None,
    until: float,
) -> Result:
    """The same, giving up no requirement that is a worse last resort; the search ends at `until`.

    Args:
        last_resorts: whether what is impossible may go, and whether critical seats may stay empty.
    """

    def may_go(one: Requirement) -> bool:
        price = oracle.ranking.price([one])
        return price.impossible <= last_resorts[0] and price.uncommanded <= last_resorts[1]

    model = oracle.model(ActiveRequirements(without=without, only=only, assume=may_go))
    units = Units(model, oracle.ranking, wholes=False)
    if oracle.plan is not None:
        hint_plan(model, oracle.plan)
    model.cp.minimize(model.linear(units.cost))
    answer = oracle.search.run(model.cp, until=until)
    if answer.infeasible:
        oracle.search.must_be_none(model.cp, answer)
        return Result(Status.INFEASIBLE, None)
    if not answer.found:
        return Result(Status.UNKNOWN, None)
    false = units.chosen(answer)
    plan = oracle.checked(model, answer, without=false)
    given_up = _missed(oracle, plan, false)
    if answer.proved and len(given_up) < len(false):
        kept = ", ".join(one.id for one in false if one not in given_up)
        raise oracle.search.contradiction(
            f"the solver claims that these must be given up, and its plan keeps them: {kept}"
        )
    status = Status.OPTIMAL if answer.proved else Status.FEASIBLE
    return Result(status, plan, given_up=tuple(sorted(given_up, key=for_reading)))
