"""Reads a table on a sheet: known columns in any order under a header.

A title above the header and unknown columns are ignored with a note. Every problem has its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from attrs import frozen

from seatplan.errors import Problem, Problems, nearest
from seatplan.files.xlsx import NoValue, Sheet
from seatplan.words import listed

_MOST_ABOVE = 30
"""The header is looked for in this many rows."""


@frozen
class SheetRow:
    """A row under the header.

    Attributes:
        number: the row number in the spreadsheet, counted from 1.
        cells: the values by column; a `NoValue` for a cell that cannot be read.
    """

    number: int
    cells: Mapping[str, Any]


@frozen
class SheetTable:
    """A table on a sheet.

    Attributes:
        sheet: the sheet.
        columns: the number of each column by its name, counted from 1.
        rows: the rows that are not empty.
    """

    sheet: Sheet
    columns: Mapping[str, int]
    rows: Sequence[SheetRow]

    def at(self, row: int, column: str = "") -> str:
        """The address of a cell; of the first cell of the row if there is no such column."""
        return self.sheet.at(row, self.columns.get(column, min(self.columns.values(), default=1)))


def folded(name: str) -> str:
    """A name in one spelling, so that `Launch window since` equals `launch_window.since`."""
    return re.sub(r"[\s_.-]+", "_", name.casefold())


def read_sheet_table(
    sheet: Sheet,
    columns: Collection[str],
    required: Collection[str],
    problems: Problems,
    notes: list[Problem],
    *,
    takes: Callable[[str], str | None] = lambda _: None,
) -> SheetTable | None:
    """Reads the table of a sheet; None if the sheet is empty or its header is wrong.

    Args:
        sheet: the sheet.
        columns: the known columns.
        required: the columns that must be there.
        problems: collects the problems.
        notes: collects notes on what is ignored.
        takes: gives the name of another allowed column, or None for an unknown one.
    """
    known = {folded(name): name for name in columns}

    def named(cells: Mapping[int, Any]) -> dict[int, str]:
        texts = {at: str(cell) for at, cell in cells.items() if not isinstance(cell, NoValue)}
        return {at: known.get(folded(one)) or takes(one) or one for at, one in texts.items()}

    def count(row: int) -> int:
        return len(set(named(sheet.rows[row]).values()) & set(columns))

    first = list(islice(sheet.rows, _MOST_ABOVE))
    if not first:
        return None
    whole = (row for row in first if set(required) <= set(named(sheet.rows[row]).values()))
    head = next(whole, max(first, key=count))
    header = named(sheet.rows[head])
    if count(head) == 0:
        hint = f"add a row with {listed(sorted(required))} above the others."
        problems.note(Problem("no row is a header", hint=hint, cell=sheet.at(head)))
        return None
    found = list(_header_problems(sheet, head, header, columns, required, takes, notes))
    for one in found:
        problems.note(one)
    if head != first[0]:
        notes.append(Problem("the rows above the header are not read", cell=sheet.at(first[0])))
    if found:
        return None
    by_name = {name: at for at, name in header.items() if name in columns or takes(name)}
    below = {
        row: cells for row, cells in sheet.rows.items() if row > head and named(cells) != header
    }
    rows = list(_rows(sheet, below, header, by_name, problems))
    return SheetTable(sheet, by_name, rows)


def _header_problems(
    sheet: Sheet,
    head: int,
    header: Mapping[int, str],
    columns: Collection[str],
    required: Collection[str],
    takes: Callable[[str], str | None],
    notes: list[Problem],
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    missing = [name for name in columns if name not in header.values()]
    needed = [name for name in required if name in missing]
    for at, name in header.items():
        where = sheet.at(head, at)
        if name in seen:
            hint = "put everything into one column."
            message = f"column {name!r} is already in {sheet.at(head, seen[name])}"
            yield Problem(message, hint=hint, cell=where)
        elif name not in columns and takes(name) is None:
            hint = nearest(name, needed or missing)
            if hint.endswith("?"):
                yield Problem(f"unknown column {name!r}", hint=hint, cell=where)
                needed = [one for one in needed if repr(one) not in hint]
            else:
                notes.append(Problem(f"column {name!r} is unknown and is not read", cell=where))
        seen.setdefault(name, at)
    for name in needed:
        yield Problem(f"column {name!r} is missing", cell=sheet.at(head))


def _rows(
    sheet: Sheet,
    rows: Mapping[int, Mapping[int, Any]],
    header: Mapping[int, str],
    columns: Mapping[str, int],
    problems: Problems,
) -> Iterator[SheetRow]:
    names = {at: name for name, at in columns.items()}
    for number, row in rows.items():
        for at, value in row.items():
            if at not in header:
                shown = "a formula" if isinstance(value, NoValue) else repr(str(value))
                message = f"{shown} is in a column without a name"
                hint = "give the column a name, or delete it."
                problems.note(Problem(message, hint=hint, cell=sheet.at(number, at)))
        cells = {names[at]: value for at, value in row.items() if at in names}
        if cells:
            yield SheetRow(number, cells)
