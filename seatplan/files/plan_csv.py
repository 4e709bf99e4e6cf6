"""Plans as CSV: the columns flight, leg, role and member, in any order."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from seatplan.errors import PlanError, Problem
from seatplan.files.csv_table import read_table, table_text
from seatplan.files.reading import Reader
from seatplan.plan import Assignment

COLUMNS = tuple(field.name for field in attrs.fields(Assignment))


def read_csv(text: str, source: str) -> tuple[Assignment, ...]:
    """The lines of a plan.

    Raises:
        PlanError: with every problem and its line.
    """
    problems: list[Problem] = []
    found: list[Assignment] = []
    for line, cells in read_table(text, COLUMNS, COLUMNS, problems):
        reader = Reader()
        found.append(reader.read(Assignment, cells, ()))
        problems += [attrs.evolve(problem, line=line) for problem in reader.problems]
    if problems:
        raise PlanError(sorted(problems, key=lambda problem: problem.line or 0), source)
    return tuple(found)


def csv_text(assignments: Iterable[Assignment]) -> str:
    """The lines under their header."""
    return table_text(COLUMNS, (attrs.astuple(assignment) for assignment in assignments))
