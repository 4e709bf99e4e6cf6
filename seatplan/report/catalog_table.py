"""The programs of the catalog, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.program import Program
from seatplan.report.layout import Row, Rows
from seatplan.report.style import heading, number, number_heading, plain


def catalog_table(programs: Iterable[tuple[str, Program, bool]]) -> Rows:
    """Return a row for each program of the catalog.

    Args:
        programs: the catalog name, the program, and whether the catalog has the plan as flown.
    """
    head = (
        heading("name"),
        heading("program"),
        number_heading("flights"),
        number_heading("crew"),
        heading("plan"),
    )
    rows: list[Row] = [
        (
            plain(name),
            plain(program.name),
            number(len(program.flights)),
            number(len(program.crew)),
            plain("flown" if flown else ""),
        )
        for name, program, flown in programs
    ]
    return Rows(rows, head)
