"""Converts cells of a workbook to the data of a program file, and back.

Days and numbers are cells of that type. The texts of a list are separated by semicolons,
qualifications and absences are written as in a crew list, and other values with several parts are
JSON. A text that could be mistaken for something else is in quotes, as in JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

from seatplan.files.cell_days import CellError, iso_day
from seatplan.files.cell_entries import quoted
from seatplan.files.crew_cells import (
    agency_cell,
    agency_data,
    qualifications_cell,
    qualifications_data,
    unavailable_cell,
    unavailable_data,
)
from seatplan.files.day_hints import numbered_day
from seatplan.files.numbers import NotExact, exact, whole
from seatplan.files.shapes import form_of, keys_of
from seatplan.files.xlsx import UNKEPT, NoValue, plain, survives
from seatplan.program import Membership, Qualification, Unavailable

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}(?:[.,]0{1,2})?")
_SPAN = frozenset(("since", "until", "why", "training"))
"""The keys of objects that are written like an absence."""


def value_of(cell: Any, wanted: Any) -> Any:
    """The data of a cell, as in a program file.

    Args:
        cell: the value of the cell.
        wanted: the type of its key.

    Raises:
        CellError: if the cell cannot be read.
    """
    if isinstance(cell, NoValue):
        raise CellError(cell.message, cell.hint)
    form = form_of(wanted)
    match form.shape:
        case "optional":
            return value_of(cell, form.inner[0])
        case "leaf":
            return _leaf(cell, wanted)
        case "either":
            return _either(cell, form.inner[0], form.inner[1])
        case "list" if form_of(form.inner[0]).shape in ("leaf", "optional"):
            return _leaves(cell, form.inner[0])
        case "list" if _is_spans(form.inner[0]) or form.inner[0] is Qualification:
            return _entries(cell, form.inner[0])
    found = _json(cell)
    if found is None or isinstance(found, str):
        hint = "write JSON, such as [{…}] or {…}."
        raise CellError(f"{_shown(cell)} is not a list or table", hint)
    return found


def _leaf(cell: Any, wanted: Any) -> Any:
    if wanted is date:
        return _day(cell)
    if isinstance(cell, str):
        if wanted is int and _WHOLE.fullmatch(cell):
            return whole(re.split("[.,]", cell)[0])
        if wanted is Fraction and cell.isascii() and cell.isdigit():
            return whole(cell)
        if wanted is Fraction and not isinstance(number := exact(cell), NotExact):
            return number
        if wanted is bool and cell.casefold() in ("true", "false"):
            return cell.casefold() == "true"
        if cell.startswith('"') and isinstance(text := _json(cell), str):
            return text
        return cell
    if _is_text(wanted) and isinstance(cell, (date, datetime)):
        message = f"{_shown(cell)} is a day, not text"
        raise CellError(message, "format the column as text, and type the text again.")
    if _is_text(wanted) and isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return cell


def _is_text(wanted: Any) -> bool:
    choices = get_args(wanted) if get_origin(wanted) is Literal else ()
    return wanted is str or any(isinstance(one, str) for one in choices)


def _day(cell: Any) -> Any:
    if isinstance(cell, str):
        return iso_day(cell) or cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        hint = "format the cell as a date."
        day = numbered_day(int(cell))
        if day is not None:
            hint = f"format the cell as a date: {day}."
        raise CellError(f"{_shown(cell)} is a number, not a day", hint)
    return cell


def _either(cell: Any, one: Any, several: Any) -> Any:
    if form_of(several).inner[0] is Membership:
        return _memberships(cell) if isinstance(cell, str) else _leaf(cell, str)
    if isinstance(cell, str) and not cell.startswith('"'):
        found = _json(cell) if cell.startswith("[") else None
        if isinstance(found, list):
            return found
        if ";" in cell:
            return _leaves(cell, form_of(several).inner[0])
    return _leaf(cell, one)


def _memberships(cell: str) -> Any:
    found = _json(cell) if cell.startswith("[") else None
    return found if isinstance(found, list) else agency_data(cell)


def _leaves(cell: Any, wanted: Any) -> list[Any]:
    if not isinstance(cell, str):
        return [value_of(cell, wanted)]
    if cell.startswith("["):
        found = _json(cell)
        if isinstance(found, list):
            return found
    return [value_of(part, wanted) for part in map(plain, cell.split(";")) if part is not None]


def _entries(cell: Any, cls: Any) -> Any:
    if not isinstance(cell, str):
        raise CellError(f"{_shown(cell)} is not a list", "write a text as in a crew list.")
    if cell.startswith("["):
        found = _json(cell)
        if isinstance(found, list):
            return found
    return qualifications_data(cell) if cls is Qualification else unavailable_data(cell)


def _is_spans(cls: Any) -> bool:
    shape = form_of(cls).shape
    return shape == "object" and {"since", "until", "why"} <= set(keys_of(cls)) <= _SPAN


def _json(cell: Any) -> Any:
    """The value of a text as JSON; None if it is not JSON."""
    if not isinstance(cell, str):
        return None
    try:
        return json.loads(cell, parse_float=exact, parse_int=whole, parse_constant=NotExact)
    except (ValueError, RecursionError):
        return None


def _shown(cell: Any) -> str:
    return repr(cell) if isinstance(cell, str) else str(cell)


def cell_of(value: Any, wanted: Any) -> Any:
    """The cell for a value, from which the same value is read back.

    Args:
        value: the value, as in a program file.
        wanted: the type of its key.
    """
    for cell in _candidates(value, wanted):
        if survives(cell):
            try:
                read = value_of(cell, wanted)
            except CellError:
                continue
            if _same(read) == _same(value):
                return cell
    return _as_json(value)


def _candidates(value: Any, wanted: Any) -> Iterator[Any]:
    form = form_of(wanted)
    if form.shape == "optional":
        yield from _candidates(value, form.inner[0])
    elif isinstance(value, list) and form.shape in ("list", "either"):
        inner = form_of(form.inner[-1]).inner[0] if form.shape == "either" else form.inner[0]
        if inner is Membership:
            yield agency_cell(tuple(Membership(**one) for one in value))
        elif inner is Qualification:
            entries = [{"id": one} if isinstance(one, str) else one for one in value]
            yield qualifications_cell(Qualification(**one) for one in entries)
        elif _is_spans(inner):
            yield unavailable_cell(Unavailable(**one) for one in value)
        elif value and all(isinstance(one, (str, date)) for one in value):
            yield value[0] if len(value) == 1 else "; ".join(map(str, value))
    elif isinstance(value, str):
        yield value
        if form.shape == "either":
            yield agency_cell(value)
        yield quoted(value)
    elif isinstance(value, date) or not isinstance(value, (list, dict)):
        yield value
        yield str(value)


def _as_json(value: Any) -> str:
    """A value as JSON, with only characters that workbooks preserve."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return UNKEPT.sub(lambda found: json.dumps(found[0])[1:-1], text).replace("_x", "\\u005fx")


def _same(value: Any) -> Any:
    """A value in a form for comparison, in which different notations of it are equal."""
    if isinstance(value, Mapping):
        return {name: _same(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_same({"id": one} if isinstance(one, str) else one) for one in value]
    if isinstance(value, date):
        return str(value)
    if isinstance(value, float):
        return exact(repr(value))
    return value
