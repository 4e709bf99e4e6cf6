"""A plan read day by day: who goes up and down on what, tours, who is aboard, whose lifeboat.

Pure functions and one small index; no solver. `check` and the values of goals read plans with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from attrs import frozen

from seatplan.dates import dated, possible_days
from seatplan.plan import Assignment, Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import ProgramIndex, leg_day


@frozen
class Tour:
    """A member's flight up and flight down.

    Attributes:
        member: who.
        up, down: the flights; equal for those who return on what took them up.
        role_up, role_down: the roles on them.
    """

    member: CrewMember
    up: Flight
    down: Flight
    role_up: str
    role_down: str

    @property
    def launch(self) -> date:
        """The day on which the flight up launches."""
        return self.up.launch

    @property
    def landing(self) -> date:
        """The day on which the flight down lands."""
        return self.down.landing

    @property
    def agency(self) -> str | None:
        """The member's agency on the launch day."""
        return self.member.agency_on(self.up.launch)

    @property
    def days(self) -> int:
        """How long it lasts, in days."""
        return (self.landing - self.launch).days

    def covers(self, day: date) -> bool:
        """Whether the member is in space on that day."""
        return self.launch <= day < self.landing


class PlanIndex:
    """One plan for one program, with everything that checks and goals require of it.

    A plan is read in the program with the plan's own dates: `program` and `lookup` have those, and
    no windows. The program that was given is in `own`.

    Attributes:
        program, plan: what is read.
        as_of: the day before which everything is past, or None.
        reference: the plan that was given, which `least-change` compares with, or None.
        lookup: the program by id.
        own: the same with the dates and the windows that the program itself has.
        tours: by member id, in time order; members without one are left out.
        unpaired: assignments that belong to no tour: an up without a way down, or the reverse.
        backups: the assignments of backups.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        *,
        as_of: date | None = None,
        reference: Plan | None = None,
        lookup: ProgramIndex | None = None,
    ) -> None:
        self.program: Program = dated(program, plan)
        self.plan = plan
        self.as_of = as_of
        self.reference = reference
        self.own: ProgramIndex = lookup if lookup is not None else ProgramIndex(program)
        possible = None
        if self.program is not program:
            given = plan if reference is None else reference
            possible = possible_days(program, given, as_of)
        self.lookup: ProgramIndex = self.own.on_dates(self.program, possible)
        self._never_closed: frozenset[Assignment] | None = None
        self._legs: dict[tuple[str, Leg], list[Assignment]] = {}
        by_member: dict[str, list[Assignment]] = {}
        self.backups: list[Assignment] = []
        for line in plan.assignments:
            self._legs.setdefault((line.flight, line.leg), []).append(line)
            if line.leg == "backup":
                self.backups.append(line)
            else:
                by_member.setdefault(line.member, []).append(line)
        self.tours: dict[str, tuple[Tour, ...]] = {}
        self.unpaired: list[Assignment] = []
        for member in sorted(by_member):
            tours, rest = pair_legs(self.lookup, by_member[member])
            if tours:
                self.tours[member] = tours
            self.unpaired.extend(rest)

    def on(self, flight: Flight, leg: Leg) -> tuple[Assignment, ...]:
        """The lines of one leg of a flight."""
        return tuple(self._legs.get((flight.id, leg), ()))

    def all_tours(self) -> Iterable[Tour]:
        """Every tour, member by member."""
        for tours in self.tours.values():
            yield from tours

    def may_stay_open(self, line: Assignment) -> bool:
        """Whether history may end without the leg down of a past leg up.

        So it is where the plan that was given never closed it. Whoever comes down in that plan
        has to come down.
        """
        given = self.plan if self.reference is None else self.reference
        if self.as_of is None or line not in given.assignments:
            return True
        if self._never_closed is None:
            there = self.own.on_dates(dated(self.own.program, given))
            self._never_closed = never_closed(there, given, self.as_of)
        return line in self._never_closed

    def agency_of(self, line: Assignment) -> str | None:
        """The agency of who has that place, on the launch day of the flight that took them up."""
        member = self.lookup.members[line.member]
        flight = self.lookup.flights[line.flight]
        if line.leg == "down" and not isinstance(member.agency, str):
            tours = self.tours.get(line.member, ())
            flight = next((one.up for one in tours if one.down is flight), flight)
        return member.agency_on(flight.launch)

    def past(self, day: date) -> bool:
        """Whether that day lies before `as_of`."""
        return self.as_of is not None and day < self.as_of


def pair_legs(
    lookup: ProgramIndex, lines: Iterable[Assignment]
) -> tuple[tuple[Tour, ...], list[Assignment]]:
    """One member's tours, and the lines that pair with nothing; a backup makes no tour.

    In time order, on one day the down first: the earliest up that still waits takes the next down.
    """

    def when(line: Assignment) -> tuple[date, bool, Assignment]:
        return leg_day(lookup.flights[line.flight], line.leg), line.leg == "up", line

    waiting: list[Assignment] = []
    rest: list[Assignment] = []
    tours: list[Tour] = []
    for line in sorted(lines, key=when):
        if line.leg == "backup":
            continue
        if line.leg == "up":
            waiting.append(line)
        elif waiting:
            up = waiting.pop(0)
            tours.append(
                Tour(
                    lookup.members[line.member],
                    lookup.flights[up.flight],
                    lookup.flights[line.flight],
                    up.role,
                    line.role,
                )
            )
        else:
            rest.append(line)
    return tuple(sorted(tours, key=lambda one: (one.launch, one.landing))), rest + waiting


def never_closed(lookup: ProgramIndex, plan: Plan, as_of: date) -> frozenset[Assignment]:
    """The legs up before a day that a plan leaves without a leg down: history without an end.

    The earliest up that still waits takes the next down. So those who wait on that day take the
    downs from then on first, in whatever order these come. A flight that the program does not have
    any more was to land on some such day.

    Args:
        lookup: the program on the plan's dates.
        plan: the history, and what was to come.
        as_of: the day.
    """
    past: dict[str, list[Assignment]] = {}
    coming: Counter[str] = Counter()
    for line in plan.assignments:
        flight = lookup.flights.get(line.flight)
        if flight is not None and leg_day(flight, line.leg) < as_of:
            past.setdefault(line.member, []).append(line)
        elif line.leg == "down":
            coming[line.member] += 1
    found: set[Assignment] = set()
    for member, lines in past.items():
        _, rest = pair_legs(lookup, lines)
        waiting = [line for line in rest if line.leg == "up"]
        found.update(waiting[coming[member] :])
    return frozenset(found)


def lifeboat_of(up: Flight, down: Flight, day: date) -> Flight | None:
    """The docked flight that someone who went up and comes down on these would leave on."""
    if docked(down, day):
        return down
    return up if docked(up, day) else None


def docked(flight: Flight, day: date) -> bool:
    """Whether the flight is at its station on that day."""
    return flight.launch <= day < flight.landing


def is_lifeboat(flight: Flight, day: date) -> bool:
    """Whether the flight's seats count as lifeboat on a day on which it is docked."""
    if flight.lifeboat_until is not None and day >= flight.lifeboat_until:
        return False
    return flight.lifeboat if flight.lifeboat is not None else flight.descent == "crewed"


def event_days(flight: Flight) -> tuple[date, ...]:
    """The days on which a station changes by this flight: something docks, ends or leaves."""
    until = flight.lifeboat_until
    if until is not None and docked(flight, until):
        return flight.launch, until, flight.landing
    return flight.launch, flight.landing
