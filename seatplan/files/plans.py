"""Plan files: `.json` and `.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import asdict, frozen

from seatplan.errors import Enough, PlanError
from seatplan.files.disk import AnyPath, path_with, read_text, write_text
from seatplan.files.documents import in_order, parse
from seatplan.files.layout import json_text
from seatplan.files.plan_csv import csv_text, read_csv
from seatplan.files.reading import Reader
from seatplan.plan import Assignment, Plan

L = TypeVar("L", bound=Plan)


@frozen
class PlanFile:
    """The keys of a plan in JSON.

    Attributes:
        assignments: the lines, in any order; one that comes twice counts once.
        program: the name of the program that it is a plan for.
        format: of the file: 1, the only one so far.
    """

    assignments: tuple[Assignment, ...]
    program: str = ""
    format: int = 1

    schema: ClassVar[Mapping[str, Any]] = {"properties": {"format": {"const": 1}}}


def load_plan(path: AnyPath, cls: type[L]) -> L:
    """Reads a plan from a `.json` or `.csv` file; a line that comes twice counts once.

    Raises:
        PlanError: with every problem in the file, each with its place and its line.
    """
    found, ending = path_with(path, (".json", ".csv"), PlanError)
    text = read_text(found, PlanError)
    if ending == ".csv":
        return cls(assignments=read_csv(text, str(path)))
    document = parse(text, "json", str(path), PlanError)
    made = document.read_with(plan_file_from_data, PlanError)
    return cls(assignments=made.assignments, program=made.program)


def save_plan(plan: Plan, path: AnyPath) -> None:
    """Writes a plan to a `.json` or `.csv` file, whole or not at all.

    CSV has no place for the name of the program.

    Raises:
        PlanError: if it cannot be written; then the old file is as it was.
    """
    made, ending = path_with(path, (".json", ".csv"), PlanError)
    if ending == ".csv":
        text = csv_text(plan.assignments)
    else:
        lines = [asdict(assignment) for assignment in plan.assignments]
        text = json_text({"format": 1, "program": plan.program, "assignments": lines})
    write_text(made, text, PlanError)


def plan_file_from_data(data: Any) -> PlanFile:
    """What a plan in JSON says, from plain data.

    Raises:
        PlanError: with every problem and its place.
    """
    reader = Reader()
    try:
        made: PlanFile = reader.read(PlanFile, data, ())
    except Enough:
        raise PlanError(in_order(reader.problems, data), complete=False) from None
    if ("format",) not in reader.broken and made.format != 1:
        reader.fail(("format",), f"unknown format {made.format}", "format = 1.")
    if reader.problems:
        raise PlanError(in_order(reader.problems, data))
    return made
