"""The plan, and its methods."""

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
    """Who sits where, and the dates, ports and spacecraft of flights.

    Entries are kept sorted, so that equal plans are equal values.

    Attributes:
        assignments: the assignments, without repetitions.
        program: the name of the program that the plan is for. A table has no place for it, so
            comparisons ignore it: a plan that is read back is the same plan.
        dates: the dates of flights. Flights without an entry have the dates of the program, so
            plans for programs without windows need none.
        docking: the port of each flight, from its launch on and after each change of port.
        spacecraft: the spacecraft of flights, if the program leaves the choice to plans.

    Raises:
        PlanError: on construction, if entries are of a wrong type or contradict each other.
    """

    data_kind: ClassVar[str] = "plan"

    assignments: tuple[Assignment, ...] = field(default=(), converter=entries.sorted_lines)
    program: str = field(default="", converter=_composed, eq=False)
    dates: tuple[FlightDates, ...] = field(default=(), converter=entries.dates)
    docking: tuple[Docking, ...] = field(default=(), converter=entries.docking)
    spacecraft: tuple[ChosenSpacecraft, ...] = field(default=(), converter=entries.spacecraft)

    @classmethod
    def load(cls, path: str | PathLike[str], program: Program | None = None) -> Self:
        """Reads a `.json`, `.csv` or `.xlsx` file.

        Args:
            path: the file.
            program: if given, everything that the plan names must be in it.

        Raises:
            PlanError: with every problem in the file, its place and its line or cell.
            ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).

        Warns:
            InputWarning: for each unknown column of a table, which is not read.
        """
        # `seatplan.files` is on a floor below, so it is imported late.
        from seatplan.files import load_plan

        return load_plan(path, cls, program)

    def save(
        self, path: str | PathLike[str], *, excel: bool = False, program: Program | None = None
    ) -> None:
        """Writes a `.json`, `.csv` or `.xlsx` file, completely or not at all.

        Args:
            path: the file.
            excel: start a `.csv` file with a byte order mark, so that Excel reads it as UTF-8.
            program: if given, a workbook also has the names of members and the days of flights.

        Raises:
            PlanError: if it cannot be written; the old file is then unchanged.
            ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).
        """
        from seatplan.files import save_plan

        save_plan(self, path, excel=excel, program=program)

    def on(self, flight: str, leg: Leg | None = None) -> tuple[Assignment, ...]:
        """The assignments of a flight.

        Args:
            flight: the id of the flight.
            leg: only assignments of this leg; all legs if None.
        """
        return tuple(
            line
            for line in self.assignments
            if line.flight == flight and (leg is None or line.leg == leg)
        )

    def of(self, member: str) -> tuple[Assignment, ...]:
        """The assignments of a member, given the id."""
        return tuple(line for line in self.assignments if line.member == member)

    def tours(self, program: Program) -> tuple[Tour, ...]:
        """The tours in the plan: each member's flights up and down, paired; by launch, then by id.

        Args:
            program: the program that the plan is for.

        Raises:
            PlanError: if the plan names unknown flights, roles or members.
        """
        # These modules are on floors below, so they are imported late.
        from seatplan.known_names import must_be_known
        from seatplan.program_index import ProgramIndex
        from seatplan.timeline import PlanIndex

        lookup = ProgramIndex(program)
        mine = plan_spelled(self, program)
        must_be_known(lookup, mine)
        found = PlanIndex(program, mine, lookup=lookup).all_tours()
        return tuple(sorted(found, key=lambda one: (one.launch, one.up.id, one.member.id)))

    def stays(self, program: Program) -> tuple[PortStay, ...]:
        """The stays of ships at ports, by flight in the order of launches.

        Consecutive entries with the same port are one stay.

        Args:
            program: the program that the plan is for.

        Raises:
            PlanError: if the plan names unknown things.
        """
        # These modules are on floors below, so they are imported late.
        from seatplan.known_names import must_be_known
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
        # `if result.plan:` tests whether there is a plan, and an empty plan is a plan too.
        return True

    def save_calendar(self, path: str | PathLike[str], program: Program) -> None:
        """Writes an iCalendar file (`.ics`) with launches and landings, and who is on each.

        Args:
            path: the file.
            program: the program, for the dates of flights and the names of members.

        Raises:
            PlanError: if it cannot be written, or the plan names unknown things.
        """
        from seatplan.files.calendar import save_calendar

        save_calendar(self, path, program)

    def to_frame(self, program: Program | None = None) -> pd.DataFrame:
        """The assignments as a pandas frame, with one row for each (extra `seatplan[pandas]`).

        Args:
            program: if given, each row also has the `day` of the leg, the `name` and `agency` of
                the member, and `vehicle`, `operator` and `station` of the flight, and the rows
                are sorted by day.

        Raises:
            ImportError: if pandas is not installed.
            PlanError: if the plan names unknown things.
        """
        from seatplan.notebook.frames import plan_frame

        return plan_frame(self, program)
