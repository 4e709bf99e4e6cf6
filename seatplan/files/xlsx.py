r"""Workbooks (`.xlsx`) as sheets of plain values, with the address of each; openpyxl is here alone.

What a cell cannot hold as it is (a day before 1900, more than fifteen digits) is text. A formula
counts as its value when the workbook was last saved; without one it is an error, never nothing.
Merged cells that go over several rows are the same value in each of them.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from seatplan.errors import InputError, MissingLibraryError, Problem
from seatplan.files.csv_cells import BLANKS
from seatplan.files.disk import read_bytes, write_bytes

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.worksheet.worksheet import Worksheet

ENDING = ".xlsx"

LONGEST_CELL = 32_767
"""Characters; a spreadsheet cuts off the rest."""

LARGEST_UNPACKED = 256 * 2**20
"""Bytes; a workbook is a compressed archive, and may be made to fill the memory."""

_OLD = b"\xd0\xcf\x11\xe0"
"""How an old .xls file begins, and one that is encrypted."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML does not have, or does not keep."""

_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets disagree on the number of a day."""

_MOST_DIGITS = 10**15
_WIDEST = 60
_STAMP = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@frozen
class NoValue:
    """A cell from which nothing can be taken: an error of the spreadsheet, or a bare formula."""

    message: str
    hint: str


@frozen
class Sheet:
    """One sheet.

    Attributes:
        title: its name.
        rows: the values by row and column, both from 1; empty cells are left out. A value is a
            text without blanks around it, a number, a truth value, a day, or a `NoValue`.
    """

    title: str
    rows: Mapping[int, Mapping[int, Any]]

    def at(self, row: int, column: int = 1) -> str:
        """The address of a cell: `flights!B7`."""
        from openpyxl.utils import get_column_letter

        plain = re.fullmatch(r"\w+", self.title)
        title = self.title if plain else "'" + self.title.replace("'", "''") + "'"
        return f"{title}!{get_column_letter(column)}{row}"


@frozen
class NewSheet:
    """A sheet to write.

    Attributes:
        title: its name.
        columns: the header.
        rows: a value for each column; None for an empty cell.
        hidden: the columns that are not shown.
        choices: by column, the cells of another sheet from which its values are picked.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    hidden: frozenset[str] = frozenset()
    choices: Mapping[str, str] = field(factory=dict)


def the_openpyxl() -> Any:
    """The module.

    Raises:
        MissingLibraryError: with what to install.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingLibraryError(
            "workbooks need openpyxl: pip install 'seatplan[excel]', or use .toml, .json or .csv"
        ) from None
    return openpyxl


def read_sheets(path: Path, error: type[InputError]) -> list[Sheet]:
    """The sheets of a workbook.

    Raises:
        InputError: of the kind `error`, where it cannot be read.
        ImportError: if openpyxl is not there.
    """
    raw = read_bytes(path, error)
    if not raw:
        raise error("the file is empty", str(path))
    if raw.startswith(_OLD):
        problem = Problem("this is an old .xls file, or one with a password")
        hint = "save it as .xlsx, without a password."
        raise error([Problem(problem.message, hint=hint)], str(path))
    opener = the_openpyxl()
    try:
        formulas = _looked_over(raw)
        values = _opened(opener, raw, data_only=True)
        sources = _opened(opener, raw, data_only=False) if formulas else None
        return [
            _sheet(one, None if sources is None else sources[one.title])
            for one in values.worksheets
        ]
    except _TooLargeError:
        message = f"more than {LARGEST_UNPACKED >> 20} MB unpacked is not a file of this kind"
        raise error(message, str(path)) from None
    except Exception as reason:  # a broken archive raises whatever its reader stumbles over
        message = f"no workbook that can be read: {reason}"
        hint = "open it in a spreadsheet, and save it as .xlsx once more."
        raise error([Problem(message, hint=hint)], str(path)) from reason


class _TooLargeError(Exception):
    """It would fill the memory."""


def _looked_over(raw: bytes) -> bool:
    """Whether there are formulas; looks first how much it is."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise _TooLargeError
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        return any(_FORMULA.search(archive.read(part)) is not None for part in sheets)


