"""Tables and paragraphs that fit the terminal: columns shrink and wrap if it is narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import TypeAlias

from attrs import frozen
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

Row: TypeAlias = "tuple[Text, ...]"

INDENT = 2
GAP = 2


@frozen
class Rows:
    """A table; a bare text among its rows is a heading that spans all columns.

    Each row becomes a sentence where the longest words of the columns do not fit beside each
    other, or where the columns would take at least one and a half times the lines of sentences.
    This class exists because the lines of rich's own tables end in blanks.

    Attributes:
        rows: the cells of each row, from top to bottom.
        head: the column heads. In a sentence, a number has its column head in front of it.
        under: whether the last cell of each row moves to a line of its own under the row if the
            columns do not fit.
    """

    rows: Sequence[Row | Text]
    head: Row | None = None
    under: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        if self.under and not self._fits(width):
            yield from self._last_under(console, options)
            return
        sentences = [list(self._sentence(console, row, width)) for row in self.rows]
        cells = [row for row in self.rows if not isinstance(row, Text)]
        head = [self.head] if self.head is not None and cells else []
        widths = fitted([*head, *cells], width - INDENT)
        if widths is None:
            yield from chain(*sentences)
            return
        beside = [
            lines if isinstance(row, Text) else list(_beside(console, row, widths))
            for row, lines in zip(self.rows, sentences, strict=True)
        ]
        if 2 * sum(map(len, beside)) >= 3 * sum(map(len, sentences)):
            yield from chain(*sentences)
            return
        for row in head:
            yield from _beside(console, row, widths)
        yield from chain(*beside)

    def _fits(self, width: int) -> bool:
        """Return whether at most a quarter of the rows have to wrap."""
        cells = [row for row in self.rows if not isinstance(row, Text)]
        widths = fitted([*([self.head] if self.head else []), *cells], width - INDENT)
        if widths is None:
            return False
        wrapped = sum(
            any(cell.cell_len > room for cell, room in zip(row, widths, strict=False))
            for row in cells
        )
        return 4 * wrapped <= len(cells)

    def _last_under(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield each row without its last cell, which follows on a line of its own."""
        width = options.max_width
        firsts = [row if isinstance(row, Text) else row[:-1] for row in self.rows]
        cells = [row for row in firsts if not isinstance(row, Text)]
        head = self.head[:-1] if self.head is not None else None
        widths = fitted([*([head] if head else []), *cells], width - INDENT)
        if widths is None:
            yield from console.render(Rows(self.rows, self.head), options)
            return
        if self.head is not None and head and cells:
            yield from _beside(console, head, widths)
            yield from hanging(console, self.head[-1], width, 2 * INDENT + GAP)
        for row, first in zip(self.rows, firsts, strict=True):
            if isinstance(row, Text) or isinstance(first, Text):
                yield from self._sentence(console, row, width)
                continue
            yield from _beside(console, first, widths)
            if row[-1].plain.strip():
                yield from hanging(console, row[-1], width, 2 * INDENT + GAP)

    def _sentence(self, console: Console, row: Row | Text, width: int) -> Iterator[Text]:
        if isinstance(row, Text):
            return hanging(console, row, width, 0)
        return hanging(console, sentence(row, self.head or ()), width, INDENT)


@frozen
class Paragraph:
    """A text with a hanging indent: all lines after the first are indented further.

    Attributes:
        text: the text.
        indent: columns by which the whole paragraph is indented.
    """

    text: Text
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from hanging(console, self.text, options.max_width, self.indent)


