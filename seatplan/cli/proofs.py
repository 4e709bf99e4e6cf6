"""What a plan file has on the solve that found the plan, for a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import RenderableType

from seatplan.checking import Report
from seatplan.cli.inputs import FLOWN
from seatplan.program import Program
from seatplan.solved import Solved


def proved_lines(word: str, program: Program, report: Report) -> list[RenderableType]:
    """A line on what was proved of the plan in a file; none where the file has nothing on it.

    Args:
        word: what PLAN means.
        program: which the plan was checked against.
        report: what the check finds.
    """
    from seatplan.report.layout import Paragraph
    from seatplan.report.style import plain

    solved = solved_of(word)
    return [] if solved is None else [Paragraph(plain(solved.of(program, report)))]


def solved_of(word: str) -> Solved | None:
    """What a plan file keeps of the solve that found the plan."""
    from seatplan.files.plans import load_solved

    return None if word == FLOWN and not Path(word).exists() else load_solved(word)
