"""Reads the rows of a plan in a table, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from seatplan.errors import Problem, Problems
from seatplan.files.cell_days import CellError, iso_day
from seatplan.files.csv_table import Row
from seatplan.files.day_hints import day_hint
from seatplan.files.reading import Reader
from seatplan.plan import Assignment, ChosenSpacecraft, Docking, FlightDates
from seatplan.program import ALL_LEGS, Flight
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.words import listed

COLUMNS = tuple(field.name for field in attrs.fields(Assignment))
DAY, PORT, SPACECRAFT = "day", "port", "spacecraft"
MORE = (DAY, PORT, SPACECRAFT)
"""The columns that a table has only if they have values."""

OF_FRAMES = ("name", "agency", "vehicle", "operator", "station")
"""The columns that a frame of a plan also has."""

DATED = "dated"
"""The column of a frame that shows whether the plan dates the flight."""


@frozen
class PlanLines:
    """A plan as it was read from a table.

    Attributes:
        assignments: the assignments, in the order of the file.
        lines: the first line of each assignment, counted from 1.
        dates, docking, spacecraft: the other fields of the plan.
        program: the name of the program; empty for CSV, which does not have it.
        of_ships: the line of each entry of these fields: by field, flight, and day of a change of
            port.
    """

    assignments: tuple[Assignment, ...]
    lines: Mapping[Assignment, int]
    dates: tuple[FlightDates, ...] = ()
    docking: tuple[Docking, ...] = ()
    spacecraft: tuple[ChosenSpacecraft, ...] = ()
    program: str = ""
    of_ships: Mapping[tuple[str, str, date | None], int] = {}

    def line_of(self, name: str, entry: Any) -> int | None:
        """The line of an entry of `dates`, `docking` or `spacecraft`; None if it is not known."""
        return self.of_ships.get((name, entry.flight, getattr(entry, "since", None)))


def _in_line(line: int, _: str) -> dict[str, Any]:
    return {"line": line}


class PlanRows:
    """Collects the rows of a plan.

    Attributes:
        problems: collects the problems.
        lookup: the index of the program, if it is known.
        found: the assignments.
        lines: the first line of each assignment.
        days: by flight and by whether it is the landing, the day and its line.
        docking: by flight and day (None for the arrival), the port and its line.
        spacecraft: by flight, the spacecraft and its line.
    """

    def __init__(
        self,
        problems: Problems,
        lookup: ProgramIndex | None,
        *,
        where: Callable[[int, str], dict[str, Any]] = _in_line,
        line: str = "line",
    ) -> None:
        """Starts without rows.

        Args:
            problems: collects the problems.
            lookup: the index of the program, if it is known.
            where: gives the fields of a `Problem` for the place of a line and column.
            line: the word for a line in messages.
        """
        self.problems = problems
        self.lookup = lookup
        self.where = where
        self.line = line
        # The program's days, if the file has them; None if rows differ.
        self._own_days: dict[tuple[str, bool], date | None] = {}
        self.found: list[Assignment] = []
        self.lines: dict[Assignment, int] = {}
        self.days: dict[tuple[str, bool], tuple[date, int]] = {}
        self.docking: dict[tuple[str, date | None], tuple[str, int]] = {}
        self.spacecraft: dict[str, tuple[str, int]] = {}
        self._frame_days: set[tuple[str, bool]] = set()

    def enter(self, row: Row) -> None:
        """Reads one row."""
        cells = {name: row.cells.get(name, "") for name in COLUMNS}
        more = {name: row.cells.get(name, "") for name in MORE}
        leg = cells["leg"].lower()
        if leg == PORT:
            self._change_of_port(row.line, cells, more)
            return
        reader = Reader()
        line = reader.read(
            Assignment, {**cells, "leg": leg if leg in ALL_LEGS else cells["leg"]}, ()
        )
        for problem in reader.problems:
            column = str(problem.place[0]) if problem.place else ""
            self.problems.note(attrs.evolve(problem, **self.where(row.line, column)))
        if reader.problems:
            return
        if line.role or line.member or not any(more.values()):
            self.found.append(line)
            self.lines.setdefault(line, row.line)
        if self.lookup is not None:
            for column, message in _differing(row.others, line, self.lookup):
                self._wrong(message, row.line, column=column)
        if more[DAY]:
            self._day(row, line, more[DAY])
        for name in (PORT, SPACECRAFT):
            if more[name] and line.leg != "up":
                hint = "put it on the line of the leg up."
                self._wrong(f"a {name} on the leg {line.leg!r}", row.line, hint, name)
                return
        if more[PORT]:
            self._dock(line.flight, None, more[PORT], row.line)
        if more[SPACECRAFT]:
            chosen, at = self.spacecraft.setdefault(line.flight, (more[SPACECRAFT], row.line))
            if chosen != more[SPACECRAFT]:
                message = f"{self.line} {at} gives {line.flight!r} the spacecraft {chosen!r}"
                message = f"{message}, this one {more[SPACECRAFT]!r}"
                self._wrong(message, row.line, column=SPACECRAFT)

    def own_day(self, flight: str, landing: bool, day: date) -> None:
        """Records the program's own launch or landing of a flight, as a row has it."""
        known = self._own_days.setdefault((flight, landing), day)
        if known != day:
            self._own_days[flight, landing] = None

    def made(self) -> PlanLines:
        """The plan, after all rows were read; missing days are problems."""
        dates: list[FlightDates] = []
        for flight in dict.fromkeys(flight for flight, _ in self.days):
            sides = {(flight, landing) for landing in (False, True)}
            if sides & self.days.keys() <= self._frame_days and self._as_program(flight):
                continue
            launch, landing = (self._side(flight, which) for which in (False, True))
            if launch is not None and landing is not None:
                dates.append(FlightDates(flight, launch, landing))
        docking = (Docking(flight, port, day) for (flight, day), (port, _) in self.docking.items())
        chosen = (ChosenSpacecraft(flight, one) for flight, (one, _) in self.spacecraft.items())
        of_ships: dict[tuple[str, str, date | None], int] = {}
        for one in dates:
            of_ships["dates", one.flight, None] = self._line_of_days(one.flight)
        for (flight, day), (_, line) in self.docking.items():
            of_ships["docking", flight, day] = line
        for flight, (_, line) in self.spacecraft.items():
            of_ships["spacecraft", flight, None] = line
        return PlanLines(
            tuple(self.found),
            self.lines,
            tuple(dates),
            tuple(docking),
            tuple(chosen),
            of_ships=of_ships,
        )

    def _line_of_days(self, flight: str) -> int:
        """The first line that has a day of a flight."""
        return min(line for (name, _), (_, line) in self.days.items() if name == flight)

    def _wrong(self, message: str, line: int, hint: str = "", column: str = "") -> None:
        self.problems.note(Problem(message, hint=hint, **self.where(line, column)))

    def _change_of_port(self, line: int, cells: Mapping[str, str], more: Mapping[str, str]) -> None:
        """Reads a row with the leg `port`."""
        for name in ("role", "member"):
            if cells[name]:
                message = f"a change of port cannot have a {name}, but it has {cells[name]!r}"
                self._wrong(message, line, column=name)
        if more[SPACECRAFT]:
            hint = "put it on the line of the leg up."
            self._wrong("a change of port cannot have a spacecraft", line, hint, SPACECRAFT)
        for name in (DAY, PORT):
            if not more[name]:
                self._wrong(f"a change of port without its {name}", line, column=name)
        if more[DAY] and more[PORT]:
            day = self._read_day(more[DAY], line)
            if day is not None:
                self._dock(cells["flight"], day, more[PORT], line)

    def _dock(self, flight: str, day: date | None, port: str, line: int) -> None:
        known, at = self.docking.setdefault((flight, day), (port, line))
        if known != port:
            message = f"{self.line} {at} docks {flight!r} at {known!r}, this one at {port!r}"
            message += "" if day is None else f" on the same day {day}"
            self._wrong(message, line, column=PORT)

    def _day(self, row: Row, line: Assignment, text: str) -> None:
        """Reads the day of a row's leg."""
        flight = None if self.lookup is None else self.lookup.flights.get(line.flight)
        own = None if flight is None else leg_day(flight, line.leg)
        landing = line.leg == "down"
        of_frame = any(name in row.others for name in OF_FRAMES)
        if row.others.get(DATED, "").casefold() == "false":
            return
        day = self._read_day(text, row.line, line, own, flight)
        if day is None:
            return
        key = (line.flight, landing)
        if of_frame and DATED not in row.others:
            # The frame can just repeat the program's day.
            self._frame_days.add(key)
        known, at = self.days.setdefault(key, (day, row.line))
        if known != day:
            what = "lands" if landing else "launches"
            message = f"{line.flight!r} {what} on {known} in {self.line} {at}, and on {day} here"
            self._wrong(message, row.line, column=DAY)

    def _read_day(
        self,
        text: str,
        line: int,
        owner: Assignment | None = None,
        own: date | None = None,
        flight: Flight | None = None,
    ) -> date | None:
        """The day in a cell; if it can mean two days, the one that the program allows."""
        try:
            found = iso_day(text)
        except CellError as error:
            fits = _allowed(error.days, owner, own, flight)
            if len(fits) == 1:
                return fits[0]
            if owner is not None and own is not None:
                message = (
                    f"the day of {owner.flight!r} is '{own}' in the program, and {text!r} here"
                )
                self._wrong(message, line, error.hint, DAY)
            else:
                self._wrong(error.message, line, error.hint, DAY)
            return None
        try:
            return date.fromisoformat(found or "")
        except ValueError:
            hint = day_hint(text) or "a day like 2026-07-14."
            self._wrong(f"{text!r} is not a day", line, hint, DAY)
            return None

    def _as_program(self, flight: str) -> bool:
        """Whether the known days of a flight equal those of the program."""
        known = None if self.lookup is None else self.lookup.flights.get(flight)
        return known is None or all(
            day == (known.landing if landing else known.launch)
            for landing in (False, True)
            for day, _ in [self.days.get((flight, landing), (None, 0))]
            if day is not None
        )

    def _side(self, flight: str, landing: bool) -> date | None:
        """The launch or landing of a flight with a date; reports it if it is missing."""
        if (flight, landing) in self.days:
            return self.days[flight, landing][0]
        known = None if self.lookup is None else self.lookup.flights.get(flight)
        if known is not None:
            return known.landing if landing else known.launch
        own = self._own_days.get((flight, landing))
        if own is not None:
            return own
        if self.lookup is None:
            _, line = self.days[flight, not landing]
            leg, what = ("down", "landing") if landing else ("up", "launch")
            message = f"{flight!r} has a day here, but none for its {what}"
            hint = f"add a {self.line} with this flight, the leg {leg!r} and its day."
            self._wrong(message, line, hint, DAY)
        return None


