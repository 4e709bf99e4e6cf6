"""`seatplan what-if`: re-plans after something has changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import (
    must_be_apart,
    must_be_writable,
    named,
    program_must_be_writable,
    program_of,
    report_must_be_writable,
    save,
    save_edited,
    start_of,
    write_page,
    written,
)
from seatplan.cli.options import (
    AsJson,
    AsOf,
    BestPossible,
    Excel,
    PlanWord,
    ProgramWord,
    ReportFile,
    Seconds,
    Seed,
    Workers,
)
from seatplan.cli.output import new_name, print_message, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.cli.scenarios import outcomes_data, status_of, todo
from seatplan.dates import dated
from seatplan.errors import Interrupted, PlanError, SeatplanError
from seatplan.program import Program
from seatplan.program_index import leg_day
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.telling_apart import told_apart
from seatplan.words import listed

MOST_FLIGHTS = 4
"""At most this many flights are named in the notice on changes of the past."""


def what_if(
    program: ProgramWord,
    plan: PlanWord,
    scenarios: Path | None = None,
    /,
    *,
    edit: Annotated[list[str] | None, Parameter(name="--edit")] = None,
    as_of: AsOf = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    save_program: Annotated[Path | None, Parameter(name="--save-program")] = None,
    report: ReportFile = None,
    time_limit: Seconds = 60.0,
    workers: Workers = 1,
    seed: Seed = 0,
    best_possible: BestPossible = False,
    as_json: AsJson = False,
    excel: Excel = False,
) -> int:
    """Re-plan with as little change as possible after something has changed.

    Prints who moves from which flight to which, and what each goal gains or loses; or, if there is
    no plan any more, why, and the fixes.

    Example: seatplan what-if iss-crossflight flown --edit "withdraw member=meir" --as-of 2026-01-08

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: the current plan: a file (.json, .csv, .xlsx), or `flown`.
        scenarios: a file with [[scenarios]] (.toml, .json), each of which is re-planned by itself.
        edit: instead of a file, one edit on one line; repeated, the edits make up one scenario.
        as_of: keep everything before this day as it is in the plan.
        output: the file for the new plan (.json, .csv, .xlsx); for one scenario.
        save_program: a file for the edited program (.toml, .json, .xlsx); for one scenario.
        report: a file for a page on the changes (.html); for one scenario.
        time_limit: maximum time for each scenario, in seconds.
        workers: number of solver threads; with 1, the same input always gives the same plan.
        seed: random seed of the solver.
        best_possible: if there is no plan any more, find the plan that gives up the least.
        as_json: print JSON instead of text.
        excel: start the .csv file with a byte order mark, so that Excel reads it as UTF-8.
    """
    given = program_of(program)
    old = start_of(plan, program, given, as_of)
    ahead = todo(given, scenarios, edit, as_of)
    must_be_writable(output, program, excel=excel)
    program_must_be_writable(save_program, program)
    report_must_be_writable(report)
    must_be_apart(scenarios, output, save_program)
    must_be_apart(Path(plan), save_program)
    for name, path in (("-o", output), ("--save-program", save_program), ("--report", report)):
        if path is not None and len(ahead) != 1:
            raise PlanError(f"{name} is for one scenario; there are {len(ahead)}")
    options = Replanning(time_limit, workers, seed, relax=best_possible)
    with named(plan):
        replanner = Replanner(given, old, as_of=as_of, options=options)
    outcomes: list[Outcome] = []
    interrupted = False
    try:
        for scenario in ahead:
            with progress_line() as on_progress:
                outcomes.append(told_apart(replanner, replanner.outcome(scenario, on_progress)))
    except Interrupted as stop:
        interrupted = True
        outcomes.append(stop.result)
    if as_of is None:
        _tell_of_the_past(outcomes)
    places, unwritten = _written(program, outcomes, output, save_program, report, excel=excel)
    _print(given, plan, outcomes, places, as_json=as_json)
    if unwritten:
        for error in unwritten:
            print_message(f"seatplan: {error}")
        return Exit.WRONG
    if interrupted:
        print_message("seatplan: interrupted")
        return Exit.INTERRUPTED
    return status_of(outcomes)


def _tell_of_the_past(outcomes: Iterable[Outcome]) -> None:
    """Prints a notice if legs change that lie before everything that the edits name."""
    for outcome in outcomes:
        first = outcome.first_day
        flights = {flight.id: flight for flight in dated(outcome.before, outcome.plan).flights}
        past = [
            change.flight
            for change in outcome.changes
            if first is not None and change.flight in flights
            if leg_day(flights[change.flight], change.leg) < first
        ]
        if past:
            shown = list(dict.fromkeys(past))
            shown[MOST_FLIGHTS:] = ["others"] if len(shown) > MOST_FLIGHTS else []
            print_message(
                f"seatplan: notice: legs before {first} change too, on {listed(shown)}. "
                f"Maybe add --as-of {first} to keep everything before that day as it is."
            )


def _written(
    program: str,
    outcomes: list[Outcome],
    output: Path | None,
    save_program: Path | None,
    report: Path | None,
    *,
    excel: bool,
) -> tuple[list[str], list[SeatplanError]]:
    """Writes plan, program and page; returns sentences on where they are, and the errors."""
    if not outcomes:
        return [], []
    outcome = outcomes[0]
    plan = outcome.result.plan

    def page() -> str:
        from seatplan.report.page import report_page

        return report_page(outcome)

    def save_new(path: Path) -> None:
        save_edited(outcome.program, path, program)

    found = [
        written(save_program, save_new, "edited program"),
        written(report, write_page(page), "page"),
    ]
    if plan is not None:
        new = outcome.program
        found.insert(0, written(output, lambda path: save(plan, new, path, excel=excel), "plan"))
    return [sentence for sentence, _ in found if sentence], [
        error for _, error in found if error is not None
    ]


def _print(
    program: Program, plan: str, outcomes: list[Outcome], places: list[str], *, as_json: bool
) -> None:
    if as_json:
        show_data(outcomes_data(program, outcomes))
        return
    from seatplan.report.layout import Paragraph
    from seatplan.report.outcomes import outcome_tables
    from seatplan.report.style import BLANK, next_command, plain

    for number, outcome in enumerate(outcomes):
        show(*([BLANK] if number else []), *outcome_tables(outcome))
    show(*(Paragraph(plain(sentence)) for sentence in places))
    if not places and len(outcomes) == 1 and outcomes[0].survives and outcomes[0].sentences:
        what = "saves the plan and draws it."
        command = f"seatplan what-if … -o {new_name('plan.csv', plan)} --report page.html"
        show(next_command(command, what))
