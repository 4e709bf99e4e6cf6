"""Prints what a plan file records about the solve that found the plan."""

from __future__ import annotations

from pathlib import Path

from rich.console import RenderableType

from seatplan.checking import Report
from seatplan.cli.inputs import FLOWN
from seatplan.program import Program
from seatplan.solved import Solved


def proved_lines(word: str, program: Program, report: Report) -> list[RenderableType]:
    """A line on what was proved about the plan in a file; no line if the file has no record of it.

    Args:
        word: the argument PLAN.
        program: the program that the plan was checked against.
        report: the report of that check.
    """
    from seatplan.report.layout import Paragraph
    from seatplan.report.style import plain

    solved = solved_of(word)
    return [] if solved is None else [Paragraph(plain(solved.of(program, report)))]


def solved_of(word: str) -> Solved | None:
    """The record in a plan file of the solve that found the plan; None if it has none."""
    from seatplan.files.plans import load_solved

    return None if word == FLOWN and not Path(word).exists() else load_solved(word)
