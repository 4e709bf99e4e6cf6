"""Reads and writes plans as CSV, with the columns flight, leg, role and member in any order.

If the plan has dates, ports or spacecraft, it also has the columns day, port and spacecraft. The
day is the day of the leg. A leg without people has a line with empty role and member. The port of a
leg up is the port of arrival; a change of port is a line with the leg `port` and its day.

The other columns that `Plan.to_frame` adds are ignored, because they repeat the program; if the
program is known, they must agree with it. The days in such a frame are dates of the plan only if
the column `dated` is true, or if they differ from the program's days.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from seatplan.errors import Enough, PlanError, Problem, Problems, warn
from seatplan.files.csv_table import read_table, table_text
from seatplan.files.plan_rows import COLUMNS, DATED, MORE, OF_FRAMES, PORT, PlanLines, PlanRows
from seatplan.plan import Assignment, ChosenSpacecraft, Docking, FlightDates
from seatplan.program import Program
from seatplan.program_index import ProgramIndex


def read_lines(text: str, source: str, program: Program | None = None) -> PlanLines:
    """Reads a plan, with the line of each assignment.

    Args:
        text: the content of the file.
        source: the path of the file.
        program: if given, columns that repeat the program must agree with it.

    Raises:
        PlanError: with every problem and its line.

    Warns:
        InputWarning: for each unknown column, which is not read.
    """
    problems = Problems()
    notes: list[Problem] = []
    table = PlanRows(problems, ProgramIndex(program) if program is not None else None)
    complete = True
    try:
        rows = read_table(
            text,
            (*COLUMNS, *MORE),
            COLUMNS,
            problems,
            beside=(*OF_FRAMES, DATED),
            notes=notes,
        )
        for row in rows:
            table.enter(row)
        made = table.made()
    except Enough:
        complete = False
    if problems:
        raise PlanError(problems, source, complete)
    warn(notes, source)
    return made


def plan_rows(
    assignments: Iterable[Assignment],
    dates: Iterable[FlightDates],
    docking: Iterable[Docking],
    spacecraft: Iterable[ChosenSpacecraft],
) -> list[tuple[str, ...]]:
    """The rows of a plan: a text for each of COLUMNS and of MORE; empty if there is no value.

    Args:
        assignments, dates, docking, spacecraft: the fields of a plan.
    """
    days: dict[tuple[str, str], str] = {}
    for one in dates:
        days[one.flight, "up"], days[one.flight, "down"] = str(one.launch), str(one.landing)
    docking = tuple(docking)
    ports = {one.flight: one.port for one in docking if one.since is None}
    changes = [one for one in docking if one.since is not None]
    chosen = {one.flight: one.spacecraft for one in spacecraft}
    lines = [attrs.astuple(one) for one in assignments]
    there = {(flight, leg) for flight, leg, _, _ in lines}
    alone = {*days, *((flight, "up") for flight in (*ports, *chosen))} - there
    lines = [*lines, *((flight, leg, "", "") for flight, leg in alone)]
    rows = [
        (
            *line,
            days.get((line[0], "down" if line[1] == "down" else "up"), ""),
            ports.get(line[0], "") if line[1] == "up" else "",
            chosen.get(line[0], "") if line[1] == "up" else "",
        )
        for line in lines
    ]
    rows += [(one.flight, PORT, "", "", str(one.since), one.port, "") for one in changes]
    if days or docking or chosen:
        rows.sort()
    return rows


def csv_text(
    assignments: Iterable[Assignment],
    dates: Iterable[FlightDates] = (),
    docking: Iterable[Docking] = (),
    spacecraft: Iterable[ChosenSpacecraft] = (),
) -> str:
    """A plan as CSV text; the columns of MORE only if they have values.

    Args:
        assignments, dates, docking, spacecraft: the fields of a plan.
    """
    rows = plan_rows(assignments, dates, docking, spacecraft)
    columns = (*COLUMNS, *MORE)
    wanted = [
        at for at, name in enumerate(columns) if name in COLUMNS or any(row[at] for row in rows)
    ]
    return table_text([columns[at] for at in wanted], [[row[at] for at in wanted] for row in rows])
