"""A plan, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from typing import TYPE_CHECKING, ClassVar, Self

from attrs import field, frozen

from seatplan.as_data import AsData
from seatplan.later import Later
from seatplan.naming import plan_spelled
from seatplan.normal import normal
from seatplan.plan import entries
from seatplan.plan.entries import Assignment, ChosenSpacecraft, Docking, FlightDates
from seatplan.program import Leg, Program
from seatplan.shown import Shown

if TYPE_CHECKING:
    import pandas as pd

    from seatplan.timeline import Tour
    from seatplan.traffic import PortStay
else:
    pd = Later("pandas")


def _composed(text: str) -> str:
    return normal(text)


@frozen(repr=False)
class Plan(Shown, AsData):
    """Who sits where, and on what days: kept sorted, so that equal plans are equal values.

    Attributes:
        assignments: the lines, each once.
        program: the name of the program that it is a plan for.
        dates: when flights launch and land. A flight that is not among them has the dates of the
            program, so plans of programs without windows need none.
        docking: at which port a flight is, from its launch on and after each change of port.
        spacecraft: which spacecraft a flight uses, where the program leaves the choice to plans.

    Raises:
        PlanError: on construction, with every line that is none, and with entries for one flight
            that contradict each other.
    """

    data_kind: ClassVar[str] = "plan"

    assignments: tuple[Assignment, ...] = field(default=(), converter=entries.sorted_lines)
    program: str = field(default="", converter=_composed)
    dates: tuple[FlightDates, ...] = field(default=(), converter=entries.dates)
    docking: tuple[Docking, ...] = field(default=(), converter=entries.docking)
    spacecraft: tuple[ChosenSpacecraft, ...] = field(default=(), converter=entries.spacecraft)

    @classmethod
    def load(cls, path: str | PathLike[str], program: Program | None = None) -> Self:
        """Reads a `.json`, `.csv` or `.xlsx` file.

        Args:
            path: the file.
            program: if given, all that the plan names has to be in it.

        Raises:
            PlanError: with every problem in the file, its place and its line or cell.
            ImportError: for a workbook where openpyxl is not there (the extra `seatplan[excel]`).

        Warns:
            InputWarning: of a column of a table that is not known, and so not read.
        """
        # `seatplan.files` is below this floor: hence the late import.
        from seatplan.files import load_plan

        return load_plan(path, cls, program)

    def save(
        self, path: str | PathLike[str], *, excel: bool = False, program: Program | None = None
    ) -> None:
        """Writes a `.json`, `.csv` or `.xlsx` file, whole or not at all.

        Args:
            path: the file.
            excel: put a byte order mark first, by which Excel sees that a `.csv` file is UTF-8.
            program: with it a workbook also has the names of people and the days of flights.

        Raises:
            PlanError: if it cannot be written; then the old file is as it was.
            ImportError: for a workbook where openpyxl is not there (the extra `seatplan[excel]`).
        """
        from seatplan.files import save_plan

        save_plan(self, path, excel=excel, program=program)

    def on(self, flight: str, leg: Leg | None = None) -> tuple[Assignment, ...]:
        """The lines of a flight.

        Args:
            flight: its id.
            leg: only those of this leg; all if None.
        """
        return tuple(
            line
            for line in self.assignments
            if line.flight == flight and (leg is None or line.leg == leg)
        )

    def of(self, member: str) -> tuple[Assignment, ...]:
        """The lines of a member, by the id."""
        return tuple(line for line in self.assignments if line.member == member)

    def tours(self, program: Program) -> tuple[Tour, ...]:
        """Who is in space from when to when: flights up and down, paired; by launch, then by id.

        Args:
            program: what the plan is for.

        Raises:
            PlanError: if a line names what the program does not have.
        """
        # These modules are below this floor: hence the late imports.
        from seatplan.checking import must_be_known
        from seatplan.program_index import ProgramIndex
        from seatplan.timeline import PlanIndex

        lookup = ProgramIndex(program)
        mine = plan_spelled(self, program)
        must_be_known(lookup, mine)
        found = PlanIndex(program, mine, lookup=lookup).all_tours()
        return tuple(sorted(found, key=lambda one: (one.launch, one.up.id, one.member.id)))

    def stays(self, program: Program) -> tuple[PortStay, ...]:
        """Which ship is at which port from when to when: by flight in the order of launches.

        Two entries in a row that name one port are one stay.

        Args:
            program: what the plan is for.

        Raises:
            PlanError: if the plan names what the program does not have.
        """
        # These modules are below this floor: hence the late imports.
        from seatplan.checking import must_be_known
        from seatplan.program_index import ProgramIndex
        from seatplan.timeline import PlanIndex
        from seatplan.traffic import stays_of

        own = ProgramIndex(program)
        mine = plan_spelled(self, program)
        must_be_known(own, mine)
        found = stays_of(PlanIndex(program, mine, lookup=own).lookup, mine)
        return tuple(stay for stays in found.values() for stay in stays)

    def __iter__(self) -> Iterator[Assignment]:
        return iter(self.assignments)

    def __len__(self) -> int:
        return len(self.assignments)

    def __contains__(self, line: object) -> bool:
        return line in self.assignments

    def __bool__(self) -> bool:
        # `if result.plan:` tests whether there is a plan, and one without lines is a plan.
        return True

    def save_calendar(self, path: str | PathLike[str], program: Program) -> None:
        """Writes an iCalendar file (`.ics`): launches and landings, each with who sits where.

        Args:
            path: the file.
            program: its flights have the days, its crew the names.

        Raises:
            PlanError: if it cannot be written, or names what the program does not have.
        """
        from seatplan.files.calendar import save_calendar

        save_calendar(self, path, program)

    def to_frame(self, program: Program | None = None) -> pd.DataFrame:
        """The lines as a pandas frame, a row for each (the extra `seatplan[pandas]`).

        Args:
            program: with it each row has also the `day` of the leg, the `name` and `agency` of
                the member, and `vehicle`, `operator` and `station` of the flight, and the rows
                are sorted by day.

        Raises:
            ImportError: if pandas is not there.
            PlanError: if a line names what the program does not have.
        """
        from seatplan.notebook.frames import plan_frame

        return plan_frame(self, program)
