"""Writes plans as workbooks that people can edit; `plan_xlsx` reads them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from seatplan.errors import PlanError
from seatplan.files.crew_cells import agency_cell
from seatplan.files.plan_csv import plan_rows
from seatplan.files.plan_rows import COLUMNS, DAY, MORE, PORT, SPACECRAFT
from seatplan.files.sheet_cells import cell_of
from seatplan.files.xlsx import NewSheet, write_sheets
from seatplan.naming import plan_spelled
from seatplan.plan import Plan
from seatplan.program import ALL_LEGS, Program
from seatplan.program_index import ProgramIndex, leg_day

SHEET, PEOPLE, HEAD = "plan", "people", "program"
SAVED_MEMBER, SAVED_DAY = "saved member", "saved day"
"""Hidden columns: the member of the row, and the program's day for it, as they were saved."""


def save_plan_sheet(plan: Plan, path: Path, program: Program | None = None) -> None:
    """Writes a plan as a workbook, completely or not at all.

    Args:
        plan: the plan.
        path: the file.
        program: if given, each row has a name and a day, and members are picked from a list.

    Raises:
        PlanError: if it cannot be written.
        ImportError: if openpyxl is not installed.
    """
    if program is not None:
        plan = plan_spelled(plan, program)
    sheets = [_plan_sheet(plan, program)]
    if program is not None:
        people = [
            (cell_of(one.id, str), cell_of(one.name, str), agency_cell(one.agency))
            for one in program.crew
        ]
        sheets.append(NewSheet(PEOPLE, ("id", "name", "agency"), people))
    if plan.program:
        sheets.append(NewSheet(HEAD, ("name",), [(cell_of(plan.program, str),)]))
    write_sheets(path, sheets, PlanError)


def _plan_sheet(plan: Plan, program: Program | None) -> NewSheet:
    columns = (*COLUMNS, *MORE)
    found = plan_rows(plan.assignments, plan.dates, plan.docking, plan.spacecraft)
    rows = [dict(zip(columns, row, strict=True)) for row in found]
    if program is None:
        wanted = [name for name in columns if name in COLUMNS or any(row[name] for row in rows)]
        return NewSheet(SHEET, wanted, [_as_cells(row, wanted) for row in rows])
    lookup = ProgramIndex(program)
    for row in rows:
        member = lookup.members.get(row["member"])
        flight = lookup.flights.get(row["flight"])
        row["name"] = "" if member is None else member.name
        row[SAVED_MEMBER] = row["member"]
        row[SAVED_DAY] = ""
        if not row[DAY] and flight is not None and row["leg"] in ALL_LEGS:
            row[DAY] = row[SAVED_DAY] = str(leg_day(flight, row["leg"]))
    rows.sort(key=_in_time)
    wanted = ["flight", "leg", DAY, "role", "member", "name"]
    wanted += [name for name in (PORT, SPACECRAFT) if any(row[name] for row in rows)]
    wanted += [SAVED_MEMBER, SAVED_DAY]
    last = len(program.crew) + 1
    choices = {}
    if program.crew:
        choices = {"member": f"{PEOPLE}!$A$2:$A${last}", "name": f"{PEOPLE}!$B$2:$B${last}"}
    hidden = frozenset((SAVED_MEMBER, SAVED_DAY))
    return NewSheet(SHEET, wanted, [_as_cells(row, wanted) for row in rows], hidden, choices)


def _in_time(row: Mapping[str, str]) -> tuple[Any, ...]:
    legs = (*ALL_LEGS, PORT)
    leg = legs.index(row["leg"]) if row["leg"] in legs else len(legs)
    return row[DAY], row["flight"], leg, row["role"], row["member"]


def _as_cells(row: Mapping[str, str], columns: list[str]) -> list[Any]:
    days = (DAY, SAVED_DAY)
    return [_as_cell(row[name], date if name in days else str) for name in columns]


def _as_cell(text: str, wanted: Any) -> Any:
    if not text:
        return None
    return cell_of(date.fromisoformat(text) if wanted is date else text, wanted)
