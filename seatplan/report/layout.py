"""Columns that fit the terminal: each as wide as its text, narrowed where the terminal is."""

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
    """Rows in columns; a bare text among them is a heading that spans all columns.

    Where not even the longest word of each column finds room, or so little that it takes half as
    many lines again, a row becomes a sentence. No line ends in blanks, which is why this is no
    table of rich's.

    Attributes:
        rows: its cells, from top to bottom.
        head: the column heads. In a sentence the head comes before the number.
        under: whether the last cell of a row may have a line of its own under it, where the columns
            would not fit beside it.
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
        """Whether no cell but a few of the last ones has to wrap."""
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
        """The rows without their last cells, each of which follows on a line of its own."""
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
    """Text whose further lines are set in a little; `indent` moves all of it."""

    text: Text
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from hanging(console, self.text, options.max_width, self.indent)


@frozen
class Pieces:
    """A label with pieces of text behind it, none of which is broken where it fits on a line.

    Attributes:
        label: what the pieces are; their lines begin under each other.
        room: columns for the label.
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
    """The width of each column so that all fit, or None where words would have to be cut.

    Step by step that column gives way where the fewest cells begin to wrap for it.
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
    """`first: second, third 3`, without empty cells; a number has its column's head before it."""
    said = [
        Text(" ").join([title, cell]) if cell.justify == "right" and title.plain else cell
        for cell, title in zip_longest(row, head[: len(row)], fillvalue=Text())
        if cell.plain.strip()
    ]
    first, *rest = said or [Text()]
    return Text(": ").join([first, Text(", ").join(rest)]) if rest else first


def hanging(console: Console, text: Text, width: int, indent: int) -> Iterator[Text]:
    """The lines of a text, those after the first set in further."""
    further = indent + GAP if text.cell_len > width - indent else indent
    for at, line in enumerate(text.wrap(console, max(1, width - further), justify="default")):
        line.rstrip()
        yield _line(Text(" " * (further if at else indent)), line)


def _beside(console: Console, row: Row, widths: list[int]) -> Iterator[Text]:
    """The lines of a row whose cells wrap in columns of these widths."""
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
    # It fits already: rich must not wrap it again, and a terminal too narrow for one letter and
    # the indent may do with it what it likes.
    return Text.assemble(*pieces, no_wrap=True, overflow="ignore")


def _longest_word(cell: Text) -> int:
    return max((Text(word).cell_len for word in cell.plain.split()), default=0)
