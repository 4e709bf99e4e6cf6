"""Combines a program file with a crew list.

The rules and entries of the file can name members who are only in the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from seatplan.errors import Problem, ProgramError
from seatplan.files.crew_csv import CrewList, load_crew_list
from seatplan.files.disk import AnyPath
from seatplan.files.documents import Document
from seatplan.files.dumping import table_of
from seatplan.files.programs import program_from_dict
from seatplan.program import Program

if TYPE_CHECKING:
    from seatplan.files.program_xlsx import Workbook


def with_crew(document: Document | Workbook, path: AnyPath) -> Program:
    """The program in a document, with the crew of a list instead of its own crew.

    Raises:
        ProgramError: with every problem and its line; only with those of the list if that cannot
            be read.
    """
    people = load_crew_list(path)
    of_crew: list[Problem] = []

    def read(data: Any) -> Program | None:
        if isinstance(data, dict):
            data = {**data, "crew": [table_of(member) for member in people.crew]}
        try:
            return program_from_dict(data, Program)
        except ProgramError as error:
            of_crew.extend(one for one in error.problems if one.place[:1] == ("crew",))
            others = [one for one in error.problems if one.place[:1] != ("crew",)]
            if others:
                raise ProgramError(others, complete=error.complete) from None
            return None

    try:
        made = document.read_with(read, ProgramError)
    except ProgramError as error:
        problems = [*error.problems, *(_in_other_file(one, people, path) for one in of_crew)]
        source = f"{document.source} with the crew of {path}" if of_crew else document.source
        raise ProgramError(problems, source, error.complete) from None
    if made is None:
        raise ProgramError([people.at_line(one) for one in of_crew], str(path))
    return made


def _in_other_file(problem: Problem, people: CrewList, path: AnyPath) -> Problem:
    """A problem with the list, worded for an error that is about both files."""
    placed = people.at_line(problem)
    where = f"line {placed.line}" if placed.cell is None else placed.cell
    return evolve(placed, message=f"{where} of {path}: {placed.message}", line=None, cell=None)
