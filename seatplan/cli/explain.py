"""`seatplan explain`: why there is no plan, and what would help."""

from __future__ import annotations

from datetime import date

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, program_of, start_of
from seatplan.cli.options import AsJson, AsOf, MaxFixes, ProgramWord, Seconds, Start
from seatplan.cli.output import say, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted, PlanError
from seatplan.explanation import Explanation
from seatplan.plan import Plan
from seatplan.program import Program


def explain(
    program: ProgramWord,
    /,
    *,
    max_fixes: MaxFixes = 5,
    plan: Start = None,
    as_of: AsOf = None,
    time_limit: Seconds = 60.0,
    as_json: AsJson = False,
) -> int:
    """Say why a program has no plan, and what would help.

    Prints requirements that cannot hold together, each of them needed for that, and several ways
    out, the smallest first. The status is 0 if there is a plan after all, 1 if there is none.

    Example: seatplan explain iss-crossflight --max-fixes 3

    Args:
        program: a file (.toml, .json) or the name of a shipped programme.
        max_fixes: how many ways out to look for.
        plan: where the past is taken from: a file (.json, .csv), or `flown`.
        as_of: what lies before this day is as in --plan.
        time_limit: stop after so many seconds with what is known by then.
        as_json: print data in place of text.
    """
    given = program_of(program)
    start = start_of(plan, program, given, as_of) if plan is not None else None
    if as_of is not None and start is None:
        raise PlanError("--as-of needs --plan: the past is as that plan has it")
    with named(plan or ""):
        explanation, interrupted = explained(
            given, start, as_of=as_of, time_limit=time_limit, max_fixes=max_fixes
        )
    if as_json:
        from seatplan.report.explanations import explanation_data

        show_data({"program": given.name, **explanation_data(explanation)})
    else:
        from seatplan.report.explanations import explanation_tables
        from seatplan.report.style import title

        show(*title(given), *explanation_tables(explanation, given.named_rules))
    if interrupted:
        say("seatplan: interrupted")
        return Exit.INTERRUPTED
    if explanation.feasible is None:
        return Exit.NO_TIME
    return Exit.OK if explanation.feasible else Exit.NO


def explained(
    program: Program,
    plan: Plan | None,
    *,
    as_of: date | None,
    time_limit: float,
    max_fixes: int = 5,
) -> tuple[Explanation, bool]:
    """An explanation, and whether somebody pressed Ctrl-C before it was all there."""
    from seatplan.engine import explaining  # the solver is large: it loads when it is needed

    try:
        with progress_line() as on_progress:
            explanation = explaining.explain(
                program,
                plan,
                as_of=as_of,
                time_limit=time_limit,
                max_fixes=max_fixes,
                on_progress=on_progress,
            )
    except Interrupted as stop:
        if not isinstance(stop.result, Explanation):
            raise
        return stop.result, True
    return explanation, False
