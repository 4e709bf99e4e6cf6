"""Reads and writes crew lists: a line for each member, with the fields of CrewMember as columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs
from attrs import evolve, frozen

from seatplan.arguments import Arguments
from seatplan.errors import Enough, Place, Problem, Problems, ProgramError, warn
from seatplan.files.cell_days import CellError, iso_day
from seatplan.files.cell_entries import must_be_something, quoted, unquoted
from seatplan.files.crew_cells import (
    agency_cell,
    agency_data,
    qualifications_cell,
    qualifications_data,
    unavailable_cell,
    unavailable_data,
)
from seatplan.files.csv_table import read_table, table_text
from seatplan.files.disk import AnyPath, path_with, read_text, write_text
from seatplan.files.fillers import bare
from seatplan.files.numbers import NotExact, whole
from seatplan.files.reading import Reader
from seatplan.program import Agency, CrewMember, Program
from seatplan.validation import problems_of

if TYPE_CHECKING:
    from seatplan.files.sheet_table import SheetTable

COLUMNS = tuple(field.name for field in attrs.fields(CrewMember))
REQUIRED = ("id", "agency")
ENDINGS = (".csv", ".xlsx")
"""The endings of crew lists."""
_NO_MEMBER = "add a value, or delete the line if it is not a member (a heading, a total)."


_WHOLE = re.compile(r"([+-]?[0-9]+)(?:[.,]0{1,2})?")
"""A whole number. pandas writes `2.0` or `2,0` if the column has a gap; `2,000` is not accepted, as
it can mean two thousand."""


_MISSING = frozenset(("nan", "NaN", "NaT", "<NA>", "None", "NULL", "null"))
"""Words that other software writes for an empty cell."""


def _name(cell: str) -> str:
    return unquoted(cell) if cell.startswith('"') else " ".join(cell.split())


def _number(cell: str) -> int | NotExact | str:
    must_be_something(cell)
    match = _WHOLE.fullmatch(cell)
    return whole(match[1]) if match is not None else cell


def _day(cell: str) -> str:
    must_be_something(cell)
    return iso_day(cell) or cell


_TAKEN_APART: dict[str, Callable[[str], Any]] = {
    "id": unquoted,
    "agency": agency_data,
    "name": _name,
    "qualifications": qualifications_data,
    "unavailable": unavailable_data,
    "flights_before": _number,
    "days_before": _number,
    "last_landing": _day,
    "selected": _day,
}


@frozen
class CrewList:
    """A crew list from a file.

    Attributes:
        crew: the members, in the order of the lines.
        lines: the line of each member, counted from 1.
        sheet: the sheet with the list, if it is a workbook.
    """

    crew: tuple[CrewMember, ...]
    lines: tuple[int, ...]
    sheet: SheetTable | None = None

    def at_line(self, problem: Problem) -> Problem:
        """A problem with a member of a program that has this crew, with its line in the list."""
        index, place = problem.place[1], problem.place[2:]

        def line_of(match: re.Match[str]) -> str:
            line = self.lines[int(match[1])]
            return f"line {line}" if self.sheet is None else self.sheet.at(line)

        message = re.sub(r"\bcrew\[(\d+)\]", line_of, problem.message)
        line = self.lines[index] if isinstance(index, int) else None
        return self.placed(evolve(problem, message=message, place=place), line)

    def placed(self, problem: Problem, line: int | None) -> Problem:
        """A problem with a member, with its line or cell."""
        if self.sheet is None or line is None:
            return evolve(problem, line=line)
        column = str(problem.place[0]) if problem.place else ""
        return evolve(problem, cell=self.sheet.at(line, column))


def load_crew(path: AnyPath) -> tuple[CrewMember, ...]:
    """Reads a crew list from a `.csv` or `.xlsx` file, for `attrs.evolve(program, crew=…)`.

    The columns are the fields of `CrewMember`, in any order; all but `id` and `agency` can be left
    out, and an empty cell means that the key is left out. In `qualifications` and `unavailable`,
    semicolons or line breaks separate entries, and days are written `since..until`:
    `soyuz; eva 2021-05-01..2026-05-01` and `2024-01-01..2024-07-01 ground assignment`, with
    `+training` after the days of an absence that may overlap training. An agency that changes is
    written `NASA ..2018-06-15; Axiom 2018-06-15..`. Lists saved by spreadsheets and pandas are read
    as they are; text with two possible meanings is an error.

    Args:
        path: the file; in a workbook, the sheet `crew`, or else the first sheet with these columns.

    Raises:
        ProgramError: with every problem in the file and its line or cell. Agencies are checked
            only when the list becomes part of a program.
        ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).

    Warns:
        InputWarning: for each unknown column, which is not read.
    """
    return load_crew_list(path).crew


def load_crew_list(path: AnyPath) -> CrewList:
    """Reads a crew list as `load_crew` does, with the line of each member."""
    found, ending = path_with(path, ENDINGS, ProgramError)
    if ending == ".xlsx":
        from seatplan.files.crew_xlsx import read_crew_sheet  # only workbooks need openpyxl

        return read_crew_sheet(found)
    return read_crew_list(read_text(found, ProgramError, table=True), str(path))


def save_crew(crew: Iterable[CrewMember], path: AnyPath, *, excel: bool = False) -> None:
    """Writes a crew list to a `.csv` or `.xlsx` file, completely or not at all.

    Args:
        crew: the members, in the order of the lines.
        path: the file.
        excel: start a `.csv` file with a byte order mark, so that Excel reads it as UTF-8.

    Raises:
        ProgramError: if it cannot be written; the old file is then unchanged.
        ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).
    """
    with Arguments("save_crew") as given:
        crew = given.each(crew, CrewMember, "crew", "program.crew.")
        given.flag(excel, "excel")
    made, ending = path_with(path, (".csv",) if excel else ENDINGS, ProgramError)
    if ending == ".xlsx":
        from seatplan.files.crew_xlsx import save_crew_sheet

        save_crew_sheet(crew, made)
        return
    write_text(made, crew_text(crew), ProgramError, mark=excel)


def read_crew_list(text: str, source: str) -> CrewList:
    """Reads a crew list from CSV text; see `load_crew`."""
    problems = Problems()
    notes: list[Problem] = []

    def rows() -> Iterator[tuple[int, dict[str, Any], Reader]]:
        for row in read_table(text, COLUMNS, REQUIRED, problems, notes=notes):
            reader = Reader()
            yield row.line, _data(row.cells, reader), reader

    found = crew_of(rows(), problems, source)
    warn(notes, source)
    return found


def crew_of(
    rows: Iterable[tuple[int, dict[str, Any], Reader]],
    problems: Problems,
    source: str,
    sheet: SheetTable | None = None,
) -> CrewList:
    """The members of the rows of a list.

    Args:
        rows: for each member the line, the data as in a program file, and a reader with the
            problems in them.
        problems: collects the problems; it can have some already.
        source: the file.
        sheet: the sheet, for a workbook.

    Raises:
        ProgramError: with every problem and its line or cell.
    """
    crew: list[CrewMember] = []
    lines: list[int] = []
    broken: list[Place] = []
    complete = True
    try:
        for line, data, reader in rows:
            member = reader.read(CrewMember, data, ())
            broken += [("crew", len(crew), *place) for place in reader.broken]
            crew.append(member)
            lines.append(line)
            placed = CrewList((), (), sheet).placed
            for problem in reader.problems:
                absent = problem.place[0] not in data and problem.place[0] in REQUIRED
                hint = _NO_MEMBER if absent else problem.hint
                problems.note(placed(evolve(problem, hint=hint), line))
        # Contradictions are found by validating a program that has only these members.
        agencies = tuple(Agency(name) for name in dict.fromkeys(_agencies_of(crew)))
        alone = bare(Program, {"crew": tuple(crew), "agencies": agencies})
        found = CrewList(tuple(crew), tuple(lines), sheet)
        for problem in problems_of(alone, broken):
            if problem.place[:1] == ("crew",):
                problems.note(found.at_line(problem))
    except Enough:
        complete = False
    if problems:
        in_order = sorted(problems, key=lambda problem: problem.line or 0)
        raise ProgramError(in_order, source, complete)
    return found


def _agencies_of(crew: Iterable[CrewMember]) -> Iterator[str]:
    for member in crew:
        yield from (one.id for one in member.memberships)


def crew_text(crew: Iterable[CrewMember]) -> str:
    """A crew list as CSV text."""
    return table_text(COLUMNS, ([_cell(member, name) for name in COLUMNS] for member in crew))


def _cell(member: CrewMember, name: str) -> str:
    cell = _plain_cell(member, name)
    return quoted(cell) if cell in _MISSING else cell


def _plain_cell(member: CrewMember, name: str) -> str:
    value = getattr(member, name)
    if name == "qualifications":
        return qualifications_cell(value)
    if name == "unavailable":
        return unavailable_cell(value)
    if name == "agency":
        return agency_cell(value)
    if isinstance(value, str):
        # In cells of text, only these need quotes.
        broken = name == "name" and " ".join(value.split()) != value
        return quoted(value) if not value or value.startswith('"') or broken else value
    return "" if value is None else str(value)


def _data(cells: dict[str, str], reader: Reader) -> dict[str, Any]:
    """The data of a member, as in a program file; unreadable cells are reported to the reader."""
    data: dict[str, Any] = {}
    for name, cell in cells.items():
        if cell == "" or cell in _MISSING:
            continue
        try:
            data[name] = _TAKEN_APART.get(name, str)(cell)
        except CellError as error:
            reader.fail((name,), error.message, error.hint)
    return data
