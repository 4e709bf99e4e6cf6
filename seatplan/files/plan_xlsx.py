"""A plan as a workbook: a crew list with names and days that people edit, and that is read back.

The sheet `plan` has the columns of a plan in CSV. With its program each line also has the name of
the member and the day of the leg, and the sheet `people` lists who there is. Two hidden columns
keep the member and the program's day as they were saved: they show whether the id, the name or the
day was edited. A line with a new id keeps its old name without harm; a new name is a new member.
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
from seatplan.files.crew_cells import agency_cell
from seatplan.files.csv_table import Row
from seatplan.files.plan_csv import plan_rows
from seatplan.files.plan_rows import (
    COLUMNS,
    DATED,
    DAY,
    MORE,
    OF_FRAMES,
    PORT,
    SPACECRAFT,
    PlanLines,
    PlanRows,
)
from seatplan.files.sheet_cells import cell_of, value_of
from seatplan.files.sheet_table import SheetTable, folded, read_sheet_table
from seatplan.files.xlsx import NewSheet, NoValue, Sheet, read_sheets, write_sheets
from seatplan.naming import plan_spelled
from seatplan.plan import Plan
from seatplan.program import ALL_LEGS, Program
from seatplan.program_index import ProgramIndex, leg_day

SHEET, PEOPLE, HEAD = "plan", "people", "program"
SAVED_MEMBER, SAVED_DAY = "saved member", "saved day"
"""The hidden columns: the member of the line, and the day that the program has for it."""

_UNKNOWN = re.compile(r"unknown (flight|leg|role|member)")


@frozen
class PlanSheet:
    """A plan as it was read.

    Attributes:
        lines: what it holds.
        table: where that is.
    """

    lines: PlanLines
    table: SheetTable

    def at_cell(self, problem: Problem) -> Problem:
        """A problem of a row, with its cell."""
        if problem.line is None:
            return problem
        match = _UNKNOWN.match(problem.message)
        cell = self.table.at(problem.line, match[1] if match is not None else "")
        return evolve(problem, line=None, cell=cell)


def read_plan_sheet(path: Path, program: Program | None = None) -> PlanSheet:
    """The plan in a workbook.

    Args:
        path: the file.
        program: if given, what is beside the plan's own columns has to fit it.

    Raises:
        PlanError: with every problem and its cell.
        ImportError: if openpyxl is not there.

    Warns:
        InputWarning: of a column that is not known, and so not read.
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
        hint = f"a sheet {SHEET!r} with the columns {', '.join(COLUMNS)}."
        problems.append(Problem("no sheet of it holds a plan", hint=hint))
    if problems or found is None or table is None:
        raise PlanError(problems, str(path), complete)
    warn(notes, str(path))
    return PlanSheet(evolve(found, program=_program_name(sheets)), table)


def _table(sheets: list[Sheet], problems: Problems, notes: list[Problem]) -> SheetTable | None:
    """The sheet of that name, else the first that has the columns."""
    columns = (*COLUMNS, *MORE, *OF_FRAMES, DATED, SAVED_MEMBER, SAVED_DAY)
    own = [sheet for sheet in sheets if folded(sheet.title.strip()) == SHEET]
    for sheet in own or sheets:
        aside = problems if own else Problems()
        table = read_sheet_table(sheet, columns, COLUMNS, aside, notes if own else [])
        if table is not None:
            return table
    return None