@frozen
class Pieces:
    """A label followed by pieces of text; a piece that fits on a line is never broken.

    Attributes:
        label: the text in front of the pieces.
        pieces: the pieces, from left to right and then line by line.
        room: columns for the label; all lines of pieces begin after them.
        between: the text between two pieces on a line.
    """

    label: Text
    pieces: Sequence[Text]
    room: int
    between: str = "  "

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width - INDENT - self.room
        lines: list[Text] = []
        for piece in self.pieces:
            joined = Text.assemble(lines[-1], self.between, piece) if lines else piece
            if lines and joined.cell_len <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
        for at, line in enumerate(lines or [Text()]):
            blanks = self.room - (0 if at else self.label.cell_len)
            head = Text.assemble(" " * INDENT, Text() if at else self.label, " " * blanks)
            if width < 1 or line.cell_len > width:
                yield from hanging(
                    console, Text.assemble(self.label, " ", line), width + self.room, INDENT
                )
            else:
                whole = Text.assemble(head, line)
                whole.rstrip()
                yield _line(whole)


def fitted(rows: Sequence[Row], room: int) -> list[int] | None:
    """Return the width of each column so that all fit in `room`; None if words would be cut.

    The columns shrink in steps of one: each step takes the column in which the fewest cells begin
    to wrap.
    """
    count = max((len(row) for row in rows), default=0)
    columns = [[row[at] for row in rows if at < len(row)] for at in range(count)]
    lengths = [Counter(cell.cell_len for cell in column) for column in columns]
    widths = [max(column) for column in lengths]
    least = [max(_longest_word(cell) for cell in column) for column in columns]
    room -= GAP * (count - 1)
    while sum(widths) > room:
        wide = [at for at in range(count) if widths[at] > least[at]]
        if not wide:
            return None
        column = min(wide, key=lambda at: (lengths[at][widths[at]], -widths[at]))
        widths[column] -= 1
    return widths


def sentence(row: Row, head: Row = ()) -> Text:
    """Return the row as `first: second, third 3`, without its empty cells.

    A number has its column head in front of it.
    """
    filled = [
        Text(" ").join([title, cell]) if cell.justify == "right" and title.plain else cell
        for cell, title in zip_longest(row, head[: len(row)], fillvalue=Text())
        if cell.plain.strip()
    ]
    filled = [*map(_without_stop, filled[:-1]), *filled[-1:]]
    first, *rest = filled or [Text()]
    return Text(": ").join([first, Text(", ").join(rest)]) if rest else first


def _without_stop(cell: Text) -> Text:
    """The cell without a full stop at its end, for a comma that follows."""
    return cell[:-1] if cell.plain.endswith(".") else cell


def hanging(console: Console, text: Text, width: int, indent: int) -> Iterator[Text]:
    """Yield the lines of a text; all after the first are indented further."""
    further = indent + GAP if text.cell_len > width - indent else indent
    for at, line in enumerate(text.wrap(console, max(1, width - further), justify="default")):
        line.rstrip()
        yield _line(Text(" " * (further if at else indent)), line)


def _beside(console: Console, row: Row, widths: list[int]) -> Iterator[Text]:
    """Yield the lines of a row whose cells wrap in columns of the given widths."""
    wrapped = [
        list(cell.wrap(console, max(1, width), justify="default"))
        for cell, width in zip(row, widths, strict=False)
    ]
    for at in range(max(map(len, wrapped), default=0)):
        line = Text(" " * INDENT)
        for cell, lines, width in zip(row, wrapped, widths, strict=False):
            piece = lines[at] if at < len(lines) else Text()
            piece.rstrip()
            blanks = " " * (width - piece.cell_len)
            pieces = (blanks, piece) if cell.justify == "right" else (piece, blanks)
            line = Text.assemble(line, *pieces, " " * GAP)
        line.rstrip()
        yield _line(line)


def _line(*pieces: Text) -> Text:
    # The line fits already, so rich must not wrap it again. Only on a terminal that is too narrow
    # for the indent and one letter it is longer; then the terminal itself breaks it.
    return Text.assemble(*pieces, no_wrap=True, overflow="ignore")


def _longest_word(cell: Text) -> int:
    return max((Text(word).cell_len for word in cell.plain.split()), default=0)
