"""Prints errors in an input on standard error: place, source line with carets, suggestion.

The first line has the format of compilers, `mine.toml:9:12: error[unknown-id]: …`, which editors
and terminals turn into a link. Errors that concern no file begin with `seatplan:`.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from seatplan.cli.output import console_on, with_notes
from seatplan.errors import (
    MOST_PRINTED,
    InputError,
    JournalError,
    PlanError,
    Problem,
    ProgramError,
    SeatplanError,
    path_of,
)
from seatplan.files.excerpts import Excerpt, excerpts
from seatplan.visible import visible
from seatplan.words import many

WIDEST = 160
"""Maximum characters shown of a line of a file if standard error is not a terminal."""

CODES: tuple[tuple[type[InputError], str], ...] = (
    (ProgramError, "program"),
    (PlanError, "plan"),
    (JournalError, "journal"),
)
"""The code in brackets for problems that have no code of their own, by the class of the error."""

WRONG, WHERE, MARK, HELP = "bold red", "bold", "blue", "cyan"


def print_error(error: SeatplanError) -> None:
    """Prints an error on standard error; in color only on a terminal."""
    console = console_on(sys.stderr)
    width = console.width if console.is_terminal else 0
    try:
        for line in error_lines(error, width):
            console.print(line, soft_wrap=True)
    except OSError:  # the reader has left
        return


def error_lines(error: SeatplanError, width: int = 0) -> Iterator[Text]:
    """The lines of an error; `width` is the width of the terminal, 0 if there is none."""
    if isinstance(error, InputError) and any(one.line or one.cell for one in error.problems):
        yield from _of_file(error, width)
        return
    first, *others = with_notes(error).split("\n")
    yield Text.assemble(("seatplan: ", WRONG), visible(first))
    for line in others:
        head, hint, rest = visible(line).partition("Maybe ")
        yield Text.assemble(head, (hint, HELP), rest)


def _of_file(error: InputError, width: int) -> Iterator[Text]:
    code = next((word for kind, word in CODES if isinstance(error, kind)), "input")
    source = visible(error.source or "")
    shown = error.problems[:MOST_PRINTED]
    for problem, excerpt in zip(shown, excerpts(error.source, shown), strict=True):
        yield from _problem(problem, excerpt, source, code, width)
    left = len(error.problems) - len(shown)
    if left:
        yield Text(f"… and {left:,} more")
    if not error.complete:
        yield Text("Reading stopped here; there can be more problems.")
    notes = getattr(error, "__notes__", ())
    yield from (Text(f"    {visible(note)}") for note in notes)
    if len(error.problems) > 1:
        where = f" in {source}" if source else ""
        number = many(len(error.problems), "problem")
        yield Text.assemble(("seatplan: ", WRONG), f"{number}{where}")


def _problem(
    problem: Problem, excerpt: Excerpt | None, source: str, code: str, width: int
) -> Iterator[Text]:
    line = excerpt.line if excerpt is not None else problem.line
    column = excerpt.column if excerpt is not None else None
    where = ":".join(str(part) for part in (source, problem.cell or line, column) if part)
    # In a workbook the cell is enough.
    place = f"{path_of(problem.place)}: " if problem.place and problem.cell is None else ""
    head = f"{where}: " if where else ""
    word = f"error[{problem.code or code}]"
    first, *more = _wrapped(f"{head}{word}: {place}{problem.message}", width)
    styled = Text(first)
    styled.stylize(WHERE, 0, len(head))
    styled.stylize(WRONG, len(head), len(head) + len(word))
    yield styled
    yield from map(Text, more)
    gutter = len(str(line)) if excerpt is not None else 1
    if excerpt is not None:
        yield from _drawn(excerpt, gutter, width)
    if problem.hint:
        for at, hint in enumerate(_wrapped(f"Maybe {problem.hint}", width - gutter - 10)):
            lead = f"{' ' * gutter} = " if not at else " " * (gutter + 9)
            yield Text.assemble((lead, MARK), ("help: " if not at else "", HELP), hint)


def _drawn(excerpt: Excerpt, gutter: int, width: int) -> Iterator[Text]:
    """The source line with its number, and the carets under it."""
    before, wrong, after = (
        visible(part.replace("\t", " "))
        for part in (
            excerpt.text[: excerpt.begin],
            excerpt.text[excerpt.begin : excerpt.end],
            excerpt.text[excerpt.end :],
        )
    )
    room = (width or WIDEST) - gutter - 3
    if cell_len(wrong) > room - 2:
        wrong = f"{_cut(wrong, room - 2)}…"
    spare = room - cell_len(wrong)
    if cell_len(before) + cell_len(after) > spare:
        kept = min(cell_len(before), max(spare // 2, spare - cell_len(after)))
        if kept < cell_len(before):
            before = f"…{_cut(before[::-1], max(0, kept - 1))[::-1]}"
        rest = spare - cell_len(before)
        if rest < cell_len(after):
            after = f"{_cut(after, max(0, rest - 1))}…" if rest else ""
    bar = f"{' ' * gutter} |"
    yield Text(bar, MARK)
    yield Text.assemble((f"{excerpt.line:>{gutter}} | ", MARK), before, wrong, after.rstrip())
    carets = "^" * max(1, cell_len(wrong))
    yield Text.assemble((f"{bar} ", MARK), " " * cell_len(before), (carets, WRONG))


def _cut(text: str, room: int) -> str:
    """The longest beginning of a text that fits into `room` columns."""
    kept = text[: max(0, room)]
    while cell_len(kept) > room:
        kept = kept[:-1]
    return kept


def _wrapped(text: str, width: int) -> list[str]:
    """The text wrapped to a terminal's width; on one line if there is no terminal."""
    if width <= 20:
        return [text]
    return textwrap.wrap(
        text, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
