"""Reads and writes workbooks (`.xlsx`) as sheets of plain values; only this module uses openpyxl.

Values that a cell cannot represent exactly (a day before 1900, more than fifteen digits) are
written as text. A formula counts as its value when the workbook was last saved; a formula without a
saved value is an error, not an empty cell. Cells that are merged over several rows have their value
in each of the rows.
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

LONGEST_CELL = 32_767
"""Maximum length of a cell in characters; a spreadsheet cuts off the rest."""

LARGEST_UNPACKED = 256 * 2**20
"""Maximum unpacked size in bytes; a workbook is compressed, and could fill the memory."""

_OLD = b"\xd0\xcf\x11\xe0"
"""The first bytes of an old .xls file, and of an encrypted workbook."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not allow or does not preserve."""

_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets disagree on the numbers of earlier days."""

_MOST_DIGITS = 10**15
_WIDEST = 60
_STAMP = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@frozen
class NoValue:
    """A cell without a value: an error of the spreadsheet, or a formula without a saved value."""

    message: str
    hint: str


@frozen
class Sheet:
    """One sheet.

    Attributes:
        title: the name of the sheet.
        rows: the values by row and column, both counted from 1; empty cells are left out. A value
            is a text without blanks around it, a number, a truth value, a day, or a `NoValue`.
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
        title: the name of the sheet.
        columns: the names in the header.
        rows: the rows, each with a value for each column; None for an empty cell.
        hidden: the names of the columns that are hidden.
        choices: by column, the cells of another sheet that are offered as values.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    hidden: frozenset[str] = frozenset()
    choices: Mapping[str, str] = field(factory=dict)


def the_openpyxl() -> Any:
    """Imports openpyxl.

    Raises:
        MissingLibraryError: if it is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingLibraryError(
            "workbooks need openpyxl: pip install 'seatplan[excel]', or use .toml, .json or .csv"
        ) from None
    return openpyxl


def read_sheets(path: Path, error: type[InputError]) -> list[Sheet]:
    """Reads the sheets of a workbook.

    Raises:
        InputError: of the class `error`, if the file cannot be read.
        ImportError: if openpyxl is not installed.
    """
    raw = read_bytes(path, error)
    if not raw:
        raise error("the file is empty", str(path))
    if raw.startswith(_OLD):
        message = "the file is an old .xls file, or has a password"
        hint = "save it as .xlsx, without a password."
        raise error([Problem(message, hint=hint)], str(path))
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
        message = f"the file is too large: more than {LARGEST_UNPACKED >> 20} MB unpacked"
        raise error(message, str(path)) from None
    except Exception as reason:  # for a broken archive, the readers can raise anything
        message = f"the workbook cannot be read: {reason}"
        hint = "open it in a spreadsheet, and save it as .xlsx again."
        if b"\0" not in raw:  # text
            hint = "give it a name that ends in .csv, or save it as .xlsx in a spreadsheet."
        raise error([Problem(message, hint=hint)], str(path)) from reason


class _TooLargeError(Exception):
    """The unpacked workbook is too large."""


def _looked_over(raw: bytes) -> bool:
    """Whether a workbook has formulas.

    Raises:
        _TooLargeError: if the workbook is too large to unpack.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise _TooLargeError
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        return any(_FORMULA.search(archive.read(part)) is not None for part in sheets)


def _opened(opener: Any, raw: bytes, *, data_only: bool) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        book: openpyxl.Workbook = opener.load_workbook(io.BytesIO(raw), data_only=data_only)
    return book


def _sheet(sheet: Worksheet, sources: Any) -> Sheet:
    """The cells of a sheet that exist; formatted sheets can have a million empty rows."""
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
            hint = "open the workbook in a spreadsheet and save it, or enter the value."
            return NoValue("the cell has a formula without a saved value", hint)
        return None
    if cell.data_type == "e":
        hint = "enter the value, or leave the cell empty."
        return NoValue(f"{value!r} is an error value of the spreadsheet", hint)
    return plain(value)


def plain(value: Any) -> Any:
    """The plain value of a cell; None if it is empty."""
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
    """Whether a cell can represent a value exactly."""
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
    """Writes a workbook, completely or not at all; the same sheets always give the same bytes.

    Raises:
        InputError: of the class `error`, if it cannot be written, or a text is too long for a cell.
        ImportError: if openpyxl is not installed.
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
                hint = "save it as .toml or .json."
                raise error([Problem(message, hint=hint, cell=where)], str(path))
            cell = sheet.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, even if it begins with =
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
        choice.showErrorMessage = False  # other values can be typed; reading reports errors
        choice.add(f"{letter}2:{letter}{len(new.rows) + 200}")
        sheet.add_data_validation(choice)


def _same_bytes(raw: bytes) -> bytes:
    """The archive without the time at which it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, _STAMP)
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
