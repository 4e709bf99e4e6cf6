"""`seatplan schema`: prints the JSON Schema of a kind of file or answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli.exits import Exit
from seatplan.cli.output import show_data
from seatplan.errors import ProgramError
from seatplan.schemas import Kind


def schema(
    kind: Kind = "program",
    /,
    *,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
) -> int:
    """Print the JSON Schema of a program file, for editors, or of an answer, for programs.

    Example: seatplan schema -o program.schema.json

    Args:
        kind: a kind of file (program, plan, scenarios), or of an answer that --json prints.
        output: the file for the schema (.json).
    """
    from seatplan.files.disk import path_with, write_text
    from seatplan.files.layout import json_text
    from seatplan.schemas import schema as schema_of

    found = schema_of(kind)
    if output is None:
        show_data(found)
    else:
        path, _ = path_with(output, (".json",), ProgramError)
        write_text(path, json_text(found), ProgramError)
    return Exit.OK
