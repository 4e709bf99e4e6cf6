"""Reads and writes programs as workbooks: a sheet for each table, and a column for each key.

The seats of vehicles and flights are rows of the sheet `seats`. The keys of a nested table have a
column each, such as `launch_window.since`. Unknown sheets and columns are ignored with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve, frozen

from seatplan.errors import (
    Enough,
    InputError,
    Place,
    Problem,
    Problems,
    ProgramError,
    nearest,
    warn,
)
from seatplan.files.cell_days import CellError
from seatplan.files.disk import AnyPath
from seatplan.files.documents import in_order
from seatplan.files.shapes import form_of
from seatplan.files.sheet_cells import cell_of, value_of
from seatplan.files.sheet_columns import (
    HEAD,
    KINDS,
    Columns,
    inner_type,
    keys_for,
    type_of,
    without_none,
)
from seatplan.files.sheet_table import SheetTable, folded, read_sheet_table
from seatplan.files.tables import TABLES, put_seats, rows_of
from seatplan.files.xlsx import NewSheet, read_sheets, write_sheets
from seatplan.program import Program

T = TypeVar("T")

OF_PLANS = ("plan", "people")
"""The sheets of a plan, which can be in the same workbook."""

_PLAIN_NAME = re.compile(r"\w+(?:[ -]\w+)*")
_NO_NAME = re.compile(r"sheet\W?\d*")
"""The default name of a new sheet, which is not a misspelling of `seats`."""

_TABLE_IN = re.compile(r"\b(\w+)\[(\d+)\]")


@frozen(eq=False)
class Workbook:
    """The content of a workbook with a program; the counterpart of `Document`.

    Attributes:
        data: the data, as in a program file.
        source: the path of the file.
        tables: the tables by name, with their cells.
        seats: by the place of a seat, the index of its row.
        found: the problems with cells.
        broken: the places of these problems.
    """

    data: dict[str, Any]
    source: str
    tables: Mapping[str, SheetTable]
    seats: Mapping[Place, int]
    found: tuple[Problem, ...]
    broken: tuple[Place, ...]

    def read_with(self, read: Callable[[Any], T], error: type[InputError]) -> T:
        """Reads the data with a function; see `Document.read_with`."""
        problems = list(self.found)
        complete = True
        made: list[T] = []
        try:
            made.append(read(self.data))
        except error as reason:
            complete = reason.complete
            for one in reason.problems:
                if not any(one.place[: len(there)] == there for there in self.broken):
                    problems.append(one)
        if problems:
            raise error(self.placed(in_order(problems, self.data)), self.source, complete)
        return made[0]

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, each with its cell."""
        return [self._placed(one) for one in problems]

    def _placed(self, problem: Problem) -> Problem:
        def address(match: re.Match[str]) -> str:
            return self._cell((match[1], int(match[2]))) or match[0]

        message = _TABLE_IN.sub(address, problem.message)
        cell = problem.cell or self._cell(problem.place)
        return evolve(problem, message=message, cell=cell)

    def _cell(self, place: Place) -> str | None:
        if place[:1] in (("name",), ("format",)) and HEAD in self.tables:
            table, row, keys = self.tables[HEAD], 0, place
        elif place[:4] in self.seats:
            table, row, keys = self.tables["seats"], self.seats[place[:4]], place[4:]
        elif len(place) > 1 and place[0] in self.tables and isinstance(place[1], int):
            table, row, keys = self.tables[str(place[0])], place[1], place[2:]
        else:
            return None
        if row >= len(table.rows):
            return None
        names = (".".join(map(str, keys[:2])), *map(str, keys[:1]), "")
        column = next((one for one in names if one in table.columns), "")
        return table.at(table.rows[row].number, column)


def read_workbook(path: Path) -> Workbook:
    """Reads the tables in a workbook; the program itself is not validated yet.

    Raises:
        ProgramError: if the file is not a workbook, or its sheets are not tables.
        ImportError: if openpyxl is not installed.

    Warns:
        InputWarning: for each sheet, column or title that is not read.
    """
    problems = Problems()
    notes: list[Problem] = []
    known = {folded(name): name for name in (HEAD, *TABLES, "seats", *KINDS)}
    tables: dict[str, SheetTable] = {}
    titles: dict[str, str] = {}
    complete = True
    try:
        for sheet in read_sheets(path, ProgramError):
            name = known.get(folded(sheet.title.strip()))
            if name is None:
                if folded(sheet.title) not in OF_PLANS and sheet.rows:
                    _unknown_sheet(sheet.title, set(known.values()) - set(titles), problems, notes)
                continue
            if name in titles:
                hint = "put all of it into one sheet."
                message = f"the sheet {sheet.title!r} repeats {titles[name]!r}"
                problems.note(Problem(message, hint=hint))
                continue
            titles[name] = sheet.title
            taken = Columns(name)
            found = read_sheet_table(
                sheet, taken.names, taken.needed, problems, notes, takes=taken.takes
            )
            if found is not None:
                tables[name] = found
    except Enough:
        complete = False
    if not titles and not problems:
        hint = f"name the sheets {', '.join(known.values())}."
        problems.append(Problem("the workbook has no table of a program", hint=hint))
    if problems:
        raise ProgramError(problems, str(path), complete)
    warn(notes, str(path))
    return _workbook(tables, str(path))


