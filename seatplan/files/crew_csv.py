"""Crew lists as CSV: a line for each member, the columns named as the fields of CrewMember."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import attrs
from attrs import evolve

from seatplan.errors import Enough, Place, Problem, Problems, ProgramError
from seatplan.files.crew_cells import (
    CellError,
    qualifications_cell,
    qualifications_data,
    quoted,
    unavailable_cell,
    unavailable_data,
    unquoted,
)
from seatplan.files.csv_table import read_table, table_text
from seatplan.files.disk import AnyPath, path_with, read_text, write_text
from seatplan.files.fillers import bare
from seatplan.files.numbers import NotExact, whole
from seatplan.files.reading import Reader
from seatplan.program import Agency, CrewMember, Program
from seatplan.validation import problems_of

COLUMNS = tuple(field.name for field in attrs.fields(CrewMember))
REQUIRED = ("id", "agency")


def _number(cell: str) -> int | NotExact | str:
    return whole(cell) if re.fullmatch(r"\s*[+-]?[0-9]+\s*", cell) else cell


_TAKEN_APART: dict[str, Callable[[str], Any]] = {
    "id": unquoted,
    "agency": unquoted,
    "name": unquoted,
    "qualifications": qualifications_data,
    "unavailable": unavailable_data,
    "flights_before": _number,
    "days_before": _number,
}


def load_crew(path: AnyPath) -> tuple[CrewMember, ...]:
    """Reads a crew list from a `.csv` file, for `attrs.evolve(program, crew=…)`.

    The columns are the fields of `CrewMember`, in any order; all but `id` and `agency` may be left
    out, and an empty cell is a key left out. In `qualifications` and `unavailable` semicolons
    separate entries, and days are `since..until`: `soyuz; eva 2021-05-01..2026-05-01` and
    `2024-01-01..2024-07-01 ground assignment`.

    Args:
        path: of the file.

    Raises:
        ProgramError: with every problem in the file and its line. Whether the agencies exist is
            known only when the list is part of a program.
    """
    found, _ = path_with(path, (".csv",), ProgramError)
    return read_crew(read_text(found, ProgramError), str(path))


def save_crew(crew: Iterable[CrewMember], path: AnyPath) -> None:
    """Writes a crew list to a `.csv` file, whole or not at all; `load_crew` reads it.

    Args:
        crew: the members, in the order of the lines.
        path: of the file.

    Raises:
        ProgramError: if it cannot be written; then the old file is as it was.
    """
    made, _ = path_with(path, (".csv",), ProgramError)
    write_text(made, crew_text(crew), ProgramError)


def read_crew(text: str, source: str) -> tuple[CrewMember, ...]:
    """The members in a CSV text; see `load_crew`."""
    problems = Problems()
    crew: list[CrewMember] = []
    lines: list[int] = []
    broken: list[Place] = []
    complete = True
    try:
        for line, cells in read_table(text, COLUMNS, REQUIRED, problems):
            reader = Reader()
            member = reader.read(CrewMember, _data(cells, reader), ())
            broken += [("crew", len(crew), *place) for place in reader.broken]
            crew.append(member)
            lines.append(line)
            for problem in reader.problems:
                problems.note(evolve(problem, line=line))
        # What contradicts itself is found as in a program that has these members and no more.
        agencies = tuple(Agency(name) for name in dict.fromkeys(each.agency for each in crew))
        alone = bare(Program, {"crew": tuple(crew), "agencies": agencies})
        for problem in problems_of(alone, broken):
            if problem.place[:1] == ("crew",):
                problems.note(_at_line(problem, lines))
    except Enough:
        complete = False
    if problems:
        in_order = sorted(problems, key=lambda problem: problem.line or 0)
        raise ProgramError(in_order, source, complete)
    return tuple(crew)


def crew_text(crew: Iterable[CrewMember]) -> str:
    """The members as a CSV text."""
    return table_text(COLUMNS, ([_cell(member, name) for name in COLUMNS] for member in crew))


def _cell(member: CrewMember, name: str) -> str:
    value = getattr(member, name)
    if name == "qualifications":
        return qualifications_cell(value)
    if name == "unavailable":
        return unavailable_cell(value)
    if isinstance(value, str):
        # Elsewhere in a cell of text nothing needs quotes.
        return quoted(value) if not value or value.startswith('"') else value
    return "" if value is None else str(value)


def _data(cells: dict[str, str], reader: Reader) -> dict[str, Any]:
    """The table of a member; what cannot be taken apart is told to the reader."""
    data: dict[str, Any] = {}
    for name, cell in cells.items():
        if cell == "" or (name not in ("id", "name") and not cell.strip()):
            continue
        try:
            data[name] = _TAKEN_APART.get(name, str.strip)(cell)
        except CellError as error:
            reader.fail((name,), error.message, error.hint)
    return data


def _at_line(problem: Problem, lines: list[int]) -> Problem:
    """The problem with the line in place of the index among the crew."""
    index = problem.place[1]
    message = re.sub(r"\bcrew\[(\d+)\]", lambda at: f"line {lines[int(at[1])]}", problem.message)
    return evolve(
        problem,
        message=message,
        place=problem.place[2:],
        line=lines[index] if isinstance(index, int) else None,
    )
