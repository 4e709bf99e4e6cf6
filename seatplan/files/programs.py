"""Reads and writes program files: `.toml`, `.json` and `.xlsx`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

import seatplan.goals
import seatplan.rules  # noqa: F401  (both are imported to register their kinds)
from seatplan.errors import Enough, Place, Problem, ProgramError
from seatplan.files.disk import AnyPath, path_with, read_text, write_text
from seatplan.files.documents import Document, in_order, read_document
from seatplan.files.dumping import table_of
from seatplan.files.fillers import bare
from seatplan.files.layout import json_text, toml_text
from seatplan.files.reading import Reader
from seatplan.files.shapes import keys_of
from seatplan.program import Program
from seatplan.validation import problems_of

if TYPE_CHECKING:
    from seatplan.files.program_xlsx import Workbook

P = TypeVar("P", bound=Program)

ENDINGS = (".toml", ".json", ".xlsx")
"""The endings of program files."""


def load(path: AnyPath) -> Program:
    """Reads a program from a `.toml` or `.json` file, or from a workbook (`.xlsx`).

    A workbook has a sheet for each table and a column for each key.

    Args:
        path: the file; its ending determines the format.

    Raises:
        ProgramError: with every problem in the file, each with its place and its line or cell.
        ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).

    Warns:
        InputWarning: for each unknown sheet or column, which is not read.
    """
    document = read_program_file(path)
    return document.read_with(lambda data: program_from_dict(data, Program), ProgramError)


def read_program_file(path: AnyPath) -> Document | Workbook:
    """The content of a program file; its method `read_with` makes the program.

    Raises:
        ProgramError: if the file cannot be read.
    """
    found, ending = path_with(path, ENDINGS, ProgramError)
    if ending != ".xlsx":
        return read_document(path, ProgramError)
    from seatplan.files.program_xlsx import read_workbook  # only workbooks need openpyxl

    return read_workbook(found)


def with_lines(path: AnyPath, problems: Iterable[Problem]) -> list[Problem]:
    """Problems with a program that was read from a file, each with its line or cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they were issued when the file was first read
        return read_program_file(path).placed(problems)


def program_from_dict(data: Mapping[str, Any], cls: type[P], *, python: bool = False) -> P:
    """Makes a program from plain data as in a file; a float counts as the decimal that it shows.

    Args:
        data: the data, with the keys of a program file.
        cls: the class of program to make.
        python: whether the data comes from Python: then midnight is accepted as a day and NumPy
            numbers as numbers, and NaN means that a key is left out.

    Raises:
        ProgramError: with every problem and its place, in the order of the data.
    """
    return _program(data, cls, Reader(python=python))


def program_from_parts(
    parts: Mapping[str, Any], problems: Iterable[Problem] = (), broken: Iterable[Place] = ()
) -> Program:
    """Makes a program from parts in Python: objects, plain data, or both.

    Args:
        parts: the values by the keys of a program file; objects can replace tables.
        problems: problems that are already known.
        broken: the places of these problems, about which nothing else is reported.

    Raises:
        ProgramError: with every problem, its place, and the class and id of its object.
    """
    reader = Reader(python=True)
    reader.problems.extend(problems)
    reader.broken.extend(broken)
    try:
        return _program(parts, Program, reader)
    except ProgramError as error:
        owned = [_with_owner(one, parts) for one in error.problems]
        raise ProgramError(owned, error.source, error.complete) from None


def _program(data: Mapping[str, Any], cls: type[P], reader: Reader) -> P:
    reader.compose(data)
    try:
        values = reader.values(cls, data, ())
        # What could be read is also checked for contradictions, so that one run reports everything.
        problems_of(bare(cls, values), reader.broken, reader.problems)
    except Enough:
        raise ProgramError(in_order(reader.problems, data), complete=False) from None
    if reader.problems:
        raise ProgramError(in_order(reader.problems, data))
    keys = keys_of(cls)
    return cls(**{keys[name].argument: value for name, value in values.items()})


_OWNERS = {
    "agencies": "Agency",
    "vehicles": "Vehicle",
    "ports": "Port",
    "spacecraft": "Spacecraft",
    "flights": "Flight",
    "crew": "CrewMember",
}


def _with_owner(problem: Problem, parts: Mapping[str, Any]) -> Problem:
    """The problem, with the class and id of its object added to the index in its place."""
    if len(problem.place) < 2 or problem.place[0] not in parts or problem.message.endswith(")"):
        return problem
    name, index = problem.place[:2]
    owner = parts[str(name)][index]
    table = isinstance(owner, Mapping)
    identity = owner.get("id") if table else getattr(owner, "id", None)
    kind = _OWNERS.get(str(name), owner.get(str(name)[:-1], "") if table else type(owner).__name__)
    if isinstance(identity, str) and repr(identity) not in problem.message:
        return evolve(problem, message=f"{problem.message} ({kind} {identity!r})")
    return problem


def program_to_dict(program: Program) -> dict[str, Any]:
    """A program as plain data as in a file, without keys that have their default.

    Days are `date` objects, as in TOML. A fraction is an integer or a float if that is exact, else
    text such as "1/3".

    Raises:
        ProgramError: if it has a rule or goal whose class is not registered.
    """
    found = table_of(program)
    return {"format": program.format, "name": program.name, **found}


def text_of(path: AnyPath) -> str:
    """The text of a `.toml` file, for the argument `like` of `save_program`.

    Raises:
        ProgramError: if it cannot be read, or has another ending.
    """
    made, _ = path_with(path, (".toml",), ProgramError)
    return read_text(made, ProgramError)


def save_program(program: Program, path: AnyPath, *, like: str | None = None) -> None:
    """Writes a program to a `.toml`, `.json` or `.xlsx` file, completely or not at all.

    If a `.toml` file already has this program, or an earlier state of it, comments are kept, and so
    is the text of everything that has not changed.

    Args:
        program: the program.
        path: the file.
        like: a TOML text whose comments and layout are kept instead of those of the file.

    Raises:
        ProgramError: if it cannot be written; the old file is then unchanged.
        ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).
    """
    made, ending = path_with(path, ENDINGS, ProgramError)
    if ending == ".xlsx":
        from seatplan.files.program_xlsx import save_workbook

        save_workbook(program, made)
        return
    data = program_to_dict(program)
    try:
        text = json_text(data) if ending == ".json" else _kept(program, made, like)
        text = toml_text(data) if text is None else text
    except (TypeError, ValueError) as reason:  # a value in a user's rule
        raise ProgramError(f"cannot be written: {reason}", str(path)) from reason
    write_text(made, text, ProgramError)


def _kept(program: Program, path: Path, like: str | None) -> str | None:
    """A program as TOML with the comments of an older text; None if there is none."""
    from seatplan.files.retouching import retouched  # only needed for writing

    if like is None:
        try:
            like = read_text(path, ProgramError)
        except ProgramError:
            return None
    return retouched(like, program)