def _unknown_sheet(
    title: str, known: Iterable[str], problems: Problems, notes: list[Problem]
) -> None:
    hint = "" if _NO_NAME.fullmatch(title.casefold()) else nearest(title.casefold(), known)
    if hint.endswith("?"):
        problems.note(Problem(f"unknown sheet {title!r}", hint=hint))
    else:
        notes.append(Problem(f"sheet {title!r} is unknown and is not read"))


def _workbook(tables: Mapping[str, SheetTable], source: str) -> Workbook:
    """Reads the data in the tables."""
    reading = Rows(tables)
    found: dict[str, Any] = {name: reading.of(name) for name in (*TABLES, *KINDS)}
    places = put_seats(found, reading.of("seats"), reading.problems)
    head = reading.of(HEAD)
    data = {**(head[0] if head else {}), **{name: rows for name, rows in found.items() if rows}}
    return Workbook(data, source, tables, places, tuple(reading.problems), tuple(reading.broken))


class Rows:
    """Converts rows of cells to rows of data.

    Attributes:
        problems: the problems with cells.
        broken: the places of these problems.
    """

    def __init__(self, tables: Mapping[str, SheetTable]) -> None:
        self.tables = tables
        self.problems: list[Problem] = []
        self.broken: list[Place] = []

    def of(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table; empty if there is no such table."""
        table = self.tables.get(name)
        if table is None:
            return []
        return [self._row(name, at, row.cells) for at, row in enumerate(table.rows)]

    def _row(self, name: str, at: int, cells: Mapping[str, Any]) -> dict[str, Any]:
        keys = keys_for(name, cells)
        data: dict[str, Any] = {}
        for column, cell in cells.items():
            key, point, inner = column.partition(".")
            wanted: Any = keys[key].type if key in keys else type_of(name, key)
            place: Place = (name, at, key) if name != HEAD else (key,)
            try:
                if point:
                    wanted = inner_type(wanted, inner)
                    place = (*place, inner)
                value = value_of(cell, wanted)
            except CellError as error:
                self.problems.append(
                    Problem(error.message, place, error.hint, cell=self._at(name, at, column))
                )
                self.broken.append(place)
                value = cell if isinstance(cell, str) else "?"
            if not point:
                data[key] = value
            elif isinstance(data.setdefault(key, {}), dict):
                data[key][inner] = value
        return data

    def _at(self, name: str, at: int, column: str) -> str:
        table = self.tables[name]
        return table.at(table.rows[at].number, column)


def save_workbook(program: Program, path: AnyPath) -> None:
    """Writes a program as a workbook, completely or not at all.

    Raises:
        ProgramError: if it cannot be written, or a text is too long for a cell.
        ImportError: if openpyxl is not installed.
    """
    write_sheets(Path(path), sheets_of(program), ProgramError)


def sheets_of(program: Program) -> list[NewSheet]:
    """The sheets of a program, without empty tables."""
    head = [("name", cell_of(program.name, str)), ("format", program.format)]
    made = [NewSheet(HEAD, [name for name, _ in head], [[value for _, value in head]])]
    rows = rows_of(program)
    order = (
        "agencies",
        "vehicles",
        "seats",
        *(one for one in rows if one not in ("agencies", "vehicles", "seats")),
    )
    for name in order:
        if rows[name]:
            made.append(new_sheet(name, rows[name]))
    return made


def new_sheet(name: str, rows: list[dict[str, Any]]) -> NewSheet:
    """A sheet with a column for each key that occurs, in the order of a program file."""
    cells = [dict(_cells(name, row)) for row in rows]
    known = Columns(name)
    there = {column for row in cells for column in row} | set(known.needed)
    columns = [one for one in known.names if one in there]
    columns += sorted(there - set(columns))
    return NewSheet(name, columns, [[row.get(one) for one in columns] for row in cells])


def _cells(name: str, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    keys = keys_for(name, row)
    for key, value in row.items():
        wanted: Any = keys[key].type if key in keys else str
        if isinstance(value, Mapping) and _is_flat(value, wanted):
            for inner, one in value.items():
                yield f"{key}.{inner}", cell_of(one, inner_type(wanted, inner))
        else:
            yield key, cell_of(value, wanted)


def _is_flat(value: Mapping[str, Any], wanted: Any) -> bool:
    """Whether a nested table gets a column for each of its keys."""
    shape = form_of(without_none(wanted)).shape
    return (
        shape in ("object", "map", "mapping")
        and bool(value)
        and all(map(_PLAIN_NAME.fullmatch, value))
        and not any(isinstance(one, (list, Mapping)) for one in value.values())
    )
