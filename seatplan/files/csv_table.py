"""Tables as CSV: known columns in any order, every problem with its line.

Cells are read and written as they are. A cell that begins with `=` is not defused for
spreadsheets: it would come back as another id.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from seatplan.errors import Problem, nearest
from seatplan.words import listed

Line = tuple[int, dict[str, str]]
"""The number of a line, from 1, and its cells by column."""


def read_table(
    text: str, columns: Sequence[str], required: Sequence[str], problems: list[Problem]
) -> list[Line]:
    """The lines under the header.

    Args:
        text: the content of the file.
        columns: those that there may be.
        required: those that there have to be.
        problems: what is wrong is added here. Where it is the header, there are no lines.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[Line] = []
    header: Sequence[str] | None = None
    line = 1
    try:
        for row in rows:
            # Spreadsheets leave lines of empty cells behind.
            if any(cell.strip() for cell in row):
                if header is None:
                    header = [cell.strip() for cell in row]
                    wrong = _header_problems(header, columns, required, line)
                    problems += wrong
                    if wrong:
                        break
                elif len(row) == len(header):
                    found.append((line, dict(zip(header, row, strict=True))))
                else:
                    message = f"{len(row)} cells under {len(header)} columns"
                    problems.append(Problem(message, line=line))
            line = rows.line_num + 1
    except csv.Error as reason:
        problems.append(Problem(f"no valid CSV: {reason}", line=line))
    return found


def table_text(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """The lines under their header."""
    rows = [columns, *lines]
    # Before Python 3.13 the writer leaves a bare carriage return unquoted, and the reader
    # then refuses it.
    bare = any("\r" in cell for row in rows for cell in row)
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL
    )
    writer.writerows(rows)
    return text.getvalue()


def _header_problems(
    header: Sequence[str], columns: Sequence[str], required: Sequence[str], line: int
) -> list[Problem]:
    if len(header) == 1 and any(sign in header[0] for sign in ";\t|"):
        message = f"one column where {listed(required)} belong"
        return [Problem(message, hint="commas between them.", line=line)]
    problems = []
    missing = [name for name in columns if name not in header]
    for index, name in enumerate(header):
        if name not in columns:
            hint = nearest(name, missing or columns)
            problems.append(Problem(f"unknown column {name!r}", hint=hint, line=line))
        elif name in header[:index]:
            problems.append(Problem(f"column {name!r} stands twice", line=line))
    problems += [
        Problem(f"column {name!r} is missing", line=line) for name in missing if name in required
    ]
    return problems
