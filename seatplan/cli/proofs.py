"""What a plan file has on the solve that found the plan, for a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import RenderableType

from seatplan.checking import Report
from seatplan.cli.inputs import FLOWN
from seatplan.program import Program


def proved_lines(word: str, program: Program, report: Report) -> list[RenderableType]:
    """A line on what was proved of the plan in a file; none where the file has nothing on it.

    Args:
        word: what PLAN means.
        program: which the plan was checked against.
        report: what the check finds.
    """
    from seatplan.files.plans import load_solved
    from seatplan.report.layout import Paragraph
    from seatplan.report.style import plain

    if word == FLOWN and not Path(word).exists():
        return []
    solved = load_solved(word)
    return [] if solved is None else [Paragraph(plain(solved.of(program, report)))]
