"""`seatplan catalog`: lists or writes the programs that ship with seatplan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from seatplan.cli import completers
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import must_be_new
from seatplan.cli.options import Excel, Force
from seatplan.cli.output import show, write
from seatplan.errors import ProgramError


def catalog(
    name: Annotated[str | None, Parameter(completer=completers.shipped)] = None,
    /,
    *,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    force: Force = False,
    excel: Excel = False,
) -> int:
    """List the programs that ship with seatplan, or write one to a file to start from.

    Example: seatplan catalog iss-crossflight -o mine.toml

    Args:
        name: the program to print or write; without it, all programs are listed.
        output: the file: .toml, .json or .xlsx for the program, .csv for the plan as it was flown.
        force: replace the file if it exists.
        excel: start the .csv file with a byte order mark, so that Excel reads it as UTF-8.
    """
    from seatplan import catalog as shipped

    if name is not None and output is not None:
        _write_out(name, output, force=force, excel=excel)
    elif name is not None:
        write(shipped.text(name))
    elif output is not None:
        raise ProgramError("-o needs the NAME of a shipped program before it")
    else:
        from seatplan.report.catalog_table import catalog_table

        rows = ((one, shipped.load(one), shipped.is_flown(one)) for one in shipped.names())
        show(catalog_table(rows))
    return Exit.OK


def _write_out(name: str, output: Path, *, force: bool, excel: bool) -> None:
    from seatplan import catalog as shipped
    from seatplan.files.disk import path_with, write_text

    endings = (".csv",) if excel else (".toml", ".json", ".xlsx", ".csv")
    _, ending = path_with(output, endings, ProgramError)
    must_be_new(output, force=force)
    if ending == ".csv":
        shipped.flown(name).save(output, excel=excel)
    elif ending in (".json", ".xlsx"):
        shipped.load(name).save(output)
    else:
        write_text(output, shipped.text(name), ProgramError)  # with its comments
