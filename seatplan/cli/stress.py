"""`seatplan stress`: what a program hangs on."""

from __future__ import annotations

from seatplan.cli.bar import sweep_bar
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import (
    named,
    program_of,
    report_must_be_writable,
    start_of,
    write_page,
    written,
)
from seatplan.cli.options import (
    AsJson,
    AsOf,
    Explain,
    JournalFile,
    PlanWord,
    Processes,
    ProgramWord,
    ReportFile,
    Seconds,
    Seed,
)
from seatplan.cli.output import say, show, show_data
from seatplan.cli.pool import pool_of
from seatplan.errors import Interrupted
from seatplan.whatif.stressing import Stress
from seatplan.whatif.stressing import stress as stress_all


def stress(
    program: ProgramWord,
    plan: PlanWord,
    /,
    *,
    as_of: AsOf = None,
    journal: JournalFile = None,
    processes: Processes = 1,
    explain: Explain = False,
    time_limit: Seconds = 60.0,
    seed: Seed = 0,
    report: ReportFile = None,
    as_json: AsJson = False,
) -> int:
    """Let every single thing go wrong, one at a time, and show what the program hangs on.

    Each member is withdrawn; each coming flight slips by 30, 60 and 90 days and is cancelled; each
    docked one returns empty; each agreement ends. Prints what comes of each, the worst first. The
    status is 0 when all are done, whatever came of them, and 3 if time ran out for one.

    Example: seatplan stress iss-crossflight flown --as-of 2026-06-01

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: what was planned: a file (.json, .csv, .xlsx), or `flown`.
        as_of: what lies before this day is as in the plan; faults begin on it.
        journal: a file for what is found; started again with it, only what is missing is done.
        processes: how many work at once.
        explain: also explain why, where there is no plan; that takes longer than all else.
        time_limit: for each fault, in seconds.
        seed: of the solver.
        report: a file for the page of the study (.html).
        as_json: print data instead of text.
    """
    given = program_of(program)
    old = start_of(plan, program, given, as_of)
    report_must_be_writable(report)
    interrupted = False
    try:
        with named(plan), pool_of(processes) as executor, sweep_bar() as on_progress:
            study = stress_all(
                given,
                old,
                as_of=as_of,
                executor=executor,
                journal=journal,
                on_progress=on_progress,
                time_limit=time_limit,
                seed=seed,
                explain=explain,
            )
    except Interrupted as stop:
        if not isinstance(stop.result, Stress):
            raise
        interrupted, study = True, stop.result

    def page() -> str:
        from seatplan.report.page import report_page

        return report_page(given, study)

    place, unwritten = written(report, write_page(page), "page")
    if as_json:
        show_data({**study.to_dict(), "program": given.name})
    else:
        from seatplan.report.layout import Paragraph
        from seatplan.report.outcomes import stress_tables
        from seatplan.report.style import next_command, plain

        show(*stress_tables(study))
        if place:
            show(Paragraph(plain(place)))
        elif not explain and any(row.verdict == "fails" for row in study.rows):
            show(next_command("seatplan stress … --explain", "shows why no plan is left."))
        else:
            show(next_command("seatplan stress … --report page.html", "draws it."))
    if unwritten is not None:
        say(f"seatplan: {unwritten}")
        return Exit.WRONG
    if interrupted:
        known = sum(row.verdict != "unknown" for row in study.rows)
        say(f"seatplan: interrupted; {known} of {len(study.rows)} faults are done")
        return Exit.INTERRUPTED
    unknown = any(row.verdict == "unknown" for row in study.rows)
    return Exit.NO_TIME if unknown else Exit.OK
