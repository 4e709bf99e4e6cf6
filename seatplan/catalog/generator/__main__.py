"""Writes `iss`, `iss-audit`, `iss-crossflight`, `iss-next` and their plans as flown.

    python -m seatplan.catalog.generator [FOLDER_TO_WRITE_TO]

Without a folder, it overwrites the shipped files. Every number in a program is computed from the
tables in `data/` (flights.csv, seats.csv, persons.csv and backups.csv; SOURCES.md names their
origin), except for values that are marked "assumed or decided" in these modules and the contents of
these files: `templates/NAME.template` (vehicles, rules and goals of a program, with $figures to
fill in), `data/corps.csv` (who was not in the flight pool when; the tables have no such dates),
`data/traffic.csv` (cargo ships, and at which ports ships were), `data/earlier.csv` (earlier flights
of the same people elsewhere) and `data/newcomers.csv` (who has not flown). The same tables give the
same files, byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path

from seatplan.catalog.generator import audit, crossflight, iss, upcoming
from seatplan.catalog.generator.tables import DATA, read_tables
from seatplan.catalog.generator.wording import SHIPPED, write


def main(target: Path = SHIPPED) -> None:
    """Write all files of these programs to a folder."""
    tables = read_tables(DATA)
    for program in (crossflight, iss, audit, upcoming):
        text, flown = program.write_up(tables)
        write(program.NAME, text, flown, target)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit("usage: python -m seatplan.catalog.generator [FOLDER_TO_WRITE_TO]")
    main(*map(Path, sys.argv[1:]))