def _names(sheets: list[Sheet], program: Program | None) -> dict[str, str]:
    """The name of each member, by id: the program's, else those of the sheet `people`."""
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
    """The rows of a sheet, as lines of a plan."""

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
        """All of them."""
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
                cells["role"] = ""  # an empty seat is no line of a plan
            if SAVED_DAY in self.table.columns:
                # What is beside the ids was right for the flight and the member of that time.
                others = {}
                self._put_day(cells)
            if not cells.get("role") and not any(cells.get(name) for name in ("member", *MORE)):
                continue
            yield Row(row.number, cells, others)

    def _member(self, row: int, cells: Mapping[str, str], others: Mapping[str, str]) -> str | None:
        """Who is meant by the id and the name of a row; None if they contradict each other."""
        member, name = cells.get("member", ""), others.get("name", "")
        saved = cells.get(SAVED_MEMBER, "")
        if not name or not self.names or name == self.names.get(member):
            return member
        if saved and member != saved and name == self.names.get(saved):
            return member  # a new id, or none, beside the name of who was there before
        if member and member != saved:
            message = f"the name of {member!r} is {self.names.get(member)!r}, and {name!r} here"
            hint = f"{self.ids[name]!r} as the member?" if name in self.ids else "no name here."
            self._wrong(row, "name", message, hint)
            return None
        if name in self.ids:
            return self.ids[name]
        if name in self.names.values():
            self._wrong(row, "name", f"more than one member is called {name!r}", "the id.")
        else:
            hint = nearest(name, self.names.values())
            self._wrong(row, "name", f"no member is called {name!r}", hint)
        return None

    def _put_day(self, cells: dict[str, str]) -> None:
        """A day that is the program's, as it was when the plan was saved, is not the plan's."""
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
    """A cell as CSV has it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(value_of(cell, str))


def save_plan_sheet(plan: Plan, path: Path, program: Program | None = None) -> None:
    """Writes a plan as a workbook, whole or not at all.

    Args:
        plan: the plan.
        path: the file.
        program: with it each line has a name and a day, and people are picked from a list.

    Raises:
        PlanError: if it cannot be written.
        ImportError: if openpyxl is not there.
    """
    if program is not None:
        plan = plan_spelled(plan, program)
    sheets = [_plan_sheet(plan, program)]
    if program is not None:
        people = [
            (cell_of(one.id, str), cell_of(one.name, str), agency_cell(one.agency))
            for one in program.crew
        ]
        sheets.append(NewSheet(PEOPLE, ("id", "name", "agency"), people))
    if plan.program:
        sheets.append(NewSheet(HEAD, ("name",), [(cell_of(plan.program, str),)]))
    write_sheets(path, sheets, PlanError)


def _plan_sheet(plan: Plan, program: Program | None) -> NewSheet:
    columns = (*COLUMNS, *MORE)
    found = plan_rows(plan.assignments, plan.dates, plan.docking, plan.spacecraft)
    rows = [dict(zip(columns, row, strict=True)) for row in found]
    if program is None:
        wanted = [name for name in columns if name in COLUMNS or any(row[name] for row in rows)]
        return NewSheet(SHEET, wanted, [_as_cells(row, wanted) for row in rows])
    lookup = ProgramIndex(program)
    for row in rows:
        member = lookup.members.get(row["member"])
        flight = lookup.flights.get(row["flight"])
        row["name"] = "" if member is None else member.name
        row[SAVED_MEMBER] = row["member"]
        row[SAVED_DAY] = ""
        if not row[DAY] and flight is not None and row["leg"] in ALL_LEGS:
            row[DAY] = row[SAVED_DAY] = str(leg_day(flight, row["leg"]))
    rows.sort(key=_in_time)
    wanted = ["flight", "leg", DAY, "role", "member", "name"]
    wanted += [name for name in (PORT, SPACECRAFT) if any(row[name] for row in rows)]
    wanted += [SAVED_MEMBER, SAVED_DAY]
    last = len(program.crew) + 1
    choices = {}
    if program.crew:
        choices = {"member": f"{PEOPLE}!$A$2:$A${last}", "name": f"{PEOPLE}!$B$2:$B${last}"}
    hidden = frozenset((SAVED_MEMBER, SAVED_DAY))
    return NewSheet(SHEET, wanted, [_as_cells(row, wanted) for row in rows], hidden, choices)


def _in_time(row: Mapping[str, str]) -> tuple[Any, ...]:
    legs = (*ALL_LEGS, PORT)
    leg = legs.index(row["leg"]) if row["leg"] in legs else len(legs)
    return row[DAY], row["flight"], leg, row["role"], row["member"]


def _as_cells(row: Mapping[str, str], columns: list[str]) -> list[Any]:
    days = (DAY, SAVED_DAY)
    return [_as_cell(row[name], date if name in days else str) for name in columns]


def _as_cell(text: str, wanted: Any) -> Any:
    if not text:
        return None
    return cell_of(date.fromisoformat(text) if wanted is date else text, wanted)
