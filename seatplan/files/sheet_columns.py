"""The columns of the sheets of a workbook, and the keys and types of their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from seatplan.files.shapes import Key, form_of, keys_of
from seatplan.files.sheet_table import folded
from seatplan.files.tables import OWNERS, TABLES, needed_in
from seatplan.kinds import goal_kinds, rule_kinds
from seatplan.program import Program, Seat

HEAD = "program"
"""The sheet with the name and format of the program."""

KINDS: Mapping[str, tuple[str, Callable[[], Mapping[str, type]]]] = {
    "rules": ("rule", rule_kinds),
    "goals": ("goal", goal_kinds),
}
"""By sheet, the column with the kind of a row, and the classes by kind."""


class Columns:
    """The columns of one sheet.

    Attributes:
        table: the name of the sheet.
        names: the columns with fixed names.
        needed: the columns that must be there.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        self.needed: list[str] = needed_in(table) if table != HEAD else []
        if table == "seats":
            self.needed = ["role"]
        keys = [key for cls in _classes(table) for key in keys_of(cls).values()]
        names = [*self.needed, *(key.name for key in keys)]
        if table == HEAD:
            names = ["name", "format"]
        if table == "seats":
            names += OWNERS
        names += [f"{key.name}.{one}" for key in keys for one in _inner_names(key.type)]
        self.names: list[str] = list(dict.fromkeys(names))
        self._free = {folded(key.name): key.name for key in keys if _is_free(key)}

    def takes(self, name: str) -> str | None:
        """The name of a column with a free part, such as `shares.NASA`; None for other columns."""
        outer, point, inner = name.partition(".")
        key = self._free.get(folded(outer)) if point and inner.strip() else None
        return f"{key}.{inner.strip()}" if key is not None else None


def _classes(table: str) -> Iterator[type]:
    if table in KINDS:
        yield from KINDS[table][1]().values()
    elif table == "seats":
        yield Seat
    elif table != HEAD:
        yield TABLES[table]


def without_none(wanted: Any) -> Any:
    """The inner type of an optional type."""
    form = form_of(wanted)
    return form.inner[0] if form.shape == "optional" else wanted


def _inner_names(wanted: Any) -> list[str]:
    inner = without_none(wanted)
    return list(keys_of(inner)) if form_of(inner).shape == "object" else []


def _is_free(key: Key) -> bool:
    return form_of(without_none(key.type)).shape in ("map", "mapping")


def inner_type(wanted: Any, name: str) -> Any:
    """The type of a key of a nested table."""
    inner = without_none(wanted)
    form = form_of(inner)
    return keys_of(inner)[name].type if form.shape == "object" else form.inner[0]


def keys_for(table: str, cells: Mapping[str, Any]) -> Mapping[str, Key]:
    """The keys of the class of a row."""
    if table in KINDS:
        word, kinds = KINDS[table]
        cls = kinds().get(cells.get(word, "")) if isinstance(cells.get(word), str) else None
        return keys_of(cls) if cls is not None else {}
    if table == "seats":
        return keys_of(Seat)
    return keys_of(Program if table == HEAD else TABLES[table])


def type_of(table: str, key: str) -> Any:
    """The type of a key that the class of the row does not have."""
    for cls in _classes(table):
        if key in keys_of(cls):
            return keys_of(cls)[key].type
    return str
