"""Plans as CSV: the columns flight, leg, role and member, in any order.

Cells are read and written as they are. A cell that begins with `=` is not defused for
spreadsheets: it would come back as another id.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import attrs

from seatplan.errors import PlanError, Problem, nearest
from seatplan.files.reading import Reader
from seatplan.plan import Assignment

COLUMNS = tuple(field.name for field in attrs.fields(Assignment))


def read_csv(text: str, source: str) -> tuple[Assignment, ...]:
    """The lines of a plan.

    Raises:
        PlanError: with every problem and its line.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    found: list[Assignment] = []
    header: Sequence[str] | None = None
    line = 1
    try:
        for row in rows:
            # Spreadsheets leave lines of empty cells behind.
            if any(cell.strip() for cell in row):
                if header is None:
                    header = [cell.strip() for cell in row]
                    problems += _header_problems(header, line)
                    if problems:
                        break
                elif len(row) == len(header):
                    found.append(_assignment(dict(zip(header, row, strict=True)), line, problems))
                else:
                    message = f"{len(row)} cells under {len(header)} columns"
                    problems.append(Problem(message, line=line))
            line = rows.line_num + 1
    except csv.Error as reason:
        problems.append(Problem(f"no valid CSV: {reason}", line=line))
    if problems:
        raise PlanError(problems, source)
    return tuple(found)


def csv_text(assignments: Iterable[Assignment]) -> str:
    """The lines under their header."""
    rows = [COLUMNS, *(attrs.astuple(assignment) for assignment in assignments)]
    # Before Python 3.13 the writer leaves a bare carriage return unquoted, and the reader
    # then refuses it.
    bare = any("\r" in cell for row in rows for cell in row)
    text = io.StringIO(newline="")
    if bare:
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _header_problems(header: Sequence[str], line: int) -> list[Problem]:
    if len(header) == 1 and any(sign in header[0] for sign in ";\t|"):
        return [Problem("one column where four belong", hint="commas between them.", line=line)]
    problems = []
    missing = [name for name in COLUMNS if name not in header]
    for index, name in enumerate(header):
        if name not in COLUMNS:
            hint = nearest(name, missing or COLUMNS)
            problems.append(Problem(f"unknown column {name!r}", hint=hint, line=line))
        elif name in header[:index]:
            problems.append(Problem(f"column {name!r} stands twice", line=line))
    problems += [Problem(f"column {name!r} is missing", line=line) for name in missing]
    return problems


def _assignment(cells: dict[str, str], line: int, problems: list[Problem]) -> Assignment:
    reader = Reader()
    made: Assignment = reader.read(Assignment, cells, ())
    problems += [attrs.evolve(problem, line=line) for problem in reader.problems]
    return made
