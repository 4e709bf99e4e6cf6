"""The styles and small parts that all terminal tables share."""

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
    """Return a text with control characters escaped and without markup."""
    return Text(clean(str(text)), style)


def number(value: int | str) -> Text:
    """Return a right-aligned text."""
    return Text(str(value), justify="right")


def heading(text: str) -> Text:
    """Return a bold heading."""
    return plain(text, "bold")


def number_heading(text: str) -> Text:
    """Return the head of a column of numbers."""
    return Text(text, "bold", justify="right")


def why_lines(why: str) -> list[RenderableType]:
    """Return a line with the reason for a rule; none if `why` is empty."""
    return [Paragraph(Text.assemble(("why: ", "italic"), plain(why)), indent=2)] if why else []


def next_command(command: str, what: str) -> Paragraph:
    """Return the last line of an answer: the command to try next, and what it does."""
    return Paragraph(Text.assemble("Next: `", plain(command, "bold"), "` ", plain(what)))


def title(program: Program) -> list[RenderableType]:
    """Return a line with the name of the program; none if it has no name."""
    return [Paragraph(heading(program.name))] if program.name else []
