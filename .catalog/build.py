"""Writes the shipped programs that are counted from tables of the crewed flights to the ISS.

    python .catalog/build.py DATA_FOLDER [FOLDER_TO_WRITE_TO]

DATA_FOLDER holds flights.csv, seats.csv, persons.csv and backups.csv. Every number in a program
is counted from them, except what stands under "assumed or decided" in the modules beside this
script and in these files: NAME.template (vehicles, rules and goals of a program, with $figures to
fill in), corps.csv (who was not in the flight pool when; the tables have no such dates),
earlier.csv (the same people's flights elsewhere) and newcomers.csv (who has not flown). The same
tables give the same files, byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path

import audit
import crossflight
import iss
import upcoming
from tables import read_tables
from wording import SHIPPED, write


def main(folder: Path, target: Path = SHIPPED) -> None:
    tables = read_tables(folder)
    for program in (crossflight, iss, audit, upcoming):
        text, flown = program.write_up(tables)
        write(program.NAME, text, flown, target)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python .catalog/build.py DATA_FOLDER [FOLDER_TO_WRITE_TO]")
    main(*map(Path, sys.argv[1:]))
