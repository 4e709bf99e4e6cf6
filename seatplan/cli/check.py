"""`seatplan check`: shows which rules a plan keeps and breaks, without the solver."""

from __future__ import annotations

from seatplan.checking import check as check_plan
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, plan_of, program_of
from seatplan.cli.options import AsJson, AsOf, PlanWord, ProgramWord
from seatplan.cli.output import as_typed, show, show_data


def check(
    program: ProgramWord, plan: PlanWord, /, *, as_of: AsOf = None, as_json: AsJson = False
) -> int:
    """Show which rules a plan keeps and breaks, and the value of each goal.

    Prints every violation, those of hard rules first, then the rules kept and the value of each
    goal.

    Example: seatplan check iss-crossflight flown

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: a file (.json, .csv, .xlsx), or `flown`: the shipped program as it was flown.
        as_of: forgive violations that no change from this day on can mend.
        as_json: print JSON instead of text.
    """
    given = program_of(program)
    read = plan_of(plan, program, given)
    with named(plan):
        report = check_plan(given, read, as_of=as_of)
    if as_json:
        show_data(report.to_dict())
    else:
        from seatplan.cli.proofs import proved_lines
        from seatplan.report.findings import check_tables
        from seatplan.report.style import next_command

        as_of_day = f" --as-of {as_of}" if as_of is not None else ""
        words = f"{as_typed(program)} {as_typed(plan)}{as_of_day}"
        command = f"seatplan report {words} -o report.html"
        what = "draws the plan" + (" and marks its violations." if report.violations else ".")
        lines = check_tables(given, read, report), proved_lines(plan, given, report)
        show(*lines[0], *lines[1], next_command(command, what))
    return Exit.OK if report.ok else Exit.NO
