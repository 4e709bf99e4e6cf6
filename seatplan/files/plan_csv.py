"""Plans as CSV: the columns flight, leg, role and member, in any order."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from seatplan.errors import Enough, PlanError, Problems
from seatplan.files.csv_table import read_table, table_text
from seatplan.files.reading import Reader
from seatplan.plan import Assignment

COLUMNS = tuple(field.name for field in attrs.fields(Assignment))


def read_csv(text: str, source: str) -> tuple[Assignment, ...]:
    """The lines of a plan.

    Raises:
        PlanError: with every problem and its line.
    """
    problems = Problems()
    found: list[Assignment] = []
    complete = True
    try:
        for line, cells in read_table(text, COLUMNS, COLUMNS, problems):
            reader = Reader()
            found.append(reader.read(Assignment, cells, ()))
            for problem in reader.problems:
                problems.note(attrs.evolve(problem, line=line))
    except Enough:
        complete = False
    if problems:
        raise PlanError(problems, source, complete)
    return tuple(found)


def csv_text(assignments: Iterable[Assignment]) -> str:
    """The lines under their header."""
    return table_text(COLUMNS, (attrs.astuple(assignment) for assignment in assignments))