def _allowed(
    texts: Iterable[str], owner: Assignment | None, own: date | None, flight: Flight | None
) -> list[date]:
    """Of the days that a cell can mean, the program's own; else those in the flight's window."""
    days = [date.fromisoformat(text) for text in texts]
    if own in days:
        return [day for day in days if day == own]
    if owner is None or flight is None:
        return []
    window = flight.landing_days if owner.leg == "down" else flight.launch_days
    return [day for day in days if day.toordinal() in window]


def _differing(
    others: Mapping[str, str], line: Assignment, lookup: ProgramIndex
) -> Iterator[tuple[str, str]]:
    """Messages, with their columns, on values of a row that differ from the program."""
    flight, member = lookup.flights.get(line.flight), lookup.members.get(line.member)
    known: dict[str, str] = {}
    if member is not None:
        # Any of several agencies is accepted: which one it is depends on the other leg.
        agencies = [one.id for one in member.memberships]
        given = others.get("agency", "")
        known |= {"name": member.name, "agency": given if given in agencies else listed(agencies)}
    if flight is not None:
        known |= {
            "vehicle": flight.vehicle,
            "operator": lookup.operator(flight),
            "station": flight.station,
        }
    for column in OF_FRAMES:
        given, right = others.get(column, ""), known.get(column)
        if given and right is not None and given != right:
            owner = line.member if column in ("name", "agency") else line.flight
            message = f"the {column} of {owner!r} is {right!r} in the program, and {given!r} here"
            yield column, message
