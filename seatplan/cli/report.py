"""`seatplan report`: writes a plan as one page for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from seatplan.checking import check
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import must_take_a_file, named, plan_of, program_of, start_of
from seatplan.cli.options import AsOf, NotNegative, PlanWord, ProgramWord, Seconds
from seatplan.cli.output import show
from seatplan.cli.scenarios import one_scenario, todo
from seatplan.errors import InputError
from seatplan.whatif.edited import edited


def report(
    program: ProgramWord,
    plan: PlanWord,
    scenarios: Path | None = None,
    /,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    as_of: AsOf = None,
    compare: str | None = None,
    edit: Annotated[list[str] | None, Parameter(name="--edit")] = None,
    candidates: NotNegative = 64,
    mend: Annotated[Seconds, Parameter(name="--mend")] = 10.0,
    paper: Literal["", "a4", "a3", "letter"] = "",
    draft: Annotated[bool, Parameter(name="--draft", show_default=False)] = False,
) -> int:
    """Write a plan as a page for a browser: a single file that needs no network.

    The page shows the flights of each station, a lane for each person, who is aboard and what the
    loss of one vehicle would mean, the exchanges, quotas and shares, and every violation.

    Example: seatplan report iss-crossflight flown -o report.html

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: a file (.json, .csv, .xlsx), or `flown`: the shipped program as it was flown.
        output: the file for the page (.html); .pdf and .png need an installed Chromium or Chrome.
        as_of: everything before this day is past; forgive violations that no change can mend.
        scenarios: a file with one entry in [[scenarios]] (.toml, .json): the plan belongs to the
            program with the edits of that scenario.
        compare: an earlier plan, a file or `flown`: the page marks the differences from it.
        candidates: number of roles, on the next launches, for which to show who else could fly.
        mend: if the plan breaks a hard rule, look for the nearest plan that keeps all of them, for
            at most this many seconds.
        paper: paper size for printing: a4, a3 or letter; if left out, the printer's own.
        draft: mark the page, and each printed sheet of it, as a draft.
        edit: instead of a file, one edit on one line; can be repeated.
    """
    given = program_of(program)
    scenario = None
    if scenarios is not None or edit:
        (scenario,) = one_scenario(todo(given, scenarios, edit, as_of))
    changed = edited(given, scenario.edits, as_of=as_of) if scenario is not None else given
    read = plan_of(plan, program, changed)
    before = start_of(compare, program, given, None) if compare is not None else None
    must_take_a_file(output, (".html", ".pdf", ".png"), InputError)
    from seatplan.cli.chromium import browser, printed
    from seatplan.cli.proofs import solved_of
    from seatplan.files.disk import write_text
    from seatplan.report.page import report_page

    if output.suffix.lower() != ".html":
        browser(output)  # if there is none, say so before the work
    with named(plan):
        page = report_page(
            given,
            read,
            as_of=as_of,
            compare=before,
            scenario=scenario,
            candidates=candidates,
            mend=mend,
            solved=solved_of(plan) if scenario is None else None,
            paper=paper,
            draft=draft,
        )
    if output.suffix.lower() == ".html":
        write_text(output, page, InputError)
    else:
        printed(page, output)
    from seatplan.cli.proofs import proved_lines
    from seatplan.report.layout import Paragraph
    from seatplan.report.style import plain as text

    lines = (
        [] if scenario is not None else proved_lines(plan, given, check(given, read, as_of=as_of))
    )
    show(Paragraph(text(f"The page is in {output}.")), *lines)
    return Exit.OK
