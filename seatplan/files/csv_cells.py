"""Cells of CSV tables as spreadsheets write and show them."""

from __future__ import annotations

import re

BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)
"""White space of all kinds, and invisible characters, which copies from web pages often have."""

_RUNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""First characters of cells that a spreadsheet runs as formulas."""

ERRORS = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+)|Err:[0-9]{3}", re.IGNORECASE
)
"""Errors that a spreadsheet shows instead of a value, and the signs for too narrow columns."""

_KEPT_TEXT = re.compile(r'="([^"]*)"')


def trimmed(cell: str) -> str:
    """A cell without the blanks around it."""
    return cell.strip(BLANKS)


def marked(cell: str) -> str:
    """A cell with an apostrophe before it, if it needs one."""
    return f"'{cell}" if needs_mark(cell) else cell


def unmarked(cell: str) -> str:
    """The value of a cell: the text after an apostrophe, else the cell without blanks around it."""
    if cell.startswith("'") and needs_mark(cell):
        return cell[1:]
    kept = _KEPT_TEXT.fullmatch(trimmed(cell))
    return trimmed(kept[1] if kept is not None else cell)


def needs_mark(cell: str) -> bool:
    """Whether a cell would be run or trimmed by a spreadsheet, or already begins with a mark."""
    plain = cell.lstrip("'")
    first = plain[:1]
    return bool(cell) and (
        first in _RUNS
        or cell[-1] in BLANKS
        or (first != "" and first in BLANKS)
        or ERRORS.fullmatch(plain) is not None
    )
