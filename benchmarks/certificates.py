"""Prints the certified goals of the shipped programs: `python -m benchmarks.certificates [NAME …]`.

The output is the table of docs/trust.md. `seatplan.verify` checks each certificate.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import seatplan
from seatplan import Program, catalog
from seatplan.certificate import VARIABLE

HEAD = "| program | goal | value | certified | rows | bounds of variables |"


def lines(name: str, program: Program) -> Iterator[str]:
    """Yields a line of the table for each goal of a program."""
    for value in seatplan.solve(program, time_limit=120).goals:
        made = value.certificate
        cells = [f"`{name}`", f"`{value.id}`", f"{value.value:,}"]
        if made is None:
            cells += ["no: the relaxation has a gap" if value.optimal else "no", "", ""]
        else:
            assert seatplan.verify(program, made)
            bounds = sum(part.what == VARIABLE for part in made.parts)
            cells += ["yes", f"{len(made.parts) - bounds:,}", f"{bounds:,}"]
        yield f"| {' | '.join(cells)} |"


def table(names: Sequence[str]) -> Iterator[str]:
    """Yields the lines of the table for these shipped programs."""
    yield HEAD
    yield "| --- | --- | ---: | --- | ---: | ---: |"
    for name in names:
        yield from lines(name, catalog.load(name))


if __name__ == "__main__":
    for line in table(sys.argv[1:] or [one for one in catalog.names() if one != "iss-audit"]):
        print(line, flush=True)
