"""Plans as CSV: the columns flight, leg, role and member, and where there is anything to write also
day, port and spacecraft; in any order.

The day is that of the leg. A leg on which no one is has a line with an empty role and member. A
port on a leg up is that of the arrival; a change of port is a line with the leg `port` and its day.

What `Plan.to_frame` puts beside them is read over: it repeats what the program has. Where the
program is known it has to be the same. The days of such a frame are the plan's own only where the
frame declares it in the column `dated`, or where the program has other ones.
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


def read_csv(text: str, source: str) -> tuple[Assignment, ...]:
    """The assignments of a plan.

    Raises:
        PlanError: with every problem and its line.
    """
    return read_lines(text, source).assignments


def read_lines(text: str, source: str, program: Program | None = None) -> PlanLines:
    """The lines with the number of each; what is beside them has to fit the program."""
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
    """The lines of a plan: a text for each of COLUMNS and of MORE, "" where there is nothing.

    Args:
        assignments, dates, docking, spacecraft: of a plan.
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
    """The lines under their header; the later columns only where there is anything to write.

    Args:
        assignments, dates, docking, spacecraft: of a plan.
    """
    rows = plan_rows(assignments, dates, docking, spacecraft)
    columns = (*COLUMNS, *MORE)
    wanted = [
        at for at, name in enumerate(columns) if name in COLUMNS or any(row[at] for row in rows)
    ]
    return table_text([columns[at] for at in wanted], [[row[at] for at in wanted] for row in rows])
