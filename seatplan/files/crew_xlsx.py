"""Reads and writes crew lists in workbooks."""

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
    """Reads a crew list from a workbook: the sheet `crew`, or the first sheet with its columns.

    Raises:
        ProgramError: with every problem and its cell.
        ImportError: if openpyxl is not installed.

    Warns:
        InputWarning: for each unknown column, which is not read.
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
        hint = f"add a sheet {SHEET!r} with the columns {', '.join(REQUIRED)}."
        problems.append(Problem("the workbook has no crew list", hint=hint))
    if problems or table is None:
        raise ProgramError(problems, str(path), complete)
    found = crew_of(_rows(table), problems, str(path), table)
    warn(notes, str(path))
    return found


def _table(sheets: list[Sheet], problems: Problems, notes: list[Problem]) -> SheetTable | None:
    """The sheet `crew`, or else the first sheet with the columns of a crew list."""
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
    """Writes a crew list as a workbook, completely or not at all.

    Raises:
        ProgramError: if it cannot be written.
        ImportError: if openpyxl is not installed.
    """
    write_sheets(path, [new_sheet(SHEET, [table_of(one) for one in crew])], ProgramError)
