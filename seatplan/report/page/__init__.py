"""A plan as one page for a browser: a single file that needs no network.

The facts are gathered as plain data (`view.py` and what it imports), the templates turn them into
HTML and SVG, and the style sheet and the script go into the file. The script only adds comfort:
without it everything can still be read.
"""

from __future__ import annotations

from datetime import date

from seatplan.plan import Plan
from seatplan.program import Program


def report_page(
    program: Program, plan: Plan, *, as_of: date | None = None, compare: Plan | None = None
) -> str:
    """The page of a plan, as the text of an HTML file; the same input gives the same text.

    Args:
        program: what is known and wanted.
        plan: what the page shows.
        as_of: what lies before this day is past; hard conditions that nothing can mend any more
            are waived, as `check` does.
        compare: an earlier plan: the page marks what is different from it. It may name what the
            program no longer has.

    Raises:
        PlanError: if a line of the plan names a flight, leg, role or member that the program does
            not have.
    """
    from seatplan.report.page.render import render
    from seatplan.report.page.view import view

    return render(view(program, plan, as_of, compare))
