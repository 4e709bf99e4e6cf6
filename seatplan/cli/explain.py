"""`seatplan explain`: explains why a program has no plan, and what would help."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import (
    named,
    program_must_be_writable,
    program_of,
    report_must_be_writable,
    save_edited,
    start_of,
    write_page,
    written,
)
from seatplan.cli.options import (
    AsJson,
    AsOf,
    MaxFixes,
    ProgramWord,
    ReportFile,
    Seconds,
    Start,
    whole,
)
from seatplan.cli.output import print_message, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted, PlanError, ProgramError
from seatplan.explanation import Explanation
from seatplan.plan import Plan
from seatplan.program import Program


def explain(
    program: ProgramWord,
    /,
    *,
    max_fixes: MaxFixes = 5,
    apply: Annotated[int | None, Parameter(name="--apply", converter=whole)] = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    report: ReportFile = None,
    plan: Start = None,
    as_of: AsOf = None,
    time_limit: Seconds = 60.0,
    as_json: AsJson = False,
) -> int:
    """Explain why a program has no plan, and what would help.

    Prints conflicts: small sets of requirements that cannot hold together. Then it prints fixes,
    the smallest first. The status is 0 if there is a plan after all, 1 if there is none, 3 if time
    ran out before either was proved.

    Example: seatplan explain iss-crossflight --max-fixes 3

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        max_fixes: maximum number of fixes to look for.
        apply: the number of a fix: write the program with that fix to -o.
        output: the file for that program (.toml, .json, .xlsx).
        report: a file for a page on the explanation (.html).
        plan: the plan whose past is kept: a file (.json, .csv, .xlsx), or `flown`.
        as_of: keep everything before this day as it is in --plan.
        time_limit: stop after this many seconds and print what is known by then.
        as_json: print JSON instead of text.
    """
    given = program_of(program)
    start = start_of(plan, program, given, as_of) if plan is not None else None
    if as_of is not None and start is None:
        raise PlanError("--as-of needs --plan: the plan whose past is kept")
    if (apply is None) != (output is None):
        raise ProgramError("--apply NUMBER and -o FILE belong together: give both or neither")
    program_must_be_writable(output, program)
    report_must_be_writable(report)
    with named(plan or ""):
        explanation, interrupted = explained(
            given, start, as_of=as_of, time_limit=time_limit, max_fixes=max_fixes
        )

    def page() -> str:
        from seatplan.report.page import report_page

        return report_page(given, explanation)

    def save_fixed(path: Path) -> None:
        save_edited(_with_fix(given, explanation, apply or 0), path, program)

    found = [
        written(output, save_fixed, f"program with fix {apply}"),
        written(report, write_page(page), "page"),
    ]
    unwritten = [error for _, error in found if error is not None]
    if as_json:
        show_data({**explanation.to_dict(), "program": given.name})
    else:
        from seatplan.report.explanations import explanation_tables
        from seatplan.report.layout import Paragraph
        from seatplan.report.style import plain, title

        show(*title(given), *explanation_tables(explanation, given.named_rules))
        show(*(Paragraph(plain(sentence)) for sentence, _ in found if sentence))
    if unwritten:
        for error in unwritten:
            print_message(f"seatplan: {error}")
        return Exit.WRONG
    if interrupted:
        print_message("seatplan: interrupted")
        return Exit.INTERRUPTED
    if explanation.feasible is None:
        return Exit.NO_TIME
    return Exit.OK if explanation.feasible else Exit.NO


def _with_fix(program: Program, explanation: Explanation, number: int) -> Program:
    """The program with a fix: without the requirements that it gives up, or with its dates.

    Raises:
        ProgramError: if there is no fix of that number.
    """
    from seatplan.whatif.applying import with_fix

    count = len(explanation.fixes) + len(explanation.date_fixes)
    if explanation.feasible:
        raise ProgramError(f"--apply {number}: there is nothing to fix, since there is a plan")
    if not 1 <= number <= count:
        known = "1 fix was" if count == 1 else f"{count} fixes were"
        raise ProgramError(f"--apply {number}: there is no fix {number}; {known} found")
    if number > len(explanation.fixes):
        return explanation.date_fixes[number - 1 - len(explanation.fixes)].made(program)
    return with_fix(program, explanation.fixes[number - 1])


def explained(
    program: Program,
    plan: Plan | None,
    *,
    as_of: date | None,
    time_limit: float,
    max_fixes: int = 5,
) -> tuple[Explanation, bool]:
    """An explanation, and whether Ctrl-C interrupted it before it was complete."""
    from seatplan.engine.explain import explaining  # loads the solver

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
