"""`seatplan why-not`: what forbids one person on one flight, or what it costs."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from seatplan.cli import completers
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, program_of, start_of
from seatplan.cli.options import AsJson, AsOf, MaxFixes, PlanWord, ProgramWord, Seconds
from seatplan.cli.output import say, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted


def why_not(
    program: ProgramWord,
    plan: PlanWord,
    flight: Annotated[str, Parameter(completer=completers.flights)],
    role: Annotated[str, Parameter(completer=completers.roles)],
    member: Annotated[str, Parameter(completer=completers.members)],
    /,
    *,
    leg: Literal["up", "down", "both", "backup"] = "up",
    max_fixes: MaxFixes = 5,
    as_of: AsOf = None,
    time_limit: Seconds = 60.0,
    as_json: AsJson = False,
) -> int:
    """Show what forbids one person on one flight, or what it costs.

    Prints the requirements that are against it and the fixes; or what the best plan with it
    loses in each goal, and what changes. The status is 0 if it can be, 1 if it cannot.

    Example: seatplan why-not iss-crossflight flown MS-29 commander kononenko

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: what was planned: a file (.json, .csv, .xlsx), or `flown`.
        flight: the id of the flight.
        role: the role on it.
        member: the id of the person.
        leg: the way up, the way down, both, or as a backup.
        max_fixes: how many fixes to look for.
        as_of: what lies before this day is as in the plan.
        time_limit: stop after this many seconds with what is known by then.
        as_json: print data instead of text.
    """
    given = program_of(program)
    old = start_of(plan, program, given, as_of)
    from seatplan.whatif import why_not as answering

    interrupted = False
    try:
        with named(plan), progress_line() as on_progress:
            answer = answering.why_not(
                given,
                old,
                flight,
                role,
                member,
                leg,
                as_of=as_of,
                time_limit=time_limit,
                max_fixes=max_fixes,
                on_progress=on_progress,
            )
    except Interrupted as stop:
        interrupted, answer = True, stop.result
    if as_json:
        show_data(answer.to_dict())
    else:
        from seatplan.report.prices import why_not_tables

        show(*why_not_tables(given, answer))
    if interrupted:
        say("seatplan: interrupted")
        return Exit.INTERRUPTED
    if answer.possible is None:
        return Exit.NO_TIME
    return Exit.OK if answer.possible else Exit.NO
