"""`seatplan alternatives`: finds other plans that are equally good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, plan_of, program_of
from seatplan.cli.options import (
    AsJson,
    AsOf,
    PlanWord,
    Positive,
    ProgramWord,
    Seconds,
    Seed,
    Workers,
)
from seatplan.cli.output import print_message, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted, PlanError


def alternatives(
    program: ProgramWord,
    plan: PlanWord,
    /,
    *,
    count: Positive = 5,
    at_least: Positive = 2,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    as_of: AsOf = None,
    time_limit: Seconds = 60.0,
    workers: Workers = 1,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Find other plans that are as good as a given plan in every goal, the most similar first.

    Each of them keeps every hard rule. Prints their differences from the given plan. The status is
    0 if there is one, 1 if it is proved that there is none, 3 if time ran out before either.

    Example: seatplan alternatives iss-crossflight best.json --count 3

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: a plan that keeps all hard rules, usually the best: a file (.json, .csv, .xlsx), or
            `flown`.
        count: maximum number of plans to look for.
        at_least: any two plans differ by at least this many assignments.
        output: a folder for the plans: 1.csv, 2.csv and so on.
        as_of: keep everything before this day as it is in the plan.
        time_limit: maximum time in all, in seconds.
        workers: number of solver threads; with 1, the same input always gives the same plans.
        seed: random seed of the solver.
        as_json: print JSON instead of text.
    """
    given = program_of(program)
    old = plan_of(plan, program)
    if output is not None and not output.is_dir():
        raise PlanError("-o must be an existing folder: each plan is a file in it", str(output))
    from seatplan.engine.answers import alternatives as searching  # loads the solver

    interrupted = False
    try:
        with named(plan), progress_line() as on_progress:
            found = searching.alternatives(
                given,
                old,
                count,
                at_least,
                as_of=as_of,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                on_progress=on_progress,
            )
    except Interrupted as stop:
        interrupted, found = True, stop.result
    if output is not None:
        for number, one in enumerate(found, 1):
            one.save(output / f"{number}.csv")
    if as_json:
        from seatplan.report.alternatives import alternatives_data

        show_data(alternatives_data(given, old, found))
    else:
        from seatplan.report.alternatives import alternatives_tables

        show(*alternatives_tables(given, old, found, output))
    if interrupted:
        print_message("seatplan: interrupted")
        return Exit.INTERRUPTED
    if found.plans:
        return Exit.OK
    return Exit.NO if found.complete else Exit.NO_TIME
