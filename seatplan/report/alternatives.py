"""Alternative plans that are as good as a given plan, for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from seatplan.choice import Alternatives
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.report.differences import count_line, difference_data, difference_tables
from seatplan.report.layout import Paragraph
from seatplan.report.style import BLANK, GOOD, MARK, heading, plain, title
from seatplan.whatif.changes import Difference
from seatplan.words import many


def alternatives_tables(
    program: Program, plan: Plan, found: Alternatives, folder: Path | None = None
) -> list[RenderableType]:
    """Return the number of alternatives, then for each one its differences from `plan`.

    Args:
        program: the program that all the plans are for.
        plan: the given plan.
        found: the alternatives.
        folder: where the alternatives were written; None if they were not.
    """
    parts: list[RenderableType] = [*title(program), Paragraph(_answer(found, folder))]
    for number, difference in enumerate(_differences(program, plan, found.plans), 1):
        head = Text.assemble(heading(f"Alternative {number}"), ": ", count_line(difference))
        parts += [BLANK, Paragraph(head), *difference_tables(difference, program)]
    return parts


def _answer(found: Alternatives, folder: Path | None) -> Text:
    count = len(found.plans)
    if not count:
        if found.complete:
            return Text.assemble(("No other plan is as good", MARK), ". That is proved.")
        return Text.assemble(("No other plan was found", MARK), " within the time limit.")
    more = "there are no others" if found.complete else "there may be more"
    where = f" They are in {folder}." if folder is not None else ""
    answer = f"{many(count, 'other plan')} {'is' if count == 1 else 'are'} as good"
    return Text.assemble((answer, GOOD), f"; {more}.", plain(where))


def _differences(program: Program, plan: Plan, plans: Sequence[Plan]) -> list[Difference]:
    return [Difference(plan, one, program, program) for one in plans]


def alternatives_data(program: Program, plan: Plan, found: Alternatives) -> dict[str, Any]:
    """Return the alternatives as plain data, each with its differences from `plan`."""
    differences = _differences(program, plan, found.plans)
    return {
        **found.to_dict(),
        "program": program.name,
        "differences": [difference_data(difference) for difference in differences],
    }
