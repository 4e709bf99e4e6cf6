"""Cells of a table as spreadsheets write and show them."""

from __future__ import annotations

import re

BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)
"""White space of any kind, and what takes no room: copies from web pages are full of both."""

_RUNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""How a cell begins that a spreadsheet runs."""

ERRORS = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+)|Err:[0-9]{3}", re.IGNORECASE
)
"""What a spreadsheet shows where it has no value, also where a column is too narrow for it."""

_KEPT_TEXT = re.compile(r'="([^"]*)"')


def trimmed(cell: str) -> str:
    """The cell without the blanks around it."""
    return cell.strip(BLANKS)


def marked(cell: str) -> str:
    return f"'{cell}" if needs_mark(cell) else cell


def unmarked(cell: str) -> str:
    """What is meant by a cell: as it is behind an apostrophe, else without blanks around it."""
    if cell.startswith("'") and needs_mark(cell):
        return cell[1:]
    kept = _KEPT_TEXT.fullmatch(trimmed(cell))
    return trimmed(kept[1] if kept is not None else cell)


def needs_mark(cell: str) -> bool:
    """Whether it is run, has blanks around it, or looks as if it were kept from that already."""
    plain = cell.lstrip("'")
    first = plain[:1]
    return bool(cell) and (
        first in _RUNS
        or cell[-1] in BLANKS
        or (first != "" and first in BLANKS)
        or ERRORS.fullmatch(plain) is not None
    )
