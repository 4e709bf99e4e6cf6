"""Reads the arguments PROGRAM and PLAN, and checks early whether output files can be written.

The readers are imported inside the functions, so that `--help` does not load them.
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
    """The program in a file, or the shipped program of that name; prints its notices.

    Raises:
        ProgramError: if there is no such program, or it cannot be used.
    """
    from seatplan.cli.noticing import print_notices

    program = read_program(word)
    print_notices(program, word if is_file(word) else None)
    return program


def read_program(word: str) -> Program:
    """The same as `program_of`, without printing notices."""
    from seatplan import catalog, files

    return files.load(word) if is_file(word) else catalog.load(word)


def plan_of(
    word: str, program: str, given: Program | None = None, *, before: date | None = None
) -> Plan:
    """The plan in a file, or, for `flown`, the plan of the shipped program as it was flown.

    Args:
        word: the argument PLAN.
        program: the argument PROGRAM.
        given: the program. If given, everything that the file names must be in it.
        before: restricts that to legs before this day.

    Raises:
        PlanError: if there is no such plan, it cannot be used, or it names unknown things.
    """
    if word != FLOWN:
        from seatplan import files

        return files.load_plan(word, Plan, given, before=before)
    if is_file(program):
        hint = f"write the plan to a file with `seatplan catalog NAME -o {FLOWN}.csv`."
        message = f"only shipped programs have a plan {FLOWN!r}, and {program!r} is a file"
        raise PlanError([Problem(message, hint=hint)])
    from seatplan import catalog

    return catalog.flown(program)


@contextmanager
def named(word: str) -> Iterator[None]:
    """Adds the argument PLAN to errors about the plan, if they do not name its file yet."""
    try:
        yield
    except PlanError as error:
        raise PlanError(error.problems, error.source or word, error.complete) from error


def is_file(word: str) -> bool:
    """Whether PROGRAM is a file, not the name of a shipped program."""
    from seatplan import catalog

    if word in catalog.names():
        return False
    path = Path(word)
    return bool(path.suffix) or path.name != word or path.exists()


def start_of(word: str, program: str, given: Program, as_of: date | None) -> Plan:
    """A plan to start from, which can name unknown things on legs from `as_of` on.

    Prints a notice if the program has nothing of what the plan names.

    Raises:
        PlanError: if there is no such plan, it cannot be used, or it names unknown things in the
            past.
    """
    from seatplan.cli.noticing import print_foreign_notice

    plan = plan_of(word, program, given, before=as_of or date.min)
    print_foreign_notice(given, plan, word)
    return plan


def must_be_writable(path: Path | None, program: str, *, excel: bool = False) -> None:
    """Checks before the search whether the plan can be written to a file.

    Args:
        path: the file; None if there is none.
        program: the argument PROGRAM.
        excel: whether --excel is given, which is only for `.csv` files.

    Raises:
        PlanError: if the file certainly cannot be written, or is the program.
    """
    if path is None:
        if excel:
            raise PlanError("--excel needs -o FILE: a .csv file for the plan")
        return
    must_take_a_file(path, (".csv",) if excel else (".json", ".csv", ".xlsx"), PlanError)
    if is_file(program) and path.exists() and path.samefile(program):
        raise PlanError("this is the file of the program: give another one", str(path))


def must_take_a_file(path: Path, endings: Sequence[str], error: type[InputError]) -> None:
    """Checks whether a file can be written.

    Args:
        path: the file.
        endings: the allowed endings.
        error: the class of the error to raise.

    Raises:
        InputError: of that class, if the file certainly cannot be written.
        MissingLibraryError: for a workbook, if openpyxl is not installed.
    """
    from seatplan.files.disk import path_with

    _, ending = path_with(path, endings, error)
    if ending == ".xlsx":
        from seatplan.files.xlsx import the_openpyxl

        the_openpyxl()
    if not path.parent.is_dir():
        raise error(f"cannot be written: no folder {str(path.parent)!r}", str(path))
    if path.is_dir():
        raise error("cannot be written: it is a folder", str(path))
    if not os.access(path.parent, os.W_OK):
        raise error("cannot be written: the folder is read-only", str(path))


def must_be_new(path: Path, *, force: bool) -> None:
    """Checks that a file would not replace an existing one.

    Raises:
        InputError: if the file exists and --force is not given.
    """
    if path.exists() and not force:
        hint = "choose another name, or add --force to replace the file."
        raise InputError([Problem("this file exists already", hint=hint)], str(path))


def save(
    plan: Plan, program: Program, path: Path, *, excel: bool, solved: Solved | None = None
) -> None:
    """Writes a plan to its file; in JSON, with a record of the solve.

    Raises:
        PlanError: if the file cannot be written.
    """
    from seatplan.files.plans import save_plan

    save_plan(plan, path, excel=excel, solved=solved, program=program)


def certificate_must_be_writable(path: Path | None, program: str) -> None:
    """Checks before the search whether certificates can be written to a file.

    Raises:
        InputError: if the file certainly cannot be written, or is the program.
    """
    if path is None:
        return
    must_take_a_file(path, (".json",), InputError)
    if is_file(program) and path.exists() and path.samefile(program):
        raise InputError("this is the file of the program: give another one", str(path))


def report_must_be_writable(path: Path | None) -> None:
    """Checks before the search whether a page can be written to a file.

    Raises:
        InputError: if the file certainly cannot be written.
    """
    if path is not None:
        must_take_a_file(path, (".html",), InputError)


def program_must_be_writable(path: Path | None, program: str) -> None:
    """Checks before the search whether an edited program can be written to a file.

    It can replace the program only in a TOML file, as comments are kept there.

    Raises:
        ProgramError: if the file certainly cannot be written, or is the program in another format.
    """
    if path is None:
        return
    must_take_a_file(path, (".toml", ".json", ".xlsx"), ProgramError)
    if path.suffix.lower() == ".toml":
        return
    if is_file(program) and path.exists() and path.samefile(program):
        raise ProgramError("this is the file of the program: give another one", str(path))


def must_be_apart(*paths: Path | None) -> None:
    """Checks that no file would be written twice, or over a file that is read.

    Raises:
        InputError: if two of the files are the same one.
    """
    seen = set()
    for path in filter(None, paths):
        if path.resolve() in seen:
            raise InputError("this file is given twice: each needs a file of its own", str(path))
        seen.add(path.resolve())


def save_edited(made: Program, path: Path, program: str) -> None:
    """Writes an edited program, with the comments of the original.

    Args:
        made: the edited program.
        path: the file to write.
        program: the argument PROGRAM: the original.

    Raises:
        ProgramError: if the file cannot be written.
    """
    from seatplan.files.programs import save_program

    save_program(made, path, like=_original(program))


def edited_text(made: Program, program: str) -> str:
    """The TOML text of an edited program, with the comments of the original, as `save_edited`."""
    from seatplan.files.layout import toml_text
    from seatplan.files.programs import program_to_dict
    from seatplan.files.retouching import retouched

    like = _original(program)
    text = None if like is None else retouched(like, made)
    return toml_text(program_to_dict(made)) if text is None else text


def _original(program: str) -> str | None:
    """The TOML text of the argument PROGRAM; None if it is a file in another format."""
    from seatplan import catalog
    from seatplan.files.disk import read_text

    if not is_file(program):
        return catalog.text(program)
    toml = Path(program).suffix.lower() == ".toml"
    return read_text(Path(program), ProgramError) if toml else None


def written(
    path: Path | None, write: Callable[[Path], None], what: str
) -> tuple[str, SeatplanError | None]:
    """Writes a file, if one is requested.

    Returns:
        A sentence on where the file is, and the error, if it could not be written. The error is
        not raised, so that the caller can still print its answer.
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
    """A function that writes an answer as JSON to a file."""
    from seatplan.files.disk import write_text
    from seatplan.files.layout import json_text

    return lambda path: write_text(path, json_text(data()), InputError)


def write_page(page: Callable[[], str]) -> Callable[[Path], None]:
    """A function that writes a page to a file."""
    from seatplan.files.disk import write_text

    return lambda path: write_text(path, page(), InputError)
