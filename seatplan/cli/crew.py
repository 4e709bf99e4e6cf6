"""`seatplan crew`: the people of a program as a CSV list, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from attrs import evolve
from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import is_file, program_of
from seatplan.cli.options import ProgramWord
from seatplan.cli.output import write
from seatplan.errors import Problem, ProgramError
from seatplan.program import Program


def crew(
    program: ProgramWord,
    /,
    *,
    take: Annotated[Path | None, Parameter(name="--from")] = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
) -> int:
    """Write the crew of a program as a CSV list, or a program with the crew of such a list.

    For a spreadsheet: each person is a line, the columns are the keys of a program file. A program
    that is written has no comments.

    Example: seatplan crew iss-crossflight -o crew.csv

    Example: seatplan crew iss-crossflight --from crew.csv -o mine.toml

    Args:
        program: a file (.toml, .json) or the name of a shipped programme.
        take: a crew list (.csv) that takes the place of the program's crew.
        output: the file for the list (.csv), or with --from for the program (.toml, .json).
    """
    from seatplan import files
    from seatplan.files.crew_csv import crew_text

    given = program_of(program)
    if take is not None:
        _write_program(_with_crew(given, take), program, output)
    elif output is not None:
        files.save_crew(given.crew, output)
    else:
        write(crew_text(given.crew))
    return Exit.OK


def _with_crew(program: Program, take: Path) -> Program:
    from seatplan import files

    people = files.load_crew(take)
    try:
        return evolve(program, crew=people)
    except ProgramError as error:  # about the program with these people: neither file alone
        raise ProgramError(error.problems, f"the program with the crew of {take}") from error


def _write_program(made: Program, given: str, output: Path | None) -> None:
    if output is None:
        raise ProgramError("--from needs -o: a file for the program")
    if is_file(given) and output.exists() and output.samefile(given):
        hint = "another file."
        raise ProgramError([Problem("its comments would be lost", hint=hint)], str(output))
    made.save(output)
