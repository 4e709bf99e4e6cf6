"""Reads plans from workbooks, also after people have edited them.

The sheet `plan` has the columns of a plan in CSV. If it was written with the program, each row also
has the name of the member and the day of the leg, and the sheet `people` lists the members. Two
hidden columns keep the member and the program's day as they were saved, and so show whether the id,
the name or the day was edited. If only the id was edited, the old name is ignored; if only the name
was edited, it gives the new member.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from seatplan.errors import Enough, PlanError, Problem, Problems, nearest, warn
from seatplan.files.cell_days import CellError, iso_day
from seatplan.files.csv_table import Row
from seatplan.files.plan_rows import (
    COLUMNS,
    DATED,
    DAY,
    MORE,
    OF_FRAMES,
    PORT,
    PlanLines,
    PlanRows,
)
from seatplan.files.plan_sheet import HEAD, PEOPLE, SAVED_DAY, SAVED_MEMBER, SHEET
from seatplan.files.sheet_cells import value_of
from seatplan.files.sheet_table import SheetTable, folded, read_sheet_table
from seatplan.files.xlsx import NoValue, Sheet, read_sheets
from seatplan.program import Program
from seatplan.program_index import ProgramIndex

_UNKNOWN = re.compile(r"unknown (flight|leg|role|member)")


@frozen
class PlanSheet:
    """A plan that was read from a workbook.

    Attributes:
        lines: the content of the plan.
        table: the table with its cells.
    """

    lines: PlanLines
    table: SheetTable

    def at_cell(self, problem: Problem) -> Problem:
        """A problem with a row, with its cell."""
        if problem.line is None:
            return problem
        match = _UNKNOWN.match(problem.message)
        cell = self.table.at(problem.line, match[1] if match is not None else "")
        return evolve(problem, line=None, cell=cell)


def read_plan_sheet(path: Path, program: Program | None = None) -> PlanSheet:
    """Reads the plan in a workbook.

    Args:
        path: the file.
        program: if given, columns that repeat the program must agree with it.

    Raises:
        PlanError: with every problem and its cell.
        ImportError: if openpyxl is not installed.

    Warns:
        InputWarning: for each unknown column, which is not read.
    """
    problems = Problems()
    notes: list[Problem] = []
    sheets = read_sheets(path, PlanError)
    complete = True
    found = None
    try:
        table = _table(sheets, problems, notes)
        if table is not None:
            found = _Reading(table, problems, _names(sheets, program), program).lines()
    except Enough:
        complete = False
    if table is None and not problems:
        hint = f"add a sheet {SHEET!r} with the columns {', '.join(COLUMNS)}."
        problems.append(Problem("the workbook has no plan", hint=hint))
    if problems or found is None or table is None:
        raise PlanError(problems, str(path), complete)
    warn(notes, str(path))
    return PlanSheet(evolve(found, program=_program_name(sheets)), table)


def _table(sheets: list[Sheet], problems: Problems, notes: list[Problem]) -> SheetTable | None:
    """The sheet `plan`, or else the first sheet with the columns of a plan."""
    columns = (*COLUMNS, *MORE, *OF_FRAMES, DATED, SAVED_MEMBER, SAVED_DAY)
    own = [sheet for sheet in sheets if folded(sheet.title.strip()) == SHEET]
    for sheet in own or sheets:
        aside = problems if own else Problems()
        table = read_sheet_table(sheet, columns, COLUMNS, aside, notes if own else [])
        if table is not None:
            return table
    return None


def _names(sheets: list[Sheet], program: Program | None) -> dict[str, str]:
    """By member id, the name: from the program, or else from the sheet `people`."""
    if program is not None:
        return {member.id: member.name for member in program.crew}
    for sheet in sheets:
        if folded(sheet.title.strip()) == PEOPLE:
            table = read_sheet_table(sheet, ("id", "name"), ("id", "name"), Problems(), [])
            rows = [] if table is None else [row.cells for row in table.rows]
            return {_text(row.get("id")): _text(row.get("name")) for row in rows}
    return {}


def _program_name(sheets: list[Sheet]) -> str:
    for sheet in sheets:
        if folded(sheet.title.strip()) == HEAD:
            table = read_sheet_table(sheet, ("name",), ("name",), Problems(), [])
            for row in table.rows if table is not None else ():
                return _text(row.cells.get("name"))
    return ""


class _Reading:
    """Reads the rows of a sheet as rows of a plan."""

    def __init__(
        self,
        table: SheetTable,
        problems: Problems,
        names: Mapping[str, str],
        program: Program | None,
    ) -> None:
        self.table = table
        self.problems = problems
        self.names = names
        counts = Counter(names.values())
        self.ids = {name: member for member, name in names.items() if counts[name] == 1}
        self.made = PlanRows(
            problems,
            ProgramIndex(program) if program is not None else None,
            where=lambda row, column: {"cell": table.at(row, column), "place": ()},
            line="row",
        )

    def lines(self) -> PlanLines:
        """The plan in the rows."""
        for row in self._rows():
            self.made.enter(row)
        return self.made.made()

    def _rows(self) -> Iterator[Row]:
        for row in self.table.rows:
            bad = {name: one for name, one in row.cells.items() if isinstance(one, NoValue)}
            for name, one in bad.items():
                self._wrong(row.number, name, one.message, one.hint)
            if bad:
                continue
            cells = {name: _text(cell) for name, cell in row.cells.items()}
            others = {name: cells.pop(name, "") for name in (*OF_FRAMES, DATED)}
            others = {name: text for name, text in others.items() if text}
            member = self._member(row.number, cells, others)
            if member is None:
                continue
            cells["member"] = member
            if not member and cells.get("leg", "").casefold() != PORT:
                cells["role"] = ""  # a row for an empty seat is not an assignment
            if SAVED_DAY in self.table.columns:
                # These values belong to the flight and member that were saved, so they can differ.
                others = {}
                self._put_day(cells)
            if not cells.get("role") and not any(cells.get(name) for name in ("member", *MORE)):
                continue
            yield Row(row.number, cells, others)

    def _member(self, row: int, cells: Mapping[str, str], others: Mapping[str, str]) -> str | None:
        """The member that the id and the name of a row mean; None if they contradict each other."""
        member, name = cells.get("member", ""), others.get("name", "")
        saved = cells.get(SAVED_MEMBER, "")
        if not name or not self.names or name == self.names.get(member):
            return member
        if saved and member != saved and name == self.names.get(saved):
            return member  # only the id was edited; the name is that of the previous member
        if member and member != saved:
            message = f"the name of {member!r} is {self.names.get(member)!r}, not {name!r}"
            hint = "leave the name out."
            if name in self.ids:
                hint = f"{self.ids[name]!r} as the member?"
            self._wrong(row, "name", message, hint)
            return None
        if name in self.ids:
            return self.ids[name]
        if name in self.names.values():
            self._wrong(row, "name", f"several members are called {name!r}", "give the id.")
        else:
            hint = nearest(name, self.names.values())
            self._wrong(row, "name", f"no member is called {name!r}", hint)
        return None

    def _put_day(self, cells: dict[str, str]) -> None:
        """Drops the day of a row if it is still the saved day of the program."""
        saved = cells.get(SAVED_DAY, "")
        if not saved:
            return
        try:
            same = iso_day(cells.get(DAY, "")) == iso_day(saved)
        except CellError:
            same = False
        landing = cells.get("leg", "").casefold() == "down"
        if same:
            cells[DAY] = ""
            self.made.own_day(cells.get("flight", ""), landing, date.fromisoformat(saved))

    def _wrong(self, row: int, column: str, message: str, hint: str) -> None:
        self.problems.note(Problem(message, hint=hint, cell=self.table.at(row, column)))


def _text(cell: Any) -> str:
    """A cell as text, as in CSV."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(value_of(cell, str))
