"""`seatplan sweep`: re-plans for many scenarios."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.bar import print_sweep_moment, sweep_bar
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
from seatplan.cli.output import print_message, show, show_data, with_notes
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
    """Re-plan for each scenario in a file, in one or several processes.

    Prints a line for each: whether there is still a plan, how many seats and people change, and
    what the goals gain or lose. The status is 0 if all scenarios are done, whatever the outcomes,
    and 3 if time ran out for one.

    Example: seatplan sweep iss-crossflight flown scenarios.toml --journal study.jsonl

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: the current plan: a file (.json, .csv, .xlsx), or `flown`.
        scenarios: a file with [[scenarios]] (.toml, .json).
        as_of: keep everything before this day as it is in the plan.
        journal: a file that records each outcome; a later run with the same file does only the
            rest.
        processes: number of worker processes.
        explain: if there is no plan, also explain why; this can take longer than everything else.
        on_error: what to do if a scenario raises an error, or its worker process dies twice: raise
            ends the sweep; record continues, shows the error, and the status is 2.
        keep_unproved: keep unproved outcomes in the journal even if there is more time now.
        report: a file for a page on the scenarios (.html).
        ordered: with --progress=jsonl, report outcomes in the order of the scenarios; the final
            output is always in that order.
        time_limit: maximum time for each scenario, in seconds.
        seed: random seed of the solver.
        as_json: print JSON instead of text.
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
                if as_lines():  # in the order of the outcomes, which --ordered changes
                    seconds = time.monotonic() - start
                    print_sweep_moment(SweepProgress(len(found), len(todo), outcome, seconds))
    except (KeyboardInterrupt, JournalError, WorkerError) as reason:
        if not found and isinstance(reason, SeatplanError):
            raise
        stopped = reason  # the outcomes found so far are still printed
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
        print_message(f"seatplan: {unwritten}")
        return Exit.WRONG
    if isinstance(stopped, SeatplanError):
        print_message(f"seatplan: {with_notes(stopped)}")
        return Exit.WRONG
    if stopped is not None:
        print_message(f"seatplan: interrupted; {len(outcomes)} of {len(todo)} scenarios are done")
        return Exit.INTERRUPTED
    if any(one.error is not None for one in outcomes):
        return Exit.WRONG
    unknown = any(one.result.status is Status.UNKNOWN for one in outcomes)
    return Exit.NO_TIME if unknown else Exit.OK
