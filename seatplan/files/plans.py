"""Reads and writes plan files: `.json`, `.csv` and `.xlsx`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, Literal, TypeVar

from attrs import asdict, evolve, frozen

from seatplan.arguments import Arguments
from seatplan.errors import Enough, PlanError, Problem, ProgramError
from seatplan.files.disk import AnyPath, path_with, read_text, write_text
from seatplan.files.documents import Document, in_order, parse
from seatplan.files.dumping import table_of
from seatplan.files.layout import json_text
from seatplan.files.plan_csv import csv_text, read_lines
from seatplan.files.plan_rows import PlanLines
from seatplan.files.reading import Reader
from seatplan.known_names import must_be_known
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
"""Keys of the header, which are not repeated inside a plan file."""

MORE_OF_PLANS = ("dates", "docking", "spacecraft")
"""Keys that a plan file has only if they are not empty."""


@frozen
class PlanFile:
    """The keys of a plan in JSON.

    Attributes:
        assignments: the assignments, in any order; a repeated one counts once.
        program: the name of the program.
        dates: launch and landing of flights; other flights have the program's dates.
        docking: the port of a flight, from its launch and after each change of port.
        spacecraft: the spacecraft of a flight, if the program does not fix it.
        format: the format of the file: 1, the only one so far.
        solved: the record of the solve that found the plan; it is ignored when the plan is read.
        kind: the kind of data, in data from `Plan.to_dict`.
        seatplan: the version of seatplan that wrote it.
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
    """Reads a plan from a `.json`, `.csv` or `.xlsx` file; a repeated assignment counts once.

    Args:
        path: the file.
        cls: the class of plan to make.
        program: if given, everything that the plan names must be in it.
        before: restricts that to legs before this day.

    Raises:
        PlanError: with every problem in the file, each with its place and its line or cell.
        ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).

    Warns:
        InputWarning: for each unknown column, which is not read.
    """
    if program is not None:
        with Arguments("load_plan") as given:
            given.program(program)
    found, ending = path_with(path, ENDINGS, PlanError)
    lines: Mapping[Assignment, int] | None = None
    indexes: Mapping[Assignment, int] | None = None
    document: Document | None = None
    read: PlanFile | PlanLines
    at_cell: Callable[[Problem], Problem] = _as_it_is
    if ending == ".xlsx":
        from seatplan.files.plan_xlsx import read_plan_sheet  # only workbooks need openpyxl

        sheet = read_plan_sheet(found, program)
        made = _made(cls, sheet.lines, str(path))
        read, at_cell = sheet.lines, sheet.at_cell
    elif ending == ".csv":
        read = read_lines(read_text(found, PlanError, table=True), str(path), program)
        made = _made(cls, read, str(path))
    else:
        document = parse(read_text(found, PlanError), "json", str(path), PlanError)
        read = document.read_with(plan_file_from_data, PlanError)
        made = _made(cls, read, str(path))
    if program is not None:
        made = plan_spelled(made, program)
        kept = spellings(program)
        if isinstance(read, PlanFile):
            in_file = reversed([*enumerate(read.assignments)])  # the first counts
            indexes = {normal(line, kept): index for index, line in in_file}
        else:
            lines = {normal(line, kept): number for line, number in read.lines.items()}
        lookup = ProgramIndex(program)
        try:
            must_be_known(lookup, made, before=before, lines=lines, indexes=indexes)
        except PlanError as error:
            problems = [at_cell(_in_file(one, made, read)) for one in error.problems]
            if document is not None:
                problems = in_order(document.placed(problems), document.data)
            raise PlanError(problems, str(path), error.complete) from None
    return made


def _in_file(problem: Problem, plan: Plan, read: PlanFile | PlanLines) -> Problem:
    """A problem with an entry on dates or ships, with its place in the file: a plan sorts them."""
    match problem.place:
        case (str(name), int(index), *rest) if name in MORE_OF_PLANS:
            entry = getattr(plan, name)[index]
            if isinstance(read, PlanFile):
                entries = getattr(read, name)
                at = entries.index(entry) if entry in entries else index
                return evolve(problem, place=(name, at, *rest))
            line = read.line_of(name, entry)
            return problem if line is None else evolve(problem, place=(), line=line)
    return problem


def _as_it_is(problem: Problem) -> Problem:
    return problem


def _made(cls: type[L], read: PlanFile | PlanLines, source: str) -> L:
    """Makes the plan from the content of a file; contradictions are problems of the file."""
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
    """Writes a plan to a `.json`, `.csv` or `.xlsx` file, completely or not at all.

    A `.csv` file does not contain the name of the program.

    Args:
        plan: the plan.
        path: the file.
        excel: start a `.csv` file with a byte order mark, so that Excel reads it as UTF-8.
        solved: a record of the solve, for a `.json` file.
        program: if given, a workbook also has the names of members and the days of flights.

    Raises:
        PlanError: if it cannot be written; the old file is then unchanged.
        ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).
    """
    made, ending = path_with(path, ENDINGS, PlanError)
    if excel and ending != ".csv":
        message = "only a .csv file can have a byte order mark for Excel"
        raise PlanError([Problem(message, hint="use a name that ends in .csv.")], str(made))
    if ending == ".xlsx":
        from seatplan.files.plan_sheet import save_plan_sheet

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
    """The record of the solve in a plan file; None if there is none that can be read.

    Raises:
        PlanError: if the file cannot be read.
    """
    found, ending = path_with(path, ENDINGS, PlanError)
    if ending != ".json":
        return None
    data = parse(read_text(found, PlanError), "json", str(path), PlanError).data
    if not isinstance(data, Mapping) or not isinstance(data.get("solved"), Mapping):
        return None
    with suppress(ProgramError):  # written by another version, or edited by hand
        return Solved.from_dict(data["solved"])
    return None


def plan_file_from_data(data: Any) -> PlanFile:
    """Reads the content of a plan file from plain data.

    Raises:
        PlanError: with every problem and its place.
    """
    reader = Reader()
    lines = data
    if isinstance(data, Mapping):  # the record of the solve is not part of the plan
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
