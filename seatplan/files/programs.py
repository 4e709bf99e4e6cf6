"""Program files: `.toml`, `.json` and `.xlsx`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

import seatplan.goals
import seatplan.rules  # noqa: F401  both are imported so that the kinds in them are registered
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
        path: of the file; its ending determines the format.

    Raises:
        ProgramError: with every problem in the file, each with its place and its line or cell.
        ImportError: for a workbook where openpyxl is not there (the extra `seatplan[excel]`).

    Warns:
        InputWarning: of a sheet or column that is not known, and so not read.
    """
    document = read_program_file(path)
    return document.read_with(lambda data: program_from_dict(data, Program), ProgramError)


def read_program_file(path: AnyPath) -> Document | Workbook:
    """The content of such a file, which `read_with` makes a program of.

    Raises:
        ProgramError: where it cannot be read.
    """
    found, ending = path_with(path, ENDINGS, ProgramError)
    if ending != ".xlsx":
        return read_document(path, ProgramError)
    from seatplan.files.program_xlsx import read_workbook  # most programs need no openpyxl

    return read_workbook(found)


def with_lines(path: AnyPath, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of a program that was read from a file, each with its line or cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they were given when it was read
        return read_program_file(path).placed(problems)


def program_from_dict(data: Mapping[str, Any], cls: type[P], *, python: bool = False) -> P:
    """A program from plain data, shaped as in a file; a float has the value that its repr shows.

    Args:
        data: by the keys of a program file.
        cls: the class to make.
        python: whether the data was made in Python: midnight is a day then, a number of NumPy is
            a number, and NaN is a key left out.

    Raises:
        ProgramError: with every problem and its place, in the order of the data.
    """
    return _program(data, cls, Reader(python=python))


def program_from_parts(
    parts: Mapping[str, Any], problems: Iterable[Problem] = (), broken: Iterable[Place] = ()
) -> Program:
    """A program from objects and plain data, mixed as in a program file: made in Python.

    Args:
        parts: by the key of a program file; objects represent their tables.
        problems: the problems known already.
        broken: where that is, so that nothing else is reported about it.

    Raises:
        ProgramError: with every problem, its place, and the class and id of what it is in.
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
        # Contradictions are looked for in what could be read, too: one run reports all.
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
    """The problem with the class and id of what it is in: a number alone does not show that."""
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
    """Plain data, shaped as in a file, without what has its default.

    Days are `date` objects, as TOML has them; a fraction is an integer or a float where that has
    it exactly, else a string such as "1/3".

    Raises:
        ProgramError: if it has a rule or goal whose class is registered under no word.
    """
    found = table_of(program)
    return {"format": program.format, "name": program.name, **found}


def text_of(path: AnyPath) -> str:
    """The text of a `.toml` file, as `save_program` takes it for `like`.

    Raises:
        ProgramError: if it cannot be read, or has another ending.
    """
    made, _ = path_with(path, (".toml",), ProgramError)
    return read_text(made, ProgramError)


def save_program(program: Program, path: AnyPath, *, like: str | None = None) -> None:
    """Writes a program to a `.toml`, `.json` or `.xlsx` file, whole or not at all.

    Where a `.toml` file has this program already, or an earlier state of it, its comments stay, and
    so does the spelling of all that has not changed.

    Args:
        program: what to write.
        path: the file.
        like: a TOML text whose comments and spelling to keep instead.

    Raises:
        ProgramError: if it cannot be written; then the old file is as it was.
        ImportError: for a workbook where openpyxl is not there (the extra `seatplan[excel]`).
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
    except (TypeError, ValueError) as reason:  # a value of one's own rule
        raise ProgramError(f"cannot be written: {reason}", str(path)) from reason
    write_text(made, text, ProgramError)


def _kept(program: Program, path: Path, like: str | None) -> str | None:
    """The TOML of a program with the comments of an older one; None if there is none."""
    from seatplan.files.retouching import retouched  # only where something is written

    if like is None:
        try:
            like = read_text(path, ProgramError)
        except ProgramError:
            return None
    return retouched(like, program)
