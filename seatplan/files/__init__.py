"""Reads and writes programs, crew lists and plans: TOML, JSON, CSV and workbooks."""

from seatplan.files.crew_csv import load_crew, save_crew
from seatplan.files.plans import load_plan, save_plan
from seatplan.files.programs import (
    load,
    program_from_dict,
    program_to_dict,
    save_program,
    with_lines,
)

__all__ = [
    "load",
    "load_crew",
    "load_plan",
    "program_from_dict",
    "program_to_dict",
    "save_crew",
    "save_plan",
    "save_program",
    "with_lines",
]
