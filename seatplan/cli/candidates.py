"""`seatplan candidates`: shows who else could take a seat, and what bars the others."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from seatplan.cli import completers
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, plan_of, program_of
from seatplan.cli.options import AsJson, AsOf, PlanWord, ProgramWord, Seconds
from seatplan.cli.output import print_message, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted


def candidates(
    program: ProgramWord,
    plan: PlanWord,
    flight: Annotated[str, Parameter(completer=completers.flights)],
    role: Annotated[str, Parameter(completer=completers.roles)],
    /,
    *,
    leg: Literal["up", "down"] = "up",
    cost: Annotated[
        list[str] | None, Parameter(name="--cost", completer=completers.members)
    ] = None,
    as_of: AsOf = None,
    time_limit: Seconds = 60.0,
    as_json: AsJson = False,
) -> int:
    """Show who else could take a seat, and what bars the others.

    Prints those who could, with the requirements that a direct swap breaks and what each goal gains
    or loses; then everyone else, with a word on what bars them. The status is 0 if someone could
    take the seat, else 1.

    Example: seatplan candidates iss-crossflight flown MS-24 flight-engineer

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: the current plan: a file (.json, .csv, .xlsx), or `flown`.
        flight: the id of the flight.
        role: a role on the flight.
        leg: up or down.
        cost: the id of a member: also prove what it costs to give them the seat if everything else
            is re-planned; can be repeated.
        as_of: keep everything before this day as it is in the plan.
        time_limit: maximum time for each --cost, in seconds.
        as_json: print JSON instead of text.
    """
    from seatplan.whatif import seat_candidates

    given = program_of(program)
    old = plan_of(plan, program)
    with named(plan):
        bench = seat_candidates.Bench(given, old, as_of=as_of)
    found = bench.seat(flight, role, leg)  # errors here are about the arguments, not the plan
    costs = {}
    interrupted = False
    for word in cost or ():
        member = found.of(word).member
        try:
            with progress_line() as on_progress:
                costs[member] = found.cost(member, time_limit=time_limit, on_progress=on_progress)
        except Interrupted as stop:
            costs[member], interrupted = stop.result, True
            break
    if as_json:
        from seatplan.report.seat_candidates import candidates_data

        show_data(candidates_data(found, costs))
    else:
        from seatplan.report.seat_candidates import candidates_tables

        show(*candidates_tables(found, costs))
    if interrupted:
        print_message("seatplan: interrupted")
        return Exit.INTERRUPTED
    return Exit.OK if found.possible else Exit.NO
