"""What is wrong with an input, on standard error: the place, the line with a mark, and what helps.

`mine.toml:9:12: error[unknown-id]: …`, as compilers print it: editors and terminals make a link of
that. What no file is to blame for is a line with `seatplan:` before it.
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
"""Characters of a line of a file, where no terminal gives its width."""

CODES: tuple[tuple[type[InputError], str], ...] = (
    (ProgramError, "program"),
    (PlanError, "plan"),
    (JournalError, "journal"),
)
"""What is between the brackets where the problem has no code of its own."""

WRONG, WHERE, MARK, HELP = "bold red", "bold", "blue", "cyan"


def tell(error: SeatplanError) -> None:
    """Puts an error on standard error, in color on a terminal alone."""
    console = console_on(sys.stderr)
    width = console.width if console.is_terminal else 0
    try:
        for line in told(error, width):
            console.print(line, soft_wrap=True)
    except OSError:  # no one is there to be informed
        return


def told(error: SeatplanError, width: int = 0) -> Iterator[Text]:
    """The lines of an error; `width` is that of the terminal, 0 where there is none."""
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
        yield Text("Reading stopped here: there may be more problems.")
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
    # Whoever has the sheet open needs no other place.
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
    """The line with its number, and the mark under it."""
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
    """As much of the beginning as there is room for."""
    kept = text[: max(0, room)]
    while cell_len(kept) > room:
        kept = kept[:-1]
    return kept


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of a terminal; what is piped stays on one."""
    if width <= 20:
        return [text]
    return textwrap.wrap(
        text, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
