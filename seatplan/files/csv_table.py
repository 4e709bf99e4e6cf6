r"""Tables as CSV, as people save them: known columns in any order, every problem with its line.

Commas, semicolons or tabulators separate the cells, whichever the header has; a line `sep=;` before
it shows which. Blanks around a cell do not count, those that cannot be seen included, and neither
do empty lines, empty columns without a name, or the column of row numbers that pandas puts first.

A spreadsheet runs a cell that begins with `=` or a sign like it. Such a cell is written with an
apostrophe before it, which spreadsheets take for the mark of plain text, and read without it. A
cell that begins or ends with a blank gets one, too, and one that begins with apostrophes and then
such a sign, so that each cell comes back as it was. So does the text of an error that a
spreadsheet shows, such as `#REF!`; without the apostrophe that is no value. `="007"`, which some
programs write to keep a text as it is, is that text. The header may come again further down.
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
"""This many lines are searched for a header that does not come first."""


@frozen
class Row:
    """A line under the header.

    Attributes:
        line: its number, from 1.
        cells: by column.
        others: the cells of columns that are not known.
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
    """The lines under the header.

    Args:
        text: the content of the file.
        columns: those that there may be.
        required: those that there have to be.
        problems: what is wrong is noted here. Where it is the header, there are no lines.
        beside: columns that are no news, though they contain nothing that is read.
        notes: columns that are left alone are reported here. One that may be a misspelt name of a
            column is wrong, not left alone.
    """
    text, given, above = _without_first(text)
    separator = given or _separator_of(text, columns, required)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: Sequence[str] | None = None
    index: int | None = None
    line = 1
    try:
        for row in rows:
            # Spreadsheets leave lines of empty cells behind.
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
            message = f"there is no header with {listed(required)}: the file is empty"
            problems.note(Problem(message, hint=f"the line {','.join(columns)} first.", line=1))
    except csv.Error as reason:
        problems.append(Problem(f"no valid CSV: {reason}", line=line + above, code=SYNTAX))


def table_text(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """The lines under their header."""
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
    """The text after a line `sep=;`, what that is, and how many lines are gone."""
    first, end, rest = re.split(r"(\r\n|\r|\n|\Z)", text, maxsplit=1)
    match = _SEPARATOR.fullmatch(first)
    return (rest, match[1], 1) if match is not None and end else (text, None, 0)


def _separator_of(text: str, columns: Sequence[str], required: Sequence[str]) -> str:
    """The one under which a header comes first, else the one under which most columns are known."""
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
    """The line of the first row that has all that a header must have."""
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
        hint = "quotes around a cell that has a comma in it, or none between two cells too many."
        if width < len(header):
            hint = "a separator for each empty cell, too."
        problems.note(Problem(f"{width} cells under {len(header)} columns", hint=hint, line=line))
        return
    for name, cell in zip(header, row, strict=False):
        if name in columns and ERRORS.fullmatch(trimmed(cell)):
            message = f"{trimmed(cell)!r} in column {name!r} is an error of the spreadsheet"
            hint = "the value that belongs there, or an empty cell."
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
            problems.note(Problem(message, hint="a name for the column, or none of it.", line=line))
            return
    yield Row(line, cells, others)
