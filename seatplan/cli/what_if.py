"""`seatplan what-if`: a plan when something happens."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import must_be_writable, named, program_of, save, start_of
from seatplan.cli.options import AsJson, AsOf, Excel, PlanWord, ProgramWord, Seconds, Seed, Workers
from seatplan.cli.output import say, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.cli.scenarios import rows_of, scenarios_of, status_of
from seatplan.errors import Interrupted, PlanError, ProgramError
from seatplan.program import Program
from seatplan.whatif.editing import edited
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Options, Replanner
from seatplan.whatif.scenario import Scenario


def what_if(
    program: ProgramWord,
    plan: PlanWord,
    scenarios: Path | None = None,
    /,
    *,
    edit: Annotated[list[str] | None, Parameter(name="--edit")] = None,
    as_of: AsOf = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    time_limit: Seconds = 60.0,
    workers: Workers = 1,
    seed: Seed = 0,
    as_json: AsJson = False,
    excel: Excel = False,
) -> int:
    """Re-plan with as little change as possible after something happens.

    Prints flight by flight who moves from where to where and what each goal gains or loses; or,
    where nothing works any more, why, and the ways out.

    Example: seatplan what-if iss-crossflight flown --edit "slip flight=MS-28 days=30"

    Args:
        program: a file (.toml, .json) or the name of a shipped programme.
        plan: what was planned: a file (.json, .csv), or `flown`.
        scenarios: a file with [[scenarios]] (.toml, .json), each re-planned by itself.
        edit: in place of a file, one edit on one line; given more than once they make one scenario.
        as_of: what lies before this day is as in the plan.
        output: the file for the new plan (.json, .csv); for one scenario.
        time_limit: for each scenario, in seconds.
        workers: threads of the solver; with 1 the same input gives the same plan.
        seed: of the solver.
        as_json: print data in place of text.
        excel: begin the .csv file with the mark by which Excel sees that it is UTF-8.
    """
    given = program_of(program)
    old = start_of(plan, program, given, as_of)
    todo = _todo(given, scenarios, edit, as_of)
    must_be_writable(output, program, excel=excel)
    if output is not None and len(todo) != 1:
        raise PlanError(f"-o takes the plan of one scenario, and here are {len(todo)}")
    with named(plan):
        replanner = Replanner(given, old, as_of=as_of, options=Options(time_limit, workers, seed))
    outcomes: list[Outcome] = []
    interrupted = False
    try:
        for scenario in todo:
            with progress_line() as on_progress:
                outcomes.append(replanner.outcome(scenario, on_progress))
    except Interrupted as stop:
        interrupted = True
        outcomes.append(stop.result)
    unwritten = _written(outcomes, output, excel=excel)
    _print(given, outcomes, output if unwritten is None else None, as_json=as_json)
    if unwritten is not None:
        say(f"seatplan: {unwritten}")
        return Exit.WRONG
    if interrupted:
        say("seatplan: interrupted")
        return Exit.INTERRUPTED
    return status_of(outcomes)


def _todo(
    program: Program, path: Path | None, lines: list[str] | None, as_of: date | None
) -> tuple[Scenario, ...]:
    """The scenarios of the file, or the one that the lines make."""
    if (path is None) == (not lines):
        raise ProgramError("what happens: a file of scenarios, or --edit, and not both")
    if path is not None:
        return scenarios_of(path, program, as_of)
    from seatplan.whatif.one_line import edit_from_line

    edits = [edit_from_line(line) for line in lines or ()]
    edited(program, edits, as_of=as_of)
    return (Scenario("", edits),)


def _written(outcomes: list[Outcome], output: Path | None, *, excel: bool) -> PlanError | None:
    """Puts the plan in its file, also the best so far; gives what went wrong."""
    found = outcomes[0].result.plan if outcomes else None
    if output is None or found is None:
        return None
    try:
        save(found, output, excel=excel)
    except PlanError as error:
        return error  # what was found is printed all the same: it took its time
    return None


def _print(
    program: Program, outcomes: list[Outcome], output: Path | None, *, as_json: bool
) -> None:
    if as_json:
        show_data({"program": program.name, "outcomes": rows_of(outcomes)})
        return
    from seatplan.report.layout import Paragraph
    from seatplan.report.outcomes import outcome_tables
    from seatplan.report.style import BLANK, plain

    for number, outcome in enumerate(outcomes):
        show(*([BLANK] if number else []), *outcome_tables(outcome))
    if output is not None and outcomes and outcomes[0].survives:
        show(Paragraph(plain(f"The plan is in {output}.")))
