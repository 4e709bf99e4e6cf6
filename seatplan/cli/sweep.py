"""`seatplan sweep`: many scenarios."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.bar import sweep_bar, tell_sweep
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
from seatplan.cli.output import say, show, show_data, with_notes
from seatplan.cli.pool import pool_of
from seatplan.cli.progress import as_lines
from seatplan.cli.scenarios import outcomes_data, scenarios_of
from seatplan.errors import JournalError, SeatplanError, WorkerError
from seatplan.result import Status
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.sweep_journal import OnError
from seatplan.whatif.sweep_progress import SweepProgress
from seatplan.whatif.sweeping import sweep as sweep_all


def sweep(
    program: ProgramWord,
    plan: PlanWord,
    scenarios: Path,
    /,
    *,
    as_of: AsOf = None,
    journal: JournalFile = None,
    processes: Processes = 1,
    explain: Explain = False,
    on_error: Annotated[OnError, Parameter(name="--on-error")] = "raise",
    keep_unproved: Annotated[bool, Parameter(name="--keep-unproved", show_default=False)] = False,
    report: ReportFile = None,
    ordered: Annotated[bool, Parameter(name="--ordered", show_default=False)] = False,
    time_limit: Seconds = 60.0,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Re-plan for each scenario of a file, on several processes if you like.

    Prints a line for each: whether there is still a plan, how many seats and people change, and
    what the goals gain or lose. The status is 0 when all are done, whatever came of them, and 3
    if time ran out for one.

    Example: seatplan sweep iss-crossflight flown scenarios.toml --journal study.jsonl

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: what was planned: a file (.json, .csv, .xlsx), or `flown`.
        scenarios: a file with [[scenarios]] (.toml, .json).
        as_of: what lies before this day is as in the plan.
        journal: a file for what is found; started again with it, only what is missing is done.
        processes: how many work at once.
        explain: also explain why, where there is no plan; that takes longer than all else.
        on_error: what becomes of a scenario that raises, or whose worker process dies twice: with
            raise the sweep ends, with record it goes on, shows the error and ends with 2.
        keep_unproved: take what the journal holds without a proof, also with more time now.
        report: a file for the page of the scenarios (.html).
        ordered: report outcomes with --progress=jsonl in the order of the scenarios; what is
            printed at the end always is.
        time_limit: for each scenario, in seconds.
        seed: of the solver.
        as_json: print data instead of text.
    """
    report_must_be_writable(report)
    given = program_of(program)
    old = start_of(plan, program, given, as_of)
    todo = scenarios_of(scenarios, given, as_of)
    found: dict[str, Outcome] = {}
    start = time.monotonic()
    stopped: KeyboardInterrupt | SeatplanError | None = None
    try:
        with named(plan), pool_of(processes) as executor, sweep_bar() as on_progress:
            for outcome in sweep_all(
                given,
                old,
                todo,
                as_of=as_of,
                executor=executor,
                journal=journal,
                on_progress=None if as_lines() else on_progress,
                time_limit=time_limit,
                seed=seed,
                explain=explain,
                on_error=on_error,
                retry_unproved=not keep_unproved,
                ordered=ordered,
            ):
                found[outcome.scenario.name] = outcome
                if as_lines():  # in the order that is requested, which is not that of moments
                    seconds = time.monotonic() - start
                    tell_sweep(SweepProgress(len(found), len(todo), outcome, seconds))
    except (KeyboardInterrupt, JournalError, WorkerError) as reason:
        if not found and isinstance(reason, SeatplanError):
            raise
        stopped = reason  # what was found is printed all the same: it took its time
    outcomes = [found[one.name] for one in todo if one.name in found]

    def page() -> str:
        from seatplan.report.page import report_page

        return report_page(given, outcomes)

    place, unwritten = written(report, write_page(page), "page")
    if as_json:
        show_data(outcomes_data(given, outcomes))
    else:
        from seatplan.report.layout import Paragraph
        from seatplan.report.outcomes import sweep_table
        from seatplan.report.style import plain

        show(*sweep_table(outcomes))
        if place:
            show(Paragraph(plain(place)))
    if unwritten is not None:
        say(f"seatplan: {unwritten}")
        return Exit.WRONG
    if isinstance(stopped, SeatplanError):
        say(f"seatplan: {with_notes(stopped)}")
        return Exit.WRONG
    if stopped is not None:
        say(f"seatplan: interrupted; {len(outcomes)} of {len(todo)} scenarios are done")
        return Exit.INTERRUPTED
    if any(one.error is not None for one in outcomes):
        return Exit.WRONG
    unknown = any(one.result.status is Status.UNKNOWN for one in outcomes)
    return Exit.NO_TIME if unknown else Exit.OK
