"""Enumeration of all plans of a small program, evaluated as by `seatplan.check`.

The engine is tested against this enumeration, so it uses no part of the engine. A branch is cut off
only if a law finds that a member's own lines break something that no other line can repair, or if a
seat is taken too often or can no longer be filled. One index of the program serves all plans.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice, product

from attrs import Factory, evolve, field, frozen

from seatplan.checking import Violation, as_violations, report_of
from seatplan.dates import choices, dated
from seatplan.kinds import Goal
from seatplan.plan import Assignment, FlightDates, Plan
from seatplan.program import ALL_LEGS, Flight, Leg, Program, Seat
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.result import Status
from seatplan.structure import FIXED, LAWS
from seatplan.structure.backups import required_backups
from seatplan.structure.law import Law
from seatplan.testing.traffic import ships_of
from seatplan.timeline import PlanIndex

Lines = tuple[Assignment, ...]
Place = tuple[str, Leg, str]

OF_ONE_MEMBER = tuple(law for law in LAWS if law.only_bars)
"""The laws that the lines of one member break whatever the other members do."""


@frozen
class Best:
    """The result of an enumeration of all plans.

    Attributes:
        status: OPTIMAL or INFEASIBLE.
        values: the values of the goals in the best plan, in their order.
        plans: the number of plans that keep all laws and hard rules.
        best: the best value of each goal, given the goals before it; if a goal gives, the plan may
            have a worse value.
    """

    status: Status
    values: tuple[int, ...] = ()
    plans: int = 0
    best: tuple[int, ...] = field(default=Factory(lambda self: self.values, takes_self=True))


class TooMany(Exception):  # noqa: N818 - it is not an error, but a program that is too large
    """The program has more plans than the limit."""


def best_by_enumeration(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: date | None = None,
    limit: int | None = None,
) -> Best:
    """Find the result that `seatplan.solve` should find, by enumerating all plans.

    Args:
        program: the program.
        plan: the plan that `least-change` compares with and that contains the past.
        as_of: every leg before this day is as in `plan`.
        limit: the largest number of plans to enumerate; None for no limit.

    Raises:
        TooMany: if there are more plans than `limit`.
    """
    candidates = plans_of(program, as_of=as_of, reference=plan)
    if limit is not None:
        first = list(islice(candidates, limit + 1))  # counting plans is cheap, checking them is not
        if len(first) > limit:
            raise TooMany
        candidates = iter(first)
    goals = program.named_goals
    lookup = ProgramIndex(program)
    found: set[tuple[int, ...]] = set()
    legal = 0
    for candidate in candidates:
        reading = PlanIndex(program, candidate, as_of=as_of, reference=plan, lookup=lookup)
        report = report_of(program, reading)
        if report.ok:
            legal += 1
            found.add(tuple(_score(goal, report.values[goal.name]) for goal in goals))
    if not found:
        return Best(Status.INFEASIBLE)
    best = []
    for at, goal in enumerate(goals):
        most = max(scores[at] for scores in found)
        best.append(_score(goal, most))
        give = goal.give or 0
        room = int(give * abs(most)) if give < 1 else int(give)
        found = {scores for scores in found if scores[at] >= most - room}
    for at, goal in enumerate(goals):
        if goal.give:
            most = max(scores[at] for scores in found)
            found = {scores for scores in found if scores[at] == most}
    (scores,) = found
    values = tuple(_score(goal, one) for goal, one in zip(goals, scores, strict=True))
    return Best(Status.OPTIMAL, values, legal, tuple(best))


def _score(goal: Goal, value: int) -> int:
    """The value of a goal with the sign that makes larger better; its own inverse."""
    return value if goal.sense == "max" else -value


def plans_of(
    program: Program, as_of: date | None = None, reference: Plan | None = None
) -> Iterator[Plan]:
    """Yield every plan that can keep the laws, for all choices of dates.

    `check` decides whether a plan really keeps them.

    Args:
        program: the program.
        as_of: the legs before this day are those of `reference`.
        reference: the plan that contains the past; needed with `as_of`.
    """
    for dates in dates_of(program, as_of, reference):
        there = dated(program, Plan(dates=dates))
        for plan in _Enumeration(there, as_of, reference).plans():
            on_dates = evolve(plan, dates=dates) if dates else plan
            if not (program.ports or program.spacecraft):
                yield on_dates
                continue
            for docking, spacecraft in ships_of(there, as_of, reference):
                yield evolve(on_dates, docking=docking, spacecraft=spacecraft)


def dates_of(
    program: Program, as_of: date | None = None, reference: Plan | None = None
) -> Iterator[tuple[FlightDates, ...]]:
    """Yield every choice of dates that a plan can have, as `plans_of` uses it.

    A plan lists no dates for flights without a window that are on the program's own dates.
    """
    each = []
    for one in choices(program, reference, as_of).values():
        flight, days = one.flight, product(one.launches(), one.landings())
        fitting = [pair for pair in days if one.fits(*pair)]
        told = flight.has_window or fitting != [(flight.launch, flight.landing)]
        each.append([FlightDates(flight.id, *pair) if told else None for pair in fitting])
    for chosen in product(*each):
        yield tuple(one for one in chosen if one is not None)


class _Enumeration:
    def __init__(self, program: Program, as_of: date | None, reference: Plan | None) -> None:
        self.program = program
        lookup = ProgramIndex(program)
        self.asked = required_backups(lookup)
        asking = tuple(rule for rule in program.rules if any(rule.backed_up(lookup)))
        # On some dates, a spacecraft makes two flights at once, which validation would refuse.
        ships = tuple(evolve(one, spacecraft=None) for one in program.flights)
        # A flown plan may have a landing before its launch: no validation here, either.
        self.bare = copy.copy(program)
        for name, value in (("rules", asking), ("goals", ()), ("flights", ships)):
            object.__setattr__(self.bare, name, value)
        self.lookup = ProgramIndex(self.bare)
        self.as_of = as_of
        self.reference = reference
        self.flights = {flight.id: flight for flight in program.flights}
        vehicles = {vehicle.id: vehicle for vehicle in program.vehicles}
        self.seats: dict[str, tuple[Seat, ...]] = {
            flight.id: flight.seats if flight.seats is not None else vehicles[flight.vehicle].seats
            for flight in program.flights
        }
        self.past: Lines = tuple(
            line
            for line in (reference.assignments if as_of is not None and reference else ())
            if line.flight in self.flights and self._is_past(self.flights[line.flight], line.leg)
        )

    def _is_past(self, flight: Flight, leg: Leg) -> bool:
        return self.as_of is not None and leg_day(flight, leg) < self.as_of

    def plans(self) -> Iterator[Plan]:
        choices = [
            [(lines, [_place(line) for line in lines]) for lines in self._choices(member.id)]
            for member in self.program.crew
        ]
        most: dict[Place, int] = {}
        need: dict[Place, int] = {}
        for flight in self.program.flights:
            for seat in self.seats[flight.id]:
                for leg in ALL_LEGS:
                    most[flight.id, leg, seat.role] = seat.count
                must = flight.ascent == "crewed" and not seat.optional
                if must and not self._is_past(flight, "up"):
                    need[flight.id, "up", seat.role] = seat.count
        # By i and place: how many of the members from the i-th on could take the place.
        able: list[Counter[Place]] = [Counter()]
        for sets in reversed(choices):
            seen = {place for _, places in sets for place in places}
            able.append(able[-1] + Counter(seen))
        able.reverse()
        taken: Counter[Place] = Counter()

        def fill(index: int, lines: Lines) -> Iterator[Plan]:
            if any(count - taken[place] > able[index][place] for place, count in need.items()):
                return
            if index == len(choices):
                yield Plan(lines, self.program.name)
                return
            for more, places in choices[index]:
                if all(taken[place] < most[place] for place in places):
                    for place in places:
                        taken[place] += 1
                    yield from fill(index + 1, lines + more)
                    for place in places:
                        taken[place] -= 1

        yield from fill(0, self.past)

    def _choices(self, member: str) -> list[Lines]:
        """Every set of future lines that the member may have, in addition to past lines."""
        past = tuple(line for line in self.past if line.member == member)
        tours = [
            (Assignment(flight.id, "up", seat.role, member), down)
            for flight in self.program.flights
            if not self._is_past(flight, "up")
            for seat in self.seats[flight.id]
            for down in self._ways_down(flight, member, seat.role)
        ]
        sets = list(self._growing((), tours))
        # Members who have launched and not landed may still come down.
        homeward: list[list[Lines]] = [[()] for _ in range(len(past))]
        for ways, line in zip(homeward, past, strict=True):
            if line.leg == "up":
                flight = self.flights[line.flight]
                ways += [(down,) for down in self._ways_down(flight, member, line.role)]
        both = [
            lines + tuple(chain.from_iterable(home)) + backups
            for lines in sets
            for home in product(*homeward)
            for backups in self._backups(member)
        ]
        distinct = {frozenset(lines): lines for lines in both if len(set(lines)) == len(lines)}
        return [lines for lines in distinct.values() if self._may_be(member, past + lines)]

    def _backups(self, member: str) -> list[Lines]:
        """Every set of future flights on which the member may be a backup, in one role on each."""
        each: list[list[Lines]] = []
        for flight in self.program.flights:
            if flight.ascent == "crewed" and not self._is_past(flight, "backup"):
                lines = [
                    Assignment(flight.id, "backup", seat.role, member)
                    for seat in self.seats[flight.id]
                    if self.asked.has(flight.id, seat.role, member)
                ]
                each += [[(), *((line,) for line in lines)]] if lines else []
        return [tuple(chain.from_iterable(chosen)) for chosen in product(*each)]

    def _ways_down(self, flight: Flight, member: str, role: str) -> Iterator[Assignment]:
        """Yield a line for each way home; `check` decides which are allowed."""
        for home in dict.fromkeys((flight.id, *flight.return_options)):
            if not self._is_past(self.flights[home], "down"):
                for seat in self.seats[home]:
                    if home != flight.id or seat.role == role:
                        yield Assignment(home, "down", seat.role, member)

    def _growing(self, lines: Lines, tours: list[tuple[Assignment, Assignment]]) -> Iterator[Lines]:
        """Yield every set of tours that breaks nothing, adding one tour at a time."""
        yield lines
        for index, tour in enumerate(tours):
            if not set(tour) & set(lines):
                longer = lines + tour
                if self._may_grow(longer):
                    yield from self._growing(longer, tours[index + 1 :])

    def _may_grow(self, lines: Lines) -> bool:
        """Whether complete future tours can be in a plan; further tours would repair nothing."""
        return not any(self._broken(OF_ONE_MEMBER, lines))

    def _may_be(self, member: str, lines: Lines) -> bool:
        """Whether a plan can have exactly these lines of a member."""
        if any(self._broken(OF_ONE_MEMBER, lines)):
            return False
        return not any(one.members == (member,) for one in self._broken((FIXED,), lines))

    def _broken(self, laws: Iterable[Law], lines: Lines) -> Iterator[Violation]:
        """The hard violations of some laws by a plan of these lines."""
        reading = PlanIndex(self.bare, Plan(lines), as_of=self.as_of, lookup=self.lookup)
        for law in laws:
            yield from (one for one in as_violations(law.violations(reading), reading) if one.hard)


def _place(line: Assignment) -> Place:
    return line.flight, line.leg, line.role
