"""`seatplan crew`: writes the crew of a program as a spreadsheet, or reads it back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.inputs import (
    edited_text,
    is_file,
    must_be_new,
    program_must_be_writable,
    program_of,
    save_edited,
)
from seatplan.cli.noticing import print_notices
from seatplan.cli.options import Excel, Force, ProgramWord
from seatplan.cli.output import write
from seatplan.errors import ProgramError
from seatplan.program import Program


def crew(
    program: ProgramWord,
    /,
    *,
    take: Annotated[Path | None, Parameter(name="--from")] = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    force: Force = False,
    excel: Excel = False,
) -> int:
    """Write the crew of a program as a spreadsheet, or a program with the crew of a spreadsheet.

    Each person is a row; the columns are the keys of a program file. With --from, the rules of the
    program can name people who are only in the list, and comments in the program file are kept.

    Example: seatplan crew iss-crossflight -o people.csv

    Example: seatplan crew iss-crossflight --from crew.csv -o mine.toml

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        take: a crew list (.csv, .xlsx) that replaces the crew of the program.
        output: the file for the list (.csv, .xlsx), or with --from for the program (.toml, .json,
            .xlsx). Without it, the list or the program is printed.
        force: replace the list if it exists, including everything that was typed into it.
        excel: start the list with a byte order mark, so that Excel reads it as UTF-8.
    """
    from seatplan import files
    from seatplan.files.crew_csv import crew_text

    if excel and take is not None:
        raise ProgramError("--excel is for a crew list; with --from a program is written")
    if take is not None:
        made = _with_crew(program, take)
        if output is None:
            write(edited_text(made, program))
        else:
            program_must_be_writable(output, program)
            save_edited(made, output, program)
    elif output is not None:
        people = program_of(program).crew
        must_be_new(output, force=force)
        files.save_crew(people, output, excel=excel)
    else:
        write(("\ufeff" if excel else "") + crew_text(program_of(program).crew))
    return Exit.OK


def _with_crew(program: str, take: Path) -> Program:
    from seatplan import catalog
    from seatplan.files.documents import parse
    from seatplan.files.programs import read_program_file
    from seatplan.files.with_crew import with_crew

    if is_file(program):
        document = read_program_file(program)
    else:
        document = parse(catalog.text(program), "toml", program, ProgramError)
    made = with_crew(document, take)
    print_notices(made, None)  # a typing error in the list shows as an unused word
    return made
