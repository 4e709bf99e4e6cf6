"""Plan files: `.json`, `.csv` and `.xlsx`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, Literal, TypeVar

from attrs import asdict, frozen

from seatplan.arguments import Arguments
from seatplan.checking import must_be_known
from seatplan.errors import Enough, PlanError, Problem, ProgramError
from seatplan.files.disk import AnyPath, path_with, read_text, write_text
from seatplan.files.documents import in_order, parse
from seatplan.files.dumping import table_of
from seatplan.files.layout import json_text
from seatplan.files.plan_csv import csv_text, read_lines
from seatplan.files.plan_rows import PlanLines
from seatplan.files.reading import Reader
from seatplan.naming import plan_spelled
from seatplan.normal import normal, spellings
from seatplan.plan import Assignment, ChosenSpacecraft, Docking, FlightDates, Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.solved import Solved

L = TypeVar("L", bound=Plan)

ENDINGS = (".json", ".csv", ".xlsx")
"""The endings of plan files."""

HEADER = ("format", "kind", "seatplan")
"""What a plan file has once, and the data of an answer at their beginning."""

MORE_OF_PLANS = ("dates", "docking", "spacecraft")
"""The keys that a plan file has only if they are not empty."""


@frozen
class PlanFile:
    """The keys of a plan in JSON.

    Attributes:
        assignments: the lines, in any order; a repeated line counts once.
        program: the name of the program.
        dates: when flights launch and land; the others have the program's dates.
        docking: the port of a flight, from its launch and after each change of port.
        spacecraft: which spacecraft a flight uses, where the program does not have it.
        format: of the file: 1, the only one so far.
        solved: what the solve that found it has proved; reading the plan does not look at it.
        kind: what it holds, where `Plan.to_dict` made it.
        seatplan: the version that wrote it.
    """

    assignments: tuple[Assignment, ...]
    program: str = ""
    dates: tuple[FlightDates, ...] = ()
    docking: tuple[Docking, ...] = ()
    spacecraft: tuple[ChosenSpacecraft, ...] = ()
    format: int = 1
    solved: Solved | None = None
    kind: Literal["plan"] = "plan"
    seatplan: str = ""

    schema: ClassVar[Mapping[str, Any]] = {"properties": {"format": {"const": 1}}}


def load_plan(
    path: AnyPath, cls: type[L], program: Program | None = None, *, before: date | None = None
) -> L:
    """Reads a plan from a `.json`, `.csv` or `.xlsx` file; a repeated line counts once.

    Args:
        path: the file.
        cls: the class of plan.
        program: if given, everything that the plan names must be in it.
        before: only names on legs before that day must be.

    Raises:
        PlanError: with every problem in the file, each with its place and its line or cell.
        ImportError: for a workbook where openpyxl is not there (the extra `seatplan[excel]`).

    Warns:
        InputWarning: of a column that is not known, and so not read.
    """
    if program is not None:
        with Arguments("load_plan") as given:
            given.program(program)
    found, ending = path_with(path, ENDINGS, PlanError)
    lines: Mapping[Assignment, int] | None = None
    at_cell: Callable[[Problem], Problem] = _as_it_is
    if ending == ".xlsx":
        from seatplan.files.plan_xlsx import read_plan_sheet  # most plans need no openpyxl

        sheet = read_plan_sheet(found, program)
        made = _made(cls, sheet.lines, str(path))
        lines, at_cell = sheet.lines.lines, sheet.at_cell
    elif ending == ".csv":
        read = read_lines(read_text(found, PlanError, table=True), str(path), program)
        made = _made(cls, read, str(path))
        lines = read.lines
    else:
        document = parse(read_text(found, PlanError), "json", str(path), PlanError)
        file = document.read_with(plan_file_from_data, PlanError)
        made = _made(cls, file, str(path))
    if program is not None:
        made = plan_spelled(made, program)
        if lines is not None:
            kept = spellings(program)
            lines = {normal(line, kept): number for line, number in lines.items()}
        try:
            must_be_known(ProgramIndex(program), made, before=before, lines=lines)
        except PlanError as error:
            problems = [at_cell(one) for one in error.problems]
            raise PlanError(problems, str(path), error.complete) from None
    return made


def _as_it_is(problem: Problem) -> Problem:
    return problem


def _made(cls: type[L], read: PlanFile | PlanLines, source: str) -> L:
    """The plan from a file; contradictions in it are problems of the file."""
    more = {name: getattr(read, name) for name in MORE_OF_PLANS}
    try:
        return cls(assignments=read.assignments, program=read.program, **more)
    except PlanError as error:
        raise PlanError(error.problems, source, error.complete) from None


def save_plan(
    plan: Plan,
    path: AnyPath,
    *,
    excel: bool = False,
    solved: Solved | None = None,
    program: Program | None = None,
) -> None:
    """Writes a plan to a `.json`, `.csv` or `.xlsx` file, whole or not at all.

    CSV has no place for the name of the program.

    Args:
        plan: the plan.
        path: the file.
        excel: put a byte order mark first, by which Excel sees that a `.csv` file is UTF-8.
        solved: what a `.json` file has besides.
        program: with it a workbook also has the names of people and the days of flights.

    Raises:
        PlanError: if it cannot be written; then the old file is as it was.
        ImportError: for a workbook where openpyxl is not there (the extra `seatplan[excel]`).
    """
    made, ending = path_with(path, ENDINGS, PlanError)
    if excel and ending != ".csv":
        message = "a byte order mark is for spreadsheets, and this is not a .csv file"
        raise PlanError([Problem(message, hint="a name that ends in .csv.")], str(made))
    if ending == ".xlsx":
        from seatplan.files.plan_xlsx import save_plan_sheet

        save_plan_sheet(plan, made, program)
        return
    if ending == ".csv":
        text = csv_text(plan.assignments, plan.dates, plan.docking, plan.spacecraft)
    else:
        lines = [asdict(assignment) for assignment in plan.assignments]
        data: dict[str, Any] = {"format": 1, "program": plan.program, "assignments": lines}
        for name in MORE_OF_PLANS:
            if getattr(plan, name):
                data[name] = [table_of(entry) for entry in getattr(plan, name)]
        if solved is not None:
            written = solved.to_dict()
            data["solved"] = {key: one for key, one in written.items() if key not in HEADER}
        text = json_text(data)
    write_text(made, text, PlanError, mark=excel)


def load_solved(path: AnyPath) -> Solved | None:
    """The record of the solve in a plan file; None if there is none of use.

    Raises:
        PlanError: if the file cannot be read at all.
    """
    found, ending = path_with(path, ENDINGS, PlanError)
    if ending != ".json":
        return None
    data = parse(read_text(found, PlanError), "json", str(path), PlanError).data
    if not isinstance(data, Mapping) or not isinstance(data.get("solved"), Mapping):
        return None
    with suppress(ProgramError):  # another version wrote it, or a hand
        return Solved.from_dict(data["solved"])
    return None


def plan_file_from_data(data: Any) -> PlanFile:
    """The content of a plan in JSON, from plain data.

    Raises:
        PlanError: with every problem and its place.
    """
    reader = Reader()
    lines = data
    if isinstance(data, Mapping):  # what was proved of a plan makes it no other plan
        lines = {key: one for key, one in data.items() if key != "solved"}
    try:
        made: PlanFile = reader.read(PlanFile, lines, ())
    except Enough:
        raise PlanError(in_order(reader.problems, data), complete=False) from None
    if ("format",) not in reader.broken and made.format != 1:
        reader.fail(("format",), f"unknown format {made.format}", "format = 1.")
    if reader.problems:
        raise PlanError(in_order(reader.problems, data))
    return made
