"""Scenario files: `[[scenarios]]` with a name and edits, in TOML or JSON.

The keys of an edit are the names of its fields. The keys of a rule to add, and the keys to set in a
rule, can be in the edit's own table:

    { edit = "add-rule", rule = "quota", agencies = ["NASA"], max = 2 }
    { edit = "change-rule", rule = "exchange", tolerance = 3 }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from attrs import evolve, frozen

import seatplan.whatif.edits  # noqa: F401  so that the kinds in it are registered
from seatplan.arguments import Arguments, Day
from seatplan.errors import Enough, Place, Problem, ProgramError
from seatplan.program import Program
from seatplan.validation import problems_in
from seatplan.whatif.editing import Edit, edit_kinds
from seatplan.whatif.scenario import Scenario, must_apply

if TYPE_CHECKING:
    from seatplan.files.reading import Reader
    from seatplan.files.shapes import Tag


@frozen
class ScenarioFile:
    """The keys of a scenario file.

    Attributes:
        scenarios: the scenarios, with distinct names.
        format: the number of the file format: 1, the only one so far.
    """

    scenarios: tuple[Scenario, ...]
    format: int = 1

    schema: ClassVar[Mapping[str, Any]] = {"properties": {"format": {"const": 1}}}


def load_scenarios(
    path: str | PathLike[str], program: Program | None = None, *, as_of: Day | None = None
) -> tuple[Scenario, ...]:
    """Read the scenarios of a `.toml` or `.json` file.

    Args:
        path: the file.
        program: if given, every scenario must fit this program.
        as_of: no edit may change anything before this day; needs `program`.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if the file is wrong; lists every problem with its place and line.
    """
    from seatplan.files.documents import read_document  # imported late: files use what-ifs

    with Arguments("load_scenarios") as given:
        given.path(path, "path")
        if program is not None:
            given.program(program)
        day = given.day(as_of)
    document = read_document(path, ProgramError)
    return document.read_with(
        lambda data: scenarios_from_data(data, program, as_of=day), ProgramError
    )


def scenarios_from_data(
    data: Any, program: Program | None = None, *, as_of: date | None = None
) -> tuple[Scenario, ...]:
    """Read scenarios from plain data of the same shape as a file; see `load_scenarios`."""
    from seatplan.files.documents import in_order

    arranged = _arranged_file(data)
    reader = edit_reader()
    complete = True
    try:
        made: ScenarioFile = reader.read(ScenarioFile, arranged, ())
        if ("format",) not in reader.broken and made.format != 1:
            reader.fail(("format",), f"unknown format {made.format}", "format = 1.")
        if not reader.problems:
            for problem in _names_twice(made.scenarios):
                reader.problems.note(problem)
            problems_in(made, reader.problems)
        if not reader.problems and program is not None:
            must_apply(program, made.scenarios, as_of=as_of)
    except Enough:
        complete = False
    except ProgramError as error:
        reader.problems.extend(error.problems)
        complete = error.complete
    if reader.problems:
        placed = (evolve(one, place=_as_written(one.place, data)) for one in reader.problems)
        raise ProgramError(in_order(placed, data), complete=complete)
    return made.scenarios


def edit_from_data(data: Any, reader: Reader) -> Edit | None:
    """Read an edit from its table; None if it is wrong, and then the reader has the problems."""
    before = len(reader.problems)
    made: Edit = reader.read(Edit, arranged(data), ())
    return None if len(reader.problems) > before else made


def edit_to_data(edit: Edit) -> dict[str, Any]:
    """The table of an edit, as in a file."""
    from seatplan.files.dumping import dump

    table: dict[str, Any] = dump(edit, Edit, edit_tags())
    rest = type(edit).rest_goes_to or ""
    inner = table.get(rest)
    if isinstance(inner, Mapping) and not set(inner) & set(table):
        del table[rest]
        table.update(inner)
    return table


def edit_reader() -> Reader:
    """A reader that knows the words of edits in addition to those of rules and goals."""
    from seatplan.files.reading import Reader

    return Reader(edit_tags())


def edit_tags() -> dict[type, Tag]:
    """The words of edits in addition to those of rules and goals."""
    from seatplan.files.shapes import TAGS, Tag

    return {**TAGS, Edit: Tag("edit", edit_kinds)}


def _names_twice(scenarios: tuple[Scenario, ...]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, scenario in enumerate(scenarios):
        if scenario.name in first:
            message = f"{scenario.name!r} is the name of scenarios[{first[scenario.name]}] already"
            yield Problem(message, ("scenarios", index, "name"), "another name.")
        first.setdefault(scenario.name, index)


# An edit's own table may contain keys that belong into one of its fields.


def _arranged_file(data: Any) -> Any:
    if not isinstance(data, Mapping) or not isinstance(data.get("scenarios"), (list, tuple)):
        return data
    return {**data, "scenarios": [_arranged_scenario(one) for one in data["scenarios"]]}


def _arranged_scenario(data: Any) -> Any:
    if not isinstance(data, Mapping) or not isinstance(data.get("edits"), (list, tuple)):
        return data
    return {**data, "edits": [arranged(one) for one in data["edits"]]}


def arranged(data: Any) -> Any:
    """The table of an edit, with keys that are not fields moved to where they belong."""
    if not isinstance(data, Mapping):
        return data
    rest = _rest_field(data)
    if rest is None:
        return data
    cls = edit_kinds()[data["edit"]]
    own = {"edit", *(one.name for one in attrs.fields(cls))}
    inner = {name: value for name, value in data.items() if name not in own}
    outer = {name: value for name, value in data.items() if name in own}
    return {**outer, rest: inner}


def _rest_field(data: Mapping[str, Any]) -> str | None:
    """The field that takes the remaining keys of an edit's table, unless it is given itself."""
    word = data.get("edit")
    cls = edit_kinds().get(word) if isinstance(word, str) else None
    rest = cls.rest_goes_to if cls is not None else None
    return rest if rest is not None and rest not in data else None


def _as_written(place: Place, data: Any) -> Place:
    """The place without the field that the file does not spell out."""
    written: list[str | int] = []
    for step in place:
        if isinstance(data, Mapping):
            if step not in data and "edit" in data and step == _rest_field(data):
                continue
            data = data.get(step)
        elif isinstance(data, (list, tuple)) and isinstance(step, int):
            data = data[step]
        written.append(step)
    return tuple(written)
