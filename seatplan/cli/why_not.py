"""`seatplan why-not`: shows what forbids an assignment, or what it costs."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from seatplan.cli import completers
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, program_of, start_of
from seatplan.cli.options import AsJson, AsOf, MaxFixes, PlanWord, ProgramWord, Seconds
from seatplan.cli.output import print_message, show, show_data
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
    """Show why one person is not on one flight: what forbids it, or what it would cost.

    Prints the requirements that forbid the assignment, and the fixes; or, if it is possible, what
    the best plan with it loses in each goal, and what changes. The status is 0 if it is possible,
    1 if it is not, 3 if time ran out before either was proved.

    Example: seatplan why-not iss-crossflight flown MS-29 commander kononenko

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: the current plan: a file (.json, .csv, .xlsx), or `flown`.
        flight: the id of the flight.
        role: a role on the flight.
        member: the id of the member.
        leg: up, down, both, or backup.
        max_fixes: maximum number of fixes to look for.
        as_of: keep everything before this day as it is in the plan.
        time_limit: stop after this many seconds and print what is known by then.
        as_json: print JSON instead of text.
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
        print_message("seatplan: interrupted")
        return Exit.INTERRUPTED
    if answer.possible is None:
        return Exit.NO_TIME
    return Exit.OK if answer.possible else Exit.NO
