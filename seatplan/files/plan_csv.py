"""Plans as CSV: the columns flight, leg, role and member, in any order.

A spreadsheet runs a cell that begins with `=` or a sign like it. Such a cell is written with an
apostrophe before it, which spreadsheets take for the mark of plain text, and read without it; so is
one that begins with apostrophes and then such a sign, so that each cell comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from seatplan.errors import Enough, PlanError, Problem, Problems, nearest
from seatplan.files.reading import Reader
from seatplan.plan import Assignment

_RUNS = re.compile(r"'*+\s*+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]|'*+[\t\r\n]")
"""How a cell begins that a spreadsheet runs, or that looks like one that was kept from it."""

COLUMNS = tuple(field.name for field in attrs.fields(Assignment))


def read_csv(text: str, source: str) -> tuple[Assignment, ...]:
    """The lines of a plan.

    Raises:
        PlanError: with every problem and its line.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems = Problems()
    found: list[Assignment] = []
    header: Sequence[str] | None = None
    line = 1
    complete = True
    try:
        for row in rows:
            # Spreadsheets leave lines of empty cells behind.
            if any(cell.strip() for cell in row):
                if header is None:
                    header = [cell.strip() for cell in row]
                    for problem in _header_problems(header, line):
                        problems.note(problem)
                    if problems:
                        break
                elif len(row) == len(header):
                    cells = dict(zip(header, map(_unmarked, row), strict=True))
                    found.append(_assignment(cells, line, problems))
                else:
                    message = f"{len(row)} cells under {len(header)} columns"
                    problems.note(Problem(message, line=line))
            line = rows.line_num + 1
    except csv.Error as reason:
        problems.append(Problem(f"no valid CSV: {reason}", line=line))
    except Enough:
        complete = False
    if problems:
        raise PlanError(problems, source, complete)
    return tuple(found)


def csv_text(assignments: Iterable[Assignment]) -> str:
    """The lines under their header."""
    lines = (attrs.astuple(assignment) for assignment in assignments)
    rows = [COLUMNS, *(tuple(map(_marked, line)) for line in lines)]
    # Before Python 3.13 the writer leaves a bare carriage return unquoted, and the reader
    # then refuses it.
    bare = any("\r" in cell for row in rows for cell in row)
    text = io.StringIO(newline="")
    if bare:
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _marked(cell: str) -> str:
    return f"'{cell}" if _RUNS.match(cell) else cell


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def _header_problems(header: Sequence[str], line: int) -> Iterator[Problem]:
    if len(header) == 1 and any(sign in header[0] for sign in ";\t|"):
        yield Problem("one column where four belong", hint="commas between them.", line=line)
        return
    missing = [name for name in COLUMNS if name not in header]
    for index, name in enumerate(header):
        if name not in COLUMNS:
            hint = nearest(name, missing or COLUMNS)
            yield Problem(f"unknown column {name!r}", hint=hint, line=line)
        elif name in header[:index]:
            yield Problem(f"column {name!r} stands twice", line=line)
    yield from (Problem(f"column {name!r} is missing", line=line) for name in missing)


def _assignment(cells: dict[str, str], line: int, problems: Problems) -> Assignment:
    reader = Reader()
    made: Assignment = reader.read(Assignment, cells, ())
    for problem in reader.problems:
        problems.note(attrs.evolve(problem, line=line))
    return made
