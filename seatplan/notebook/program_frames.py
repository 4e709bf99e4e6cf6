"""A program as pandas frames, one for each table, and a program from such frames."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from seatplan.errors import Place, Problem, ProgramError
from seatplan.files.cell_days import CellError
from seatplan.files.crew_cells import (
    agency_cell,
    agency_data,
    qualifications_data,
    unavailable_data,
)
from seatplan.files.programs import program_from_parts
from seatplan.files.shapes import form_of, keys_of
from seatplan.files.tables import TABLES, needed_in, put_seats, rows_of
from seatplan.forgiving import is_missing, plain_value
from seatplan.kinds import goal_kinds, rule_kinds
from seatplan.notebook.columns import the_pandas
from seatplan.program import Program, Seat

if TYPE_CHECKING:
    import pandas as pd


NAME = "program"
"""The key of the name of the program in the attributes of a frame."""

_CELLS = {"qualifications": qualifications_data, "unavailable": unavailable_data}


def frames_of(program: Program) -> dict[str, pd.DataFrame]:
    """Return the frames of a program; see `Program.to_frames`."""
    rows = rows_of(program)
    for member in rows["crew"]:
        if isinstance(member["agency"], str):  # a name that looks like several is quoted
            member["agency"] = agency_cell(member["agency"])
    return {name: _frame(found, needed_in(name), program.name) for name, found in rows.items()}


def _frame(rows: list[dict[str, Any]], columns: list[str], name: str) -> pd.DataFrame:
    """Return a frame with a column for each key of a row; days are dates, lists stay lists."""
    pandas = the_pandas()
    keys = [*columns, *dict.fromkeys(key for row in rows for key in row if key not in columns)]
    cells = {key: pandas.Series([row.get(key) for row in rows], dtype=object) for key in keys}
    frame: pd.DataFrame = pandas.DataFrame(cells, columns=keys)
    frame.attrs[NAME] = name
    return frame


def program_of_frames(
    tables: Mapping[str, Any], rules: Any, goals: Any, seats: Any, name: str | None
) -> Program:
    """Return the program of frames; see `Program.from_frames`."""
    problems: list[Problem] = []
    broken: list[Place] = []
    found = {
        table: list(_rows(given, table, TABLES[table], problems, broken))
        for table, given in tables.items()
    }
    found["rules"] = list(_kinds(rules, "rules", rule_kinds(), problems, broken))
    found["goals"] = list(_kinds(goals, "goals", goal_kinds(), problems, broken))
    taken = (
        _table(row, Seat, ("seats", index), problems, [])
        for index, row in enumerate(_records(seats, "seats"))
    )
    put_seats(found, taken, problems)
    if name is None:
        given = (*tables.values(), rules, goals, seats)
        names = [getattr(one, "attrs", {}).get(NAME) for one in given]
        name = next((one for one in names if isinstance(one, str)), "")
    parts = {"name": name, **found}
    try:
        return program_from_parts(parts, problems, broken)
    except ProgramError as error:
        raise ProgramError(_columns_once(error.problems), None, error.complete) from None


def _columns_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, with one instead of one for each row if a column is not known."""
    seen: set[Any] = set()
    for problem in problems:
        if len(problem.place) == 3 and problem.message.startswith("unknown key"):
            column = (problem.place[0], problem.place[2])
            if column in seen:
                continue
            seen.add(column)
        yield problem


def _records(given: Any, table: str) -> Iterator[Any]:
    """Yield the rows of a frame or of a list, without missing values."""
    if given is None:
        return
    if hasattr(given, "columns") and hasattr(given, "to_dict"):
        rows: Any = given.to_dict("records")
    elif hasattr(given, "to_dicts"):  # polars
        rows = given.to_dicts()
    elif isinstance(given, Iterable) and not isinstance(given, (str, bytes, Mapping)):
        rows = given
    else:
        problem = Problem(
            f"a {type(given).__name__} is not a frame", (table,), "a pandas DataFrame."
        )
        raise ProgramError([problem])
    for row in rows:
        if isinstance(row, Mapping):
            yield {
                str(key): plain_value(value)
                for key, value in row.items()
                if value is not None and not is_missing(value)
            }
        else:
            yield row


def _rows(
    given: Any, table: str, cls: Any, problems: list[Problem], broken: list[Place]
) -> Iterator[Any]:
    for index, row in enumerate(_records(given, table)):
        yield _table(row, cls, (table, index), problems, broken)


def _table(row: Any, cls: Any, place: Place, problems: list[Problem], broken: list[Place]) -> Any:
    """Return a row as a table of a file; unknown keys are kept, and reported when it is read."""
    if not isinstance(row, Mapping):
        return row
    known = keys_of(cls)
    return {
        key: _cell(value, known[key].type, key, (*place, key), problems, broken)
        if key in known
        else value
        for key, value in row.items()
    }


def _kinds(
    given: Any,
    table: str,
    kinds: Mapping[str, type],
    problems: list[Problem],
    broken: list[Place],
) -> Iterator[Any]:
    word = table[:-1]
    for index, row in enumerate(_records(given, table)):
        cls = kinds.get(row.get(word, "")) if isinstance(row, Mapping) else None
        found = row if cls is None else _table(row, cls, (table, index), problems, broken)
        yield found


def _cell(
    value: Any, wanted: Any, key: str, place: Place, problems: list[Problem], broken: list[Place]
) -> Any:
    """Return a cell as in a program file; a text can represent a list."""
    form = form_of(wanted)
    if form.shape == "optional":
        return _cell(value, form.inner[0], key, place, problems, broken)
    if hasattr(value, "tolist") and not isinstance(value, str):
        return value.tolist()
    if not isinstance(value, str) or form.shape == "leaf":
        return value
    try:
        if form.shape != "either" and value.startswith(("[", "{")):
            return json.loads(value)
        if key == "agency":
            return agency_data(value)
        if key in _CELLS and form.inner[0] is not str:
            return _CELLS[key](value)
    except CellError as error:
        problems.append(Problem(error.message, place, error.hint))
        broken.append(place)
        return [] if key != "agency" else "?"
    except ValueError:
        return value
    if form.shape == "list" and form_of(form.inner[0]).shape == "leaf":
        return [part.strip() for part in value.split(";") if part.strip()]
    return value
