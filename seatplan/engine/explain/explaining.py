"""Explain: why there is no plan, and the smallest fixes, each verified by solving again."""

from __future__ import annotations

from collections.abc import Set
from itertools import islice

from attrs import evolve

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.date_fix import DateFix
from seatplan.engine.explain.cores import FirstCores
from seatplan.engine.explain.correction_sets import CorrectionSets, told
from seatplan.engine.explain.date_fixes import date_fixes
from seatplan.engine.explain.loosening import loosened, shortfalls
from seatplan.engine.explain.mus import independent_conflicts
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.ranking import for_reading
from seatplan.engine.solver.reproduction import Case, contradiction
from seatplan.errors import Interrupted
from seatplan.explanation import Explanation, Requirements, Shortfall
from seatplan.known_names import past_must_be_known
from seatplan.lacking import lacking, without_days
from seatplan.options import Options, chosen
from seatplan.pigeonhole import headline
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.requirement import told_apart
from seatplan.stranded import stranded
from seatplan.structure.seat_requirements import with_lacking

FOR_CONFLICTS = 0.6
"""The share of the time after which conflicts are not shrunk any further."""


def explain(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    max_fixes: int = 5,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> Explanation:
    """Finds why a program has no plan, and what would help.

    The answer is the same in every run, whatever the order of the file, unless the time limit cut
    it short.

    Args:
        program: the program; only its hard rules count.
        plan: the source of the past.
        as_of: every leg before that day is as in `plan`, and requirements that can no longer be
            met are waived.
        time_limit: in seconds, for everything; None for no limit.
        max_fixes: how many fixes to look for.
        on_progress: called for each phase, each conflict and each fix.
        cancel: stops it; the answer is then the same as when time runs out.
        options: `time_limit`, `on_progress` and `cancel` as one value.

    Raises:
        ArgumentError: naming each wrong argument.
        PlanError: if `as_of` comes without a plan, or a past leg names something unknown.
        Interrupted: at Ctrl-C, with what is known so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    with Arguments("explain") as given:
        given.program(program)
        plan = given.plan(plan, program, optional=True)
        day = given.day(as_of)
        how = chosen(given, options, time_limit, on_progress=on_progress, cancel=cancel)
        max_fixes = given.whole(max_fixes, "max_fixes", 0)
    past_must_be_known(program, plan, day)
    oracle = Oracle(program, plan, day, how.seconds, how.on_progress, how.cancel)
    return explained(oracle, max_fixes=max_fixes, dates=True)


def after_proof(explanation: Explanation, case: Case) -> Explanation:
    """The explanation of a program that a solve has proved infeasible, however it ended.

    Raises:
        EngineError: if it has found a plan.
    """
    if explanation.feasible:
        message = "the solver claims that there is no plan, but finds one while explaining why"
        raise contradiction(message, case)
    return evolve(explanation, feasible=False)


def explained(
    oracle: Oracle, *, max_fixes: int, pinned: Set[str] = frozenset(), dates: bool = False
) -> Explanation:
    """The same for a prepared program; `pinned` requirements are never given up.

    Only with `dates` are there fixes that move a flight.
    """
    conflicts: list[Requirements] = []
    fixes: list[Requirements] = []
    short: list[Shortfall] = []
    moved: tuple[DateFix, ...] = ()
    feasible: bool | None = None
    sure, proved, complete, tried = True, False, False, True
    first = FirstCores(oracle)
    lacks = lacking(oracle.program) or without_days(oracle.program, oracle.plan, oracle.as_of)
    with oracle.search.until_stopped():
        oracle.tell("conflicts")
        for conflict, irreducible in independent_conflicts(first, oracle.share(FOR_CONFLICTS)):
            feasible = False
            sure &= irreducible
            if conflict:
                conflicts.append(conflict)
                oracle.tell("conflicts", len(conflicts))
            if lacks:
                break
        if feasible is None:
            feasible = True
        for requirements in conflicts:
            short += shortfalls(oracle, requirements)
        if conflicts and max_fixes > 0 and not lacks:
            oracle.tell("fixes")
            named = frozenset(one.id for conflict in conflicts for one in conflict)
            sets = CorrectionSets(first, named, pinned)
            amounts = {one.requirement: one.amount for one in short}
            for fix in sets:
                fixes.append(loosened(oracle, fix, first.plan, amounts))
                oracle.tell("fixes", len(fixes))
                if len(fixes) == max_fixes:
                    break
            sure &= sets.smallest
            complete = sets.complete
        proved = sure
    conflicts.sort(key=lambda conflict: [for_reading(one) for one in conflict])
    if dates and conflicts and max_fixes > 0 and not lacks:
        moved, tried = date_fixes(oracle, conflicts)
    fixes.sort(key=oracle.ranking.order)
    homeless = (
        one
        for conflict in (() if feasible else conflicts or [()])
        for one in stranded(oracle.lookup, oracle.plan, oracle.as_of, conflict)
    )
    lines = [with_lacking(oracle.lookup, conflict) for conflict in conflicts]
    lines += [told(oracle, fix) for fix in fixes]
    apart = iter(told_apart(one for line in lines for one in line))
    groups = tuple(tuple(islice(apart, len(line))) for line in lines)
    explanation = Explanation(
        conflicts=groups[: len(conflicts)],
        fixes=groups[len(conflicts) :],
        feasible=feasible,
        proved=proved and not oracle.search.interrupted,
        complete=complete,
        seconds=oracle.seconds,
        stranded=tuple(dict.fromkeys(homeless)),
        lacking=lacks if feasible is False else "",
        shortfalls=tuple(short),
        date_fixes=moved,
        dates_untried=not tried,
        counted=tuple(headline(oracle.lookup, one, oracle.as_of) for one in conflicts),
    )
    if oracle.search.interrupted:
        raise Interrupted(explanation)
    return explanation
