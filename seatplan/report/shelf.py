"""The shipped programmes, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.program import Program
from seatplan.report.layout import Row, Rows
from seatplan.report.style import heading, plain
from seatplan.words import many


def shelf_table(shelf: Iterable[tuple[str, Program, bool]]) -> Rows:
    """One row for each: its name, the program, and whether there is its plan as flown."""
    rows: list[Row] = [
        (
            heading(name),
            plain(program.name),
            plain(f"{many(len(program.flights), 'flight')}, crew of {len(program.crew)}"),
            plain("with its plan as flown" if flown else ""),
        )
        for name, program, flown in shelf
    ]
    return Rows(rows)
