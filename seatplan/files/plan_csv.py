"""Plans as CSV: the columns flight, leg, role and member, in any order.

What `Plan.to_frame` puts beside them is read over: it says again what the program says. Where the
program is known it has to be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs
from attrs import frozen

from seatplan.errors import Enough, PlanError, Problem, Problems, warn
from seatplan.files.cell_days import CellError, iso_day
from seatplan.files.csv_table import read_table, table_text
from seatplan.files.reading import Reader
from seatplan.plan import Assignment
from seatplan.program import LEGS, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.words import listed

COLUMNS = tuple(field.name for field in attrs.fields(Assignment))
BESIDE = ("day", "name", "agency", "vehicle", "operator", "station")
"""What a frame of a plan has beside them."""


@frozen
class PlanLines:
    """The lines of a plan as they were read.

    Attributes:
        assignments: in the order of the file.
        lines: the line of the file on which each comes first, from 1.
    """

    assignments: tuple[Assignment, ...]
    lines: Mapping[Assignment, int]


def read_csv(text: str, source: str) -> tuple[Assignment, ...]:
    """The lines of a plan.

    Raises:
        PlanError: with every problem and its line.
    """
    return read_lines(text, source).assignments


def read_lines(text: str, source: str, program: Program | None = None) -> PlanLines:
    """The same, with the number of each; what stands beside them has to fit the program."""
    problems = Problems()
    notes: list[Problem] = []
    found: list[Assignment] = []
    lines: dict[Assignment, int] = {}
    lookup = ProgramIndex(program) if program is not None else None
    complete = True
    try:
        for row in read_table(text, COLUMNS, COLUMNS, problems, beside=BESIDE, notes=notes):
            reader = Reader()
            leg = row.cells["leg"]
            cells = {**row.cells, "leg": leg.lower() if leg.lower() in LEGS else leg}
            line = reader.read(Assignment, cells, ())
            found.append(line)
            lines.setdefault(line, row.line)
            for problem in reader.problems:
                problems.note(attrs.evolve(problem, line=row.line))
            if lookup is not None and not reader.problems:
                for message in _differing(row.others, line, lookup):
                    problems.note(Problem(message, line=row.line))
    except Enough:
        complete = False
    if problems:
        raise PlanError(problems, source, complete)
    warn(notes, source)
    return PlanLines(tuple(found), lines)


def csv_text(assignments: Iterable[Assignment]) -> str:
    """The lines under their header."""
    return table_text(COLUMNS, (attrs.astuple(assignment) for assignment in assignments))


def _differing(others: Mapping[str, str], line: Assignment, lookup: ProgramIndex) -> Iterator[str]:
    """What a line says of its flight and member, and the program does not."""
    flight, member = lookup.flights.get(line.flight), lookup.members.get(line.member)
    known: dict[str, str] = {}
    if member is not None:
        # Which of several agencies it is, the other leg of the tour decides.
        agencies = [one.id for one in member.memberships]
        given = others.get("agency", "")
        known |= {"name": member.name, "agency": given if given in agencies else listed(agencies)}
    if flight is not None:
        known |= {
            "day": str(leg_day(flight, line.leg)),
            "vehicle": flight.vehicle,
            "operator": lookup.operator(flight),
            "station": flight.station,
        }
    for column in BESIDE:
        given, right = others.get(column, ""), known.get(column)
        same = given == right or (column == "day" and right in _days(given))
        if given and right is not None and not same:
            owner = line.member if column in ("name", "agency") else line.flight
            yield f"the {column} of {owner!r} is {right!r} in the program, and {given!r} here"


def _days(text: str) -> tuple[str, ...]:
    """The days that a text may mean: the program says which one it has to be."""
    try:
        day = iso_day(text)
    except CellError as error:
        return error.days
    return () if day is None else (day,)
