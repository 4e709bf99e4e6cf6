"""A plan by day: who is on which leg, tours, who is aboard, lifeboats.

`check` and the values of goals read plans with it, without the solver.
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
        member: the member.
        up, down: the flights; the same one if the member returns on it.
        role_up, role_down: the member's roles on them.
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
        """The length of the tour, in days."""
        return (self.landing - self.launch).days

    def covers(self, day: date) -> bool:
        """Whether the member is in space on a day."""
        return self.launch <= day < self.landing


class PlanIndex:
    """The index of a plan for a program, which checks and goals read.

    `program` and `lookup` have the dates of the plan, and no windows. `own` has the dates and
    windows of the given program.

    Attributes:
        program: the program, with the dates of the plan.
        plan: the plan.
        as_of: everything before this day is past; None if nothing is.
        reference: the previous plan, which `least-change` compares with, or None.
        lookup: the index of `program`.
        own: the index of the given program.
        tours: by member id, the tours in time order; members without a tour are left out.
        unpaired: assignments that belong to no tour: a leg up without a leg down, or the reverse.
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
        """The assignments of one leg of a flight."""
        return tuple(self._legs.get((flight.id, leg), ()))

    def all_tours(self) -> Iterable[Tour]:
        """All tours, by member."""
        for tours in self.tours.values():
            yield from tours

    def may_stay_open(self, line: Assignment) -> bool:
        """Whether a past leg up is allowed to have no leg down.

        It is if the previous plan has no leg down for it either. Everyone who comes down in that
        plan must come down.
        """
        given = self.plan if self.reference is None else self.reference
        if self.as_of is None or line not in given.assignments:
            return True
        if self._never_closed is None:
            there = self.own.on_dates(dated(self.own.program, given))
            self._never_closed = never_closed(there, given, self.as_of)
        return line in self._never_closed

    def agency_of(self, line: Assignment) -> str | None:
        """The agency of the assigned member on the launch day of the flight that took them up."""
        member = self.lookup.members[line.member]
        flight = self.lookup.flights[line.flight]
        if line.leg == "down" and not isinstance(member.agency, str):
            tours = self.tours.get(line.member, ())
            flight = next((one.up for one in tours if one.down is flight), flight)
        return member.agency_on(flight.launch)

    def past(self, day: date) -> bool:
        """Whether a day lies before `as_of`."""
        return self.as_of is not None and day < self.as_of


def pair_legs(
    lookup: ProgramIndex, lines: Iterable[Assignment]
) -> tuple[tuple[Tour, ...], list[Assignment]]:
    """One member's tours, and the legs that belong to no tour; backups are ignored.

    Legs are paired in time order, with a leg down before a leg up of the same day: each leg down
    closes the earliest open leg up.
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
    """The legs up before a day that have no leg down in a plan.

    Each leg down closes the earliest open leg up, so legs up that are open on the day take the
    legs down from that day on first. A flight that the program no longer has counts as landing
    after the day.

    Args:
        lookup: the index of the program with the plan's dates.
        plan: the plan.
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
    """The lifeboat on a day of someone with these flights; None if neither is docked."""
    if docked(down, day):
        return down
    return up if docked(up, day) else None


def docked(flight: Flight, day: date) -> bool:
    """Whether a flight is at its station on a day."""
    return flight.launch <= day < flight.landing


def is_lifeboat(flight: Flight, day: date) -> bool:
    """Whether a docked flight's seats count as lifeboat on a day."""
    if flight.lifeboat_until is not None and day >= flight.lifeboat_until:
        return False
    return flight.lifeboat if flight.lifeboat is not None else flight.descent == "crewed"


def event_days(flight: Flight) -> tuple[date, ...]:
    """The days on which a flight docks, stops being a lifeboat, or leaves."""
    until = flight.lifeboat_until
    if until is not None and docked(flight, until):
        return flight.launch, until, flight.landing
    return flight.launch, flight.landing
