"""`seatplan diff`: shows the differences between two plans."""

from __future__ import annotations

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import plan_of, program_of
from seatplan.cli.options import AsJson, PlanWord, ProgramWord
from seatplan.cli.output import show, show_data


def diff(
    program: ProgramWord, plan: PlanWord, other: PlanWord, /, *, as_json: AsJson = False
) -> int:
    """Show the differences between two plans: who leaves which seat, and who takes it.

    Lines that only the first plan has are marked with a minus, lines that only the second plan has
    with a plus. The plans can name flights, roles and members that the program no longer has.

    Example: seatplan diff iss-crossflight flown new.csv

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: the old plan: a file (.json, .csv, .xlsx), or `flown`.
        other: the new plan, likewise.
        as_json: print JSON instead of text.
    """
    from seatplan.naming import plan_spelled
    from seatplan.whatif.changes import Difference

    given = program_of(program)
    old, new = (plan_spelled(plan_of(one, program), given) for one in (plan, other))
    found = Difference(old, new, given, given)
    if as_json:
        from seatplan.answers import header
        from seatplan.report.differences import difference_data

        show_data({**header("difference"), "program": given.name, **difference_data(found)})
    else:
        from seatplan.report.differences import count_line, difference_tables
        from seatplan.report.layout import Paragraph
        from seatplan.report.style import BLANK, title

        show(*title(given), *difference_tables(found, given), BLANK, Paragraph(count_line(found)))
    return Exit.OK
