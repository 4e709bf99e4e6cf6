"""The best possible plan: where no plan exists, one that gives up as little as possible.

In one model, every requirement has a literal. The cheapest set of false literals is what the plan
gives up; prices are those of fixes (`ranking`). At first every critical seat must be taken and no
one may be in two places at once; these are given up only if there is no plan otherwise. Then the
goals are optimized without the requirements given up.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from attrs import evolve

from seatplan.checking import Report, check
from seatplan.engine.answers.driver import Driver
from seatplan.engine.explain.correction_sets import Units
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.ranking import Price, for_reading
from seatplan.engine.model.plan_values import hint_plan
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.errors import Interrupted
from seatplan.explanation import Requirements
from seatplan.options import Options
from seatplan.plan import Plan
from seatplan.requirement import Requirement
from seatplan.result import Result, Status

TO_GIVE_UP = 0.6
"""The share of the time to look for a smaller set; the goals need the rest."""


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
    least = _Least(oracle, gone, kept)
    status = least.find()
    found = Result(status, least.plan, seconds=oracle.seconds, given_up=least.given_up)
    if oracle.search.interrupted:
        raise Interrupted(found)
    if least.plan is None or oracle.search.left <= 0:
        return found
    try:
        result = solved(least.given_up, least.plan)
    except Interrupted as stop:
        raise Interrupted(_best_of(found, stop.result, least)) from None
    return _best_of(found, result, least)


def _best_of(found: Result, result: Result, least: _Least) -> Result:
    """The result of the solve; if it has no plan, the plan found with the set to give up."""
    oracle = least.oracle
    if result.plan is None:
        return evolve(found, status=Status.FEASIBLE, seconds=oracle.seconds)
    # A requirement that was not proved to be in the way may be kept after all.
    report = check(oracle.program, result.plan, as_of=oracle.as_of, reference=oracle.plan)
    broken = {one.requirement for one in report.violations if one.hard}
    return evolve(
        result,
        status=result.status if found.status is Status.OPTIMAL else Status.FEASIBLE,
        given_up=tuple(one for one in least.given_up if one.id in broken),
        seconds=oracle.seconds,
    )


class _Least:
    """Finds the cheapest set to give up.

    Attributes:
        given_up: the best such set so far.
        plan: a plan without it.
    """

    def __init__(self, oracle: Oracle, without: Requirements, only: Requirements | None) -> None:
        self.oracle = oracle
        self.ranking = oracle.ranking
        self.without = without
        self.only = only
        self.given_up: Requirements = ()
        self.plan: Plan | None = None

    def find(self) -> Status:
        """OPTIMAL if the set is proved, FEASIBLE if not, INFEASIBLE if there is none."""
        until = self.oracle.share(TO_GIVE_UP)
        try:
            for dearest in (Price(0, 0, 1, 0), Price(0, 1, 1, 0), Price(1, 1, 1, 0)):
                status = self._within(dearest, until)
                if status is not Status.INFEASIBLE:
                    return status
            return Status.INFEASIBLE
        except OutOfTime:
            return Status.UNKNOWN
        except KeyboardInterrupt:
            self.oracle.search.interrupted = True
            return Status.UNKNOWN

    def _within(self, dearest: Price, until: float) -> Status:
        """The same, giving up no requirement whose own price is a worse last resort than `dearest`.

        The search ends at `until`.
        """
        oracle = self.oracle

        def may_go(one: Requirement) -> bool:
            price = self.ranking.price([one])
            return price.impossible <= dearest.impossible and (
                price.uncommanded <= dearest.uncommanded
            )

        active = ActiveRequirements(without=self.without, only=self.only, assume=may_go)
        model = oracle.model(active)
        units = Units(model, active, self.ranking, wholes=False)
        if oracle.plan is not None:
            hint_plan(model, oracle.plan)
        model.cp.minimize(model.linear(units.cost))
        answer = oracle.search.run(model.cp, until=until)
        if answer.infeasible:
            oracle.search.must_be_none(model.cp, answer)
            return Status.INFEASIBLE
        if not answer.found:
            return Status.UNKNOWN
        false = units.chosen(answer)
        self.plan = oracle.checked(model, answer, without=false)
        report = check(oracle.program, self.plan, as_of=oracle.as_of, reference=oracle.plan)
        broken = {one.requirement for one in report.violations if one.hard}
        self.given_up = tuple(sorted((one for one in false if one.id in broken), key=for_reading))
        if answer.proved and len(self.given_up) < len(false):
            kept = ", ".join(one.id for one in false if one.id not in broken)
            raise oracle.search.contradiction(
                f"the solver claims that these must be given up, and its plan keeps them: {kept}"
            )
        return Status.OPTIMAL if answer.proved else Status.FEASIBLE
