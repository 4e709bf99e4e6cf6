"""`seatplan report`: a plan as one page for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import must_take_a_file, named, plan_of, program_of, start_of
from seatplan.cli.options import AsOf, PlanWord, ProgramWord
from seatplan.cli.output import show
from seatplan.errors import InputError


def report(
    program: ProgramWord,
    plan: PlanWord,
    /,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    as_of: AsOf = None,
    compare: str | None = None,
) -> int:
    """Write a plan as one page for a browser: a single file that needs no network.

    It shows the station flight by flight, a lane for each person, who is aboard and what the loss
    of one vehicle would do, the exchanges, quotas and shares, and everything that is broken.

    Example: seatplan report iss-crossflight flown -o report.html

    Args:
        program: a file (.toml, .json) or the name of a shipped programme.
        plan: a file (.json, .csv), or `flown`: the shipped programme as it was flown.
        output: the file for the page (.html).
        as_of: what lies before this day is past; forgive what nothing can mend any more.
        compare: an earlier plan, a file or `flown`: the page marks what is different from it.
    """
    given = program_of(program)
    read = plan_of(plan, program, given)
    before = start_of(compare, program, given, None) if compare is not None else None
    must_take_a_file(output, (".html",), InputError)
    from seatplan.files.disk import write_text
    from seatplan.report.page import report_page

    with named(plan):
        page = report_page(given, read, as_of=as_of, compare=before)
    write_text(output, page, InputError)
    from seatplan.report.layout import Paragraph
    from seatplan.report.style import plain as text

    show(Paragraph(text(f"The page is in {output}.")))
    return Exit.OK
