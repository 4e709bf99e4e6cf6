"""`seatplan tradeoff`: shows what one goal costs in terms of another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

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
    Positive,
    ProgramWord,
    ReportFile,
    Seconds,
    Seed,
    Start,
    Workers,
)
from seatplan.cli.output import print_message, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted, PlanError
from seatplan.result import Status


def tradeoff(
    program: ProgramWord,
    first: str,
    second: str,
    /,
    *,
    plan: Start = None,
    most: Positive = 20,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    report: ReportFile = None,
    as_of: AsOf = None,
    time_limit: Seconds = 60.0,
    workers: Workers = 1,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Show what one goal costs in terms of another: all pairs of values that no plan improves on.

    The point with the best value of the first goal comes first. Goals that come before both in the
    program keep their best values, within their `give`; all other goals are left out. The status is
    0 if there is a point, 1 if it is proved that there is no plan, 3 if time ran out before either.

    Example: seatplan tradeoff iss-next even-turns longest-waiting --most 2

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        first: the id of a goal of the program.
        second: the id of another goal of the program.
        plan: a plan to start from, and the one that least-change compares with.
        most: maximum number of points to look for.
        output: a folder for the plans: 1.csv, 2.csv and so on.
        report: a file for a page on the trade-off (.html).
        as_of: keep everything before this day as it is in the plan.
        time_limit: maximum time in all, in seconds.
        workers: number of solver threads; with 1, the same input always gives the same points.
        seed: random seed of the solver.
        as_json: print JSON instead of text.
    """
    given = program_of(program)
    start = start_of(plan, program, given, as_of) if plan is not None else None
    if output is not None and not output.is_dir():
        raise PlanError("-o must be an existing folder: each plan is a file in it", str(output))
    report_must_be_writable(report)
    from seatplan.engine.answers import tradeoff as searching  # loads the solver

    interrupted = False
    try:
        with named(plan or program), progress_line() as on_progress:
            found = searching.tradeoff(
                given,
                first,
                second,
                start,
                as_of=as_of,
                most=most,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                on_progress=on_progress,
            ).collect()
    except Interrupted as stop:
        interrupted, found = True, stop.result
    if output is not None:
        for number, point in enumerate(found, 1):
            point.plan.save(output / f"{number}.csv")

    def page() -> str:
        from seatplan.report.page import report_page

        return report_page(given, found)

    place, unwritten = written(report, write_page(page), "page")
    if as_json:
        from seatplan.report.tradeoff import tradeoff_data

        show_data(tradeoff_data(given, found))
    else:
        from seatplan.report.layout import Paragraph
        from seatplan.report.style import plain
        from seatplan.report.tradeoff import tradeoff_tables

        show(*tradeoff_tables(given, found, output))
        if place:
            show(Paragraph(plain(place)))
    if unwritten is not None:
        print_message(f"seatplan: {unwritten}")
        return Exit.WRONG
    if interrupted:
        print_message("seatplan: interrupted")
        return Exit.INTERRUPTED
    if found.points:
        return Exit.OK
    return Exit.NO if found.status is Status.INFEASIBLE else Exit.NO_TIME
