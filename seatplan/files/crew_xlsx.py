"""Crew lists as workbooks: the sheet `crew` of a program, alone or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

from seatplan.errors import Enough, Problem, Problems, ProgramError, warn
from seatplan.files.crew_csv import COLUMNS, REQUIRED, CrewList, crew_of
from seatplan.files.dumping import table_of
from seatplan.files.program_xlsx import Rows, new_sheet
from seatplan.files.reading import Reader
from seatplan.files.sheet_table import SheetTable, folded, read_sheet_table
from seatplan.files.xlsx import Sheet, read_sheets, write_sheets
from seatplan.program import CrewMember

SHEET = "crew"


def read_crew_sheet(path: Path) -> CrewList:
    """The members in a workbook: of the sheet `crew`, else of the first with the columns.

    Raises:
        ProgramError: with every problem and its cell.
        ImportError: if openpyxl is not there.

    Warns:
        InputWarning: of a column that is not known, and so not read.
    """
    problems = Problems()
    notes: list[Problem] = []
    complete = True
    table = None
    try:
        table = _table(read_sheets(path, ProgramError), problems, notes)
    except Enough:
        complete = False
    if table is None and not problems:
        hint = f"a sheet {SHEET!r} with the columns {', '.join(REQUIRED)}."
        problems.append(Problem("no sheet of it is a crew list", hint=hint))
    if problems or table is None:
        raise ProgramError(problems, str(path), complete)
    found = crew_of(_rows(table), problems, str(path), table)
    warn(notes, str(path))
    return found


def _table(sheets: list[Sheet], problems: Problems, notes: list[Problem]) -> SheetTable | None:
    """The sheet of that name, else the first that has the columns."""
    own = [sheet for sheet in sheets if folded(sheet.title.strip()) == SHEET]
    for sheet in own or sheets:
        aside: list[Problem] = []
        table = read_sheet_table(sheet, COLUMNS, REQUIRED, problems if own else Problems(), aside)
        if table is not None:
            notes += aside
            return table
    return None


def _rows(table: SheetTable) -> Iterator[tuple[int, dict[str, Any], Reader]]:
    rows = Rows({SHEET: table})
    for at, data in enumerate(rows.of(SHEET)):
        reader = Reader()
        for problem in rows.problems:
            if problem.place[:2] == (SHEET, at):
                place = problem.place[2:]
                reader.problems.note(evolve(problem, place=place))
                reader.broken.append(place)
                if place[0] not in REQUIRED:
                    data.pop(str(place[0]), None)
        yield table.rows[at].number, data, reader


def save_crew_sheet(crew: Iterable[CrewMember], path: Path) -> None:
    """Writes a crew list as a workbook, whole or not at all.

    Raises:
        ProgramError: if it cannot be written.
        ImportError: if openpyxl is not there.
    """
    write_sheets(path, [new_sheet(SHEET, [table_of(one) for one in crew])], ProgramError)
