r"""Reads and writes CSV tables with known columns in any order; every problem has its line.

Commas, semicolons or tabs separate the cells, whichever the header has, unless a line such as
`sep=;` comes first. Blanks around a cell are ignored, including invisible characters, and so are
empty lines, empty columns without a name, and the column of row numbers that pandas writes first.

Spreadsheets run a cell that begins with `=` or a similar sign as a formula. Such a cell is written
with an apostrophe before it, which spreadsheets treat as the mark of plain text, and which is
removed when the cell is read. Cells that begin or end with a blank get an apostrophe too, and so do
cells that begin with apostrophes followed by such a sign, and texts that look like the error of a
spreadsheet, such as `#REF!`; so every cell is read back unchanged. A real `#REF!`, without the
apostrophe, is reported. `="007"`, which some software writes to protect text, is read as that text.
The header can be repeated further down.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from attrs import frozen

from seatplan.errors import SYNTAX, Problem, Problems
from seatplan.files.csv_cells import ERRORS, marked, trimmed, unmarked
from seatplan.files.csv_header import header_of, header_problems, title
from seatplan.words import listed

_SEPARATOR = re.compile(r"""\s*"?sep=([^\w"' ])"?[\s;,]*""", re.IGNORECASE)
_SEPARATORS = ",;\t"
_MOST_ABOVE = 30
"""The header is looked for in this many lines."""


@frozen
class Row:
    """A line under the header.

    Attributes:
        line: the line number, counted from 1.
        cells: the cells of known columns, by column.
        others: the cells of unknown columns, by column.
    """

    line: int
    cells: dict[str, str]
    others: dict[str, str]


def read_table(
    text: str,
    columns: Sequence[str],
    required: Sequence[str],
    problems: Problems,
    *,
    beside: Collection[str] = (),
    notes: list[Problem] | None = None,
) -> Iterator[Row]:
    """Reads the rows under the header.

    Args:
        text: the content of the file.
        columns: the known columns.
        required: the columns that must be there.
        problems: collects the problems. If the header is wrong, no rows are read.
        beside: columns that are ignored without a note.
        notes: collects notes on unknown columns that are ignored. A column whose name looks like a
            misspelled known column is a problem instead.
    """
    text, given, above = _without_first(text)
    separator = given or _separator_of(text, columns, required)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: Sequence[str] | None = None
    index: int | None = None
    line = 1
    try:
        for row in rows:
            # Spreadsheets save lines of empty cells.
            if any(map(trimmed, row)):
                at = line + above
                if header is None:
                    header, index = header_of(row, columns)
                    later = _later_header(text, separator, required)
                    if not set(required) <= set(header) and later is not None:
                        problems.note(title(at, later + above, required))
                        return
                    found = header_problems(header, columns, required, beside, at, notes)
                    for problem in found:
                        problems.note(problem)
                    if problems:
                        return
                elif header_of(row, columns)[0] != header:
                    yield from _row(header, index, row, at, columns, problems)
            line = rows.line_num + 1
        if header is None:
            message = f"the file is empty: it has no header with {listed(required)}"
            hint = f"start with the line {','.join(columns)}."
            problems.note(Problem(message, hint=hint, line=1))
    except csv.Error as reason:
        hint = "close the quotation mark of this line." if "end of data" in str(reason) else ""
        problems.append(
            Problem(f"invalid CSV: {reason}", hint=hint, line=line + above, code=SYNTAX)
        )


def table_text(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table as CSV text: the header and the rows."""
    rows = [columns, *(tuple(map(marked, line)) for line in lines)]
    # Before Python 3.13 the writer leaves a bare carriage return unquoted, and the reader
    # then refuses it.
    bare = any("\r" in cell for row in rows for cell in row)
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL
    )
    writer.writerows(rows)
    return text.getvalue()


def _without_first(text: str) -> tuple[str, str | None, int]:
    """The text after a line `sep=;`, the separator, and the number of lines removed."""
    first, end, rest = re.split(r"(\r\n|\r|\n|\Z)", text, maxsplit=1)
    match = _SEPARATOR.fullmatch(first)
    return (rest, match[1], 1) if match is not None and end else (text, None, 0)


def _separator_of(text: str, columns: Sequence[str], required: Sequence[str]) -> str:
    """The separator with which a header is found first, or else the most known columns."""
    found = {one: _later_header(text, one, required) for one in _SEPARATORS}
    best = min(
        (one for one, line in found.items() if line is not None),
        key=lambda one: found[one] or 0,
        default=None,
    )
    if best is not None:
        return best

    def known(one: str) -> int:
        row = next((row for _, row in _first_rows(text, one)), [])
        return len(set(header_of(row, columns)[0]) & set(columns))

    return max(_SEPARATORS, key=known)


def _later_header(text: str, separator: str, required: Sequence[str]) -> int | None:
    """The line of the first row with all required columns; None if there is none."""
    for line, row in _first_rows(text, separator):
        if set(required) <= set(header_of(row, required)[0]):
            return line
    return None


def _first_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in islice(rows, _MOST_ABOVE):
            if any(map(trimmed, row)):
                yield line, row
            line = rows.line_num + 1
    except csv.Error:
        return


def _row(
    header: Sequence[str],
    index: int | None,
    row: Sequence[str],
    line: int,
    columns: Sequence[str],
    problems: Problems,
) -> Iterator[Row]:
    width = len(row)
    while width > len(header) and not trimmed(row[width - 1]):
        width -= 1
    if width != len(header):
        hint = "put quotes around a cell that contains a separator, or remove an extra separator."
        if width < len(header):
            hint = "add a separator for each empty cell too."
        problems.note(Problem(f"{width} cells under {len(header)} columns", hint=hint, line=line))
        return
    for name, cell in zip(header, row, strict=False):
        if name in columns and ERRORS.fullmatch(trimmed(cell)):
            message = f"{trimmed(cell)!r} in column {name!r} is an error value of the spreadsheet"
            hint = "enter the value, or leave the cell empty."
            problems.note(Problem(message, hint=hint, line=line))
            return
    cells: dict[str, str] = {}
    others: dict[str, str] = {}
    for at, (name, cell) in enumerate(zip(header, row, strict=False)):
        if at == index and re.fullmatch(r"\s*[0-9]*\s*", cell):
            continue
        if name in columns:
            cells[name] = unmarked(cell)
        elif name:
            others[name] = unmarked(cell)
        elif trimmed(cell):
            message = f"the cell {cell!r} is in a column without a name"
            hint = "give the column a name, or delete it."
            problems.note(Problem(message, hint=hint, line=line))
            return
    yield Row(line, cells, others)