def _opened(opener: Any, raw: bytes, *, data_only: bool) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that nothing here needs
        book: openpyxl.Workbook = opener.load_workbook(io.BytesIO(raw), data_only=data_only)
    return book


def _sheet(sheet: Worksheet, sources: Any) -> Sheet:
    """The cells that there are: formatted sheets end in row 1,048,576 and hold little."""
    found: dict[int, dict[int, Any]] = {}
    for row, column in sorted(sheet._cells):
        value = _value(sheet._cells[row, column], sources)
        if value is not None:
            found.setdefault(row, {})[column] = value
    for area in sheet.merged_cells.ranges:
        value = found.get(area.min_row, {}).get(area.min_col)
        for row in range(area.min_row + 1, area.max_row + 1) if value is not None else ():
            if row in found:
                found[row].setdefault(area.min_col, value)
    return Sheet(sheet.title, {row: dict(sorted(cells.items())) for row, cells in found.items()})


def _value(cell: Any, sources: Any) -> Any:
    value = cell.value
    if value is None:
        if sources is not None and sources.cell(cell.row, cell.column).data_type == "f":
            hint = "open the workbook in a spreadsheet and save it, or put the value there."
            return NoValue("the cell has a formula, and its value is not in the file", hint)
        return None
    if cell.data_type == "e":
        hint = "the value that belongs there, or an empty cell."
        return NoValue(f"{value!r} is an error of the spreadsheet", hint)
    return plain(value)


def plain(value: Any) -> Any:
    """What is meant by the value of a cell; None for nothing."""
    if isinstance(value, datetime):
        midnight = value == datetime(value.year, value.month, value.day)
        return value.date() if midnight else value
    if isinstance(value, str):
        return _ESCAPE.sub(_unescaped, value).strip(BLANKS) or None
    return value


def _unescaped(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return "" if letter == "\r" else letter


def survives(value: Any) -> bool:
    """Whether a cell holds the value as it is."""
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) < _MOST_DIGITS
    if isinstance(value, float):
        return float(f"{value:.16g}") == value
    if isinstance(value, date):
        return value >= _FIRST_DAY
    return isinstance(value, str) and not UNKEPT.search(value) and plain(value) == value


def write_sheets(path: Path, sheets: Iterable[NewSheet], error: type[InputError]) -> None:
    """Writes a workbook, whole or not at all; the same sheets always give the same bytes.

    Raises:
        InputError: of the kind `error`, if it cannot be written, or a cell would be cut off.
        ImportError: if openpyxl is not there.
    """
    book = the_openpyxl().Workbook()
    book.remove(book.active)
    for new in sheets:
        _fill(book.create_sheet(new.title), new, path, error)
    raw = io.BytesIO()
    book.save(raw)
    write_bytes(path, _same_bytes(raw.getvalue()), error)


def _fill(sheet: Any, new: NewSheet, path: Path, error: type[InputError]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    widths = [len(name) for name in new.columns]
    for at, row in enumerate([new.columns, *new.rows], 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                where = Sheet(new.title, {}).at(at, column)
                message = f"a text of {len(value):,} characters is too long for a cell"
                hint = "a file that ends in .toml or .json."
                raise error([Problem(message, hint=hint, cell=where)], str(path))
            cell = sheet.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
                cell.quotePrefix = value[:1] in "=+-@"
            elif isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            widths[column - 1] = max(widths[column - 1], min(_WIDEST, len(str(value))))
    for column, width in enumerate(widths, 1):
        sheet.cell(1, column).font = Font(bold=True)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width + 2
        dimension.hidden = new.columns[column - 1] in new.hidden
    sheet.freeze_panes = "A2"
    for name, cells in new.choices.items():
        letter = get_column_letter(new.columns.index(name) + 1)
        choice = DataValidation(type="list", formula1=cells, allow_blank=True)
        choice.showErrorMessage = False  # a hint, no law: reading reports what is wrong
        choice.add(f"{letter}2:{letter}{len(new.rows) + 200}")
        sheet.add_data_validation(choice)


def _same_bytes(raw: bytes) -> bytes:
    """The archive without the moment at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, _STAMP)
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
