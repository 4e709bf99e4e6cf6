"""A table on a sheet: known columns in any order under a header, every problem with its cell.

A title above the header is passed over with a word about it, and so are columns that are not known.
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
"""This many rows are searched for a header that does not come first."""


@frozen
class SheetRow:
    """A row under the header.

    Attributes:
        number: as the spreadsheet counts, from 1.
        cells: what is in it, by column; where that is nothing to go by, a `NoValue`.
    """

    number: int
    cells: Mapping[str, Any]


@frozen
class SheetTable:
    """What is on a sheet.

    Attributes:
        sheet: the sheet.
        columns: the number of each column, by its name.
        rows: those that hold anything.
    """

    sheet: Sheet
    columns: Mapping[str, int]
    rows: Sequence[SheetRow]

    def at(self, row: int, column: str = "") -> str:
        """The address of a cell; of the first in its row if there is no such column."""
        return self.sheet.at(row, self.columns.get(column, min(self.columns.values(), default=1)))


def folded(name: str) -> str:
    """`Launch window since` is `launch_window.since`."""
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
    """The table of a sheet; None where there is none, which is noted if the sheet holds anything.

    Args:
        sheet: the sheet.
        columns: those that there may be.
        required: those that there have to be.
        problems: what is wrong is noted here.
        notes: what is passed over is noted here.
        takes: gives how a further column is called, or None for one that is not known.
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
        hint = f"a row with {listed(sorted(required))} above the others."
        problems.note(Problem("no row is a header", hint=hint, cell=sheet.at(head)))
        return None
    found = list(_header_problems(sheet, head, header, columns, required, takes, notes))
    for one in found:
        problems.note(one)
    if head != first[0]:
        notes.append(Problem("what is above the header is not read", cell=sheet.at(first[0])))
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
            hint = "one column, with all that belongs to it."
            message = f"column {name!r} is in {sheet.at(head, seen[name])} already"
            yield Problem(message, hint=hint, cell=where)
        elif name not in columns and takes(name) is None:
            hint = nearest(name, needed or missing)
            if hint.endswith("?"):
                yield Problem(f"unknown column {name!r}", hint=hint, cell=where)
                needed = [one for one in needed if repr(one) not in hint]
            else:
                notes.append(Problem(f"the column {name!r} is not known, and not read", cell=where))
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
                hint = "a name for the column, or none of it."
                problems.note(Problem(message, hint=hint, cell=sheet.at(number, at)))
        cells = {names[at]: value for at, value in row.items() if at in names}
        if cells:
            yield SheetRow(number, cells)
