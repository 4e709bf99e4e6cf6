"""Pieces of text that all tables are made of."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from seatplan.program import Program
from seatplan.report.clean import clean
from seatplan.report.layout import Paragraph

MARK = "yellow"
BAD = "bold red"
GOOD = "green"

BLANK: Text = Text()


def plain(text: object, style: str = "") -> Text:
    """A text as it is, whatever it holds."""
    return Text(clean(str(text)), style)


def number(value: int | str) -> Text:
    """A right-aligned text."""
    return Text(str(value), justify="right")


def heading(text: str) -> Text:
    """A line over what follows."""
    return plain(text, "bold")


def number_heading(text: str) -> Text:
    """The head of a column of numbers."""
    return Text(text, "bold", justify="right")


def why_lines(why: str) -> list[RenderableType]:
    """The reason for a rule, where it gives one."""
    return [Paragraph(Text.assemble(("why: ", "italic"), plain(why)), indent=2)] if why else []


def next_command(command: str, what: str) -> Paragraph:
    """What to try next: the last line of an answer."""
    return Paragraph(Text.assemble("Next: `", plain(command, "bold"), "` ", plain(what)))


def title(program: Program) -> list[RenderableType]:
    """The name of the program, where it has one."""
    return [Paragraph(heading(program.name))] if program.name else []
