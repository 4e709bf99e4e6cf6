"""`seatplan stress`: shows which single faults a plan cannot absorb."""

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
from seatplan.cli.output import print_message, show, show_data
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
    """Try every single fault, one at a time, and show which ones the program depends on.

    Each member is withdrawn; each future flight slips by 30, 60 and 90 days and is canceled; each
    docked vehicle returns empty; each agreement ends. Prints the outcomes, the worst first. The
    status is 0 if all faults are tried, whatever the outcomes, and 3 if time ran out for one.

    Example: seatplan stress iss-crossflight flown --as-of 2026-06-01

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: the current plan: a file (.json, .csv, .xlsx), or `flown`.
        as_of: keep everything before this day as it is in the plan; faults begin on this day.
        journal: a file that records each outcome; a later run with the same file does only the
            rest.
        processes: number of worker processes.
        explain: if there is no plan, also explain why; this can take longer than everything else.
        time_limit: maximum time for each fault, in seconds.
        seed: random seed of the solver.
        report: a file for a page on the stress test (.html).
        as_json: print JSON instead of text.
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
        print_message(f"seatplan: {unwritten}")
        return Exit.WRONG
    if interrupted:
        known = sum(row.verdict != "unknown" for row in study.rows)
        print_message(f"seatplan: interrupted; {known} of {len(study.rows)} faults are done")
        return Exit.INTERRUPTED
    unknown = any(row.verdict == "unknown" for row in study.rows)
    return Exit.NO_TIME if unknown else Exit.OK
