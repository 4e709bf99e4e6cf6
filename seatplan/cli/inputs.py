"""What the words PROGRAM and PLAN of the command line mean.

The readers load when a file is read: the help does without them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from seatplan.errors import InputError, PlanError, Problem, ProgramError, SeatplanError
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.solved import Solved

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


def plan_of(
    word: str, program: str, given: Program | None = None, *, before: date | None = None
) -> Plan:
    """The plan in a file; `flown`: the plan of the shipped program as it was flown.

    Args:
        word: what PLAN means.
        program: what PROGRAM means.
        given: that program: what a plan in a file names has to be in it, else the line is reported.
        before: only what it names on legs before that day has to.

    Raises:
        PlanError: if there is none, or it cannot be used.
    """
    if word != FLOWN:
        from seatplan import files

        return files.load_plan(word, Plan, given, before=before)
    if is_file(program):
        hint = f"`seatplan catalog NAME -o {FLOWN}.csv` writes such a plan to a file."
        message = f"{FLOWN!r} is the plan of a shipped program, and {program!r} is a file"
        raise PlanError([Problem(message, hint=hint)])
    from seatplan import catalog

    return catalog.flown(program)


@contextmanager
def named(word: str) -> Iterator[None]:
    """Errors about a plan show which one: what looks at it has never seen its file."""
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


def start_of(word: str, program: str, given: Program, as_of: date | None) -> Plan:
    """The same for a plan to start from: before `as_of` it names what the program has.

    That none of it is known is allowed and rarely meant: a notice.

    Raises:
        PlanError: if there is none, or it cannot be used.
    """
    from seatplan.cli.noticing import tell_foreign

    plan = plan_of(word, program, given, before=as_of or date.min)
    tell_foreign(given, plan, word)
    return plan


def must_be_writable(path: Path | None, program: str, *, excel: bool = False) -> None:
    """Looks at once whether a plan can go to that file: before the search, not after it.

    Args:
        path: the file; without one there is nothing to look at.
        program: what PROGRAM means.
        excel: whether --excel is given, which is for `.csv` files.

    Raises:
        PlanError: if it surely cannot, or if it would take the place of the program.
    """
    if path is None:
        if excel:
            raise PlanError("--excel needs -o: a .csv file for the plan")
        return
    must_take_a_file(path, (".csv",) if excel else (".json", ".csv", ".xlsx"), PlanError)
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


def must_be_new(path: Path, *, force: bool) -> None:
    """Looks whether a file to start from would take the place of another one.

    Raises:
        InputError: if there is a file of that name, and no --force.
    """
    if path.exists() and not force:
        hint = "another name, or --force to replace it."
        raise InputError([Problem("there is such a file already", hint=hint)], str(path))


def save(
    plan: Plan, program: Program, path: Path, *, excel: bool, solved: Solved | None = None
) -> None:
    """Writes a plan to its file, with what was proved of it where the file has room for that.

    Raises:
        PlanError: if it cannot be written.
    """
    from seatplan.files.plans import save_plan

    save_plan(plan, path, excel=excel, solved=solved, program=program)


def certificate_must_be_writable(path: Path | None, program: str) -> None:
    """Looks at once whether certificates can go to that file.

    Raises:
        InputError: if they surely cannot, or if they would take the place of the program.
    """
    if path is None:
        return
    must_take_a_file(path, (".json",), InputError)
    if is_file(program) and path.exists() and path.samefile(program):
        raise InputError("this is the program: certificates go to another file", str(path))


def report_must_be_writable(path: Path | None) -> None:
    """Looks at once whether a page can go to that file.

    Raises:
        InputError: if it surely cannot.
    """
    if path is not None:
        must_take_a_file(path, (".html",), InputError)


def program_must_be_writable(path: Path | None, program: str) -> None:
    """Looks at once whether an edited program can go to that file.

    A TOML file of the program itself keeps its comments, so it may be that one.

    Raises:
        ProgramError: if it surely cannot, or if it would take the place of the program.
    """
    if path is None:
        return
    must_take_a_file(path, (".toml", ".json", ".xlsx"), ProgramError)
    if path.suffix.lower() == ".toml":
        return
    if is_file(program) and path.exists() and path.samefile(program):
        raise ProgramError("this is the program: the edited one goes to another file", str(path))


def save_edited(made: Program, path: Path, program: str) -> None:
    """Writes an edited program, with the comments of the one that it was.

    Args:
        made: what to write.
        path: the file.
        program: what PROGRAM means.

    Raises:
        ProgramError: if it cannot be written.
    """
    from seatplan import catalog
    from seatplan.files.disk import read_text
    from seatplan.files.programs import save_program

    like = None
    if not is_file(program):
        like = catalog.text(program)
    elif Path(program).suffix.lower() == ".toml":
        like = read_text(Path(program), ProgramError)
    save_program(made, path, like=like)


def written(
    path: Path | None, write: Callable[[Path], None], what: str
) -> tuple[str, SeatplanError | None]:
    """Writes a file, if one is requested; prints where it is, or gives what went wrong.

    What was found is printed all the same: it took its time.
    """
    if path is None:
        return "", None
    try:
        write(path)
    except SeatplanError as error:
        return "", error
    verb = "are" if what.startswith("certificates ") else "is"
    return f"The {what} {verb} in {path}.", None


def write_data(data: Callable[[], Any]) -> Callable[[Path], None]:
    """What writes an answer as JSON to a file."""
    from seatplan.files.disk import write_text
    from seatplan.files.layout import json_text

    return lambda path: write_text(path, json_text(data()), InputError)


def write_page(page: Callable[[], str]) -> Callable[[Path], None]:
    """What writes a page to a file."""
    from seatplan.files.disk import write_text

    return lambda path: write_text(path, page(), InputError)
