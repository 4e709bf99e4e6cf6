"""Tables as CSV: known columns in any order, every problem with its line.

A spreadsheet runs a cell that begins with `=` or a sign like it. Such a cell is written with an
apostrophe before it, which spreadsheets take for the mark of plain text, and read without it; so is
one that begins with apostrophes and then such a sign, so that each cell comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from seatplan.errors import Problem, Problems, nearest
from seatplan.words import listed

_RUNS = re.compile(r"'*+\s*+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]|'*+[\t\r\n]")
"""How a cell begins that a spreadsheet runs, or that looks like one that was kept from it."""


def read_table(
    text: str, columns: Sequence[str], required: Sequence[str], problems: Problems
) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines under the header: the number of each, from 1, and its cells by column.

    Args:
        text: the content of the file.
        columns: those that there may be.
        required: those that there have to be.
        problems: what is wrong is noted here. Where it is the header, there are no lines.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: Sequence[str] | None = None
    line = 1
    try:
        for row in rows:
            # Spreadsheets leave lines of empty cells behind.
            if any(cell.strip() for cell in row):
                if header is None:
                    header = [cell.strip() for cell in row]
                    for problem in _header_problems(header, columns, required, line):
                        problems.note(problem)
                    if problems:
                        return
                elif len(row) == len(header):
                    yield line, dict(zip(header, map(_unmarked, row), strict=True))
                else:
                    message = f"{len(row)} cells under {len(header)} columns"
                    problems.note(Problem(message, line=line))
            line = rows.line_num + 1
    except csv.Error as reason:
        problems.append(Problem(f"no valid CSV: {reason}", line=line))


def table_text(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """The lines under their header."""
    rows = [columns, *(tuple(map(_marked, line)) for line in lines)]
    # Before Python 3.13 the writer leaves a bare carriage return unquoted, and the reader
    # then refuses it.
    bare = any("\r" in cell for row in rows for cell in row)
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL
    )
    writer.writerows(rows)
    return text.getvalue()


def _marked(cell: str) -> str:
    return f"'{cell}" if _RUNS.match(cell) else cell


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def _header_problems(
    header: Sequence[str], columns: Sequence[str], required: Sequence[str], line: int
) -> Iterator[Problem]:
    if len(header) == 1 and any(sign in header[0] for sign in ";\t|"):
        message = f"one column where {listed(required)} belong"
        yield Problem(message, hint="commas between them.", line=line)
        return
    missing = [name for name in columns if name not in header]
    for index, name in enumerate(header):
        if name not in columns:
            hint = nearest(name, missing or columns)
            yield Problem(f"unknown column {name!r}", hint=hint, line=line)
        elif name in header[:index]:
            yield Problem(f"column {name!r} stands twice", line=line)
    for name in missing:
        if name in required:
            yield Problem(f"column {name!r} is missing", line=line)
