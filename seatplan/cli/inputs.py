"""What the words PROGRAM and PLAN of the command line stand for.

The readers load when a file is read: the help does without them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from seatplan.errors import InputError, PlanError, Problem
from seatplan.plan import Plan
from seatplan.program import Program

FLOWN = "flown"


def program_of(word: str) -> Program:
    """The program in a file, or the shipped one of that name; its notices go to standard error.

    Raises:
        ProgramError: if there is neither, or it cannot be used.
    """
    from seatplan.cli.noticing import tell_notices

    program = read_program(word)
    tell_notices(program, word if is_file(word) else None)
    return program


def read_program(word: str) -> Program:
    """The same without a word about notices."""
    from seatplan import catalog, files

    return files.load(word) if is_file(word) else catalog.load(word)


def plan_of(word: str, program: str) -> Plan:
    """The plan in a file; `flown`: the plan of the shipped programme as it was flown.

    Args:
        word: what stands for PLAN.
        program: what stands for PROGRAM.

    Raises:
        PlanError: if there is none, or it cannot be used.
    """
    if word != FLOWN:
        return Plan.load(word)
    if is_file(program):
        hint = f"`seatplan catalog NAME -o {FLOWN}.csv` writes such a plan to a file."
        message = f"{FLOWN!r} is the plan of a shipped programme, and {program!r} is a file"
        raise PlanError([Problem(message, hint=hint)])
    from seatplan import catalog

    return catalog.flown(program)


@contextmanager
def named(word: str) -> Iterator[None]:
    """Errors about a plan say which one: what looks at it has never seen its file."""
    try:
        yield
    except PlanError as error:
        raise PlanError(error.problems, error.source or word, error.complete) from error


def is_file(word: str) -> bool:
    """Whether PROGRAM is a file: shipped names have neither an ending nor a folder."""
    from seatplan import catalog

    if word in catalog.names():
        return False
    path = Path(word)
    return bool(path.suffix) or path.name != word or path.exists()


def must_be_writable(path: Path, program: str) -> None:
    """Looks at once whether a plan can go to that file: before the search, not after it.

    Raises:
        PlanError: if it surely cannot, or if it would take the place of the program.
    """
    must_take_a_file(path, (".json", ".csv"), PlanError)
    if is_file(program) and path.exists() and path.samefile(program):
        raise PlanError("this is the program: the plan goes to another file", str(path))


def must_take_a_file(path: Path, endings: Sequence[str], error: type[InputError]) -> None:
    """Looks whether something with one of these endings can be written there.

    Raises:
        InputError: of the kind `error`, if it surely cannot.
    """
    from seatplan.files.disk import path_with

    path_with(path, endings, error)
    if not path.parent.is_dir():
        raise error(f"cannot be written: there is no folder {str(path.parent)!r}", str(path))
    if path.is_dir():
        raise error("cannot be written: this is a folder", str(path))
    if not os.access(path.parent, os.W_OK):
        raise error("cannot be written: the folder is read-only", str(path))
