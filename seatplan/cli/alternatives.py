"""`seatplan alternatives`: other plans that are worth as much."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, plan_of, program_of
from seatplan.cli.options import AsJson, AsOf, PlanWord, ProgramWord, Seconds, Seed, Workers
from seatplan.cli.output import say, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted, PlanError


def _positive(_: Any, value: int) -> None:
    if value < 1:
        raise ValueError("It must be 1 or more.")


def alternatives(
    program: ProgramWord,
    plan: PlanWord,
    /,
    *,
    count: Annotated[int, Parameter(name="--count", validator=_positive)] = 5,
    at_least: Annotated[int, Parameter(name="--at-least", validator=_positive)] = 2,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    as_of: AsOf = None,
    time_limit: Seconds = 60.0,
    workers: Workers = 1,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Find other plans that are as good as a given one in every goal, the nearest first.

    Each keeps every hard rule, and is shown by what differs from the given plan. The status is 0
    if one was found, 1 if it is proved that there is none, 3 if time ran out before either.

    Example: seatplan alternatives iss-crossflight best.json --count 3

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: a plan that keeps the hard rules, usually the best: a file (.json, .csv, .xlsx), or
            `flown`.
        count: how many to look for.
        at_least: of any two plans one has at least this many lines that the other does not have.
        output: a folder: the plans go there as 1.csv, 2.csv and so on.
        as_of: what lies before this day is as in the plan.
        time_limit: in seconds, for all of them.
        workers: threads of the solver; with 1 the same input gives the same plans.
        seed: of the solver.
        as_json: print data instead of text.
    """
    given = program_of(program)
    old = plan_of(plan, program)
    if output is not None and not output.is_dir():
        raise PlanError("-o takes a folder that exists, for one file a plan", str(output))
    from seatplan.engine.answers import (
        alternatives as searching,  # the solver loads when it is needed
    )

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
        say("seatplan: interrupted")
        return Exit.INTERRUPTED
    if found.plans:
        return Exit.OK
    return Exit.NO if found.complete else Exit.NO_TIME
