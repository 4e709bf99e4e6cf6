"""Who else could sit in the seats of a plan: bars and direct swaps, without a solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve

from seatplan.checking import Violation, as_violations
from seatplan.errors import PlanError, Problem, nearest
from seatplan.goals.least_change import LeastChange
from seatplan.known_names import must_be_known
from seatplan.normal import normal, spellings
from seatplan.plan import Assignment, Plan
from seatplan.program import CrewMember, Flight, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.structure import FIXED, FORBIDDEN, LAWS, SEAT_REQUIREMENTS, Law
from seatplan.timeline import PlanIndex, Tour
from seatplan.whatif.candidate import (
    NOT_IN_SPACE,
    Bar,
    Candidate,
    Candidates,
    Way,
    bars_said_once,
    damage,
    swapped_plan,
)
from seatplan.whatif.outcome import GoalChange
from seatplan.words import leg_of, listed

BARS = {law.id: law.bar for law in LAWS if law.bar}
"""By law about a single member: the word for those it keeps out; `seat-requirements` has
several."""

ALONE = tuple(law for law in LAWS if law.bar or law is SEAT_REQUIREMENTS)
"""The laws that concern each member separately."""


class Bench:
    """Finds the candidates for any seat of one plan.

    Everything that does not depend on the seat is computed only once.
    """

    def __init__(self, program: Program, plan: Plan, *, as_of: date | None = None) -> None:
        """Read the plan.

        Raises:
            PlanError: if a line of the plan names something that the program does not have.
        """
        self._own = ProgramIndex(program)
        must_be_known(self._own, plan)
        self.program: Program = program
        self.plan: Plan = plan
        self.as_of: date | None = as_of
        self.reading: PlanIndex = self._read(plan.assignments)
        self.lookup: ProgramIndex = self.reading.lookup
        broken = self._laws_broken(LAWS, self.reading)
        self._known = {_without_members(one): one.members for one in broken}
        for one in self._rules_broken(self.reading):
            self._known[_without_members(one)] = one.members
        self._is_lawful = not any(one.hard for one in broken) and not self.reading.unpaired
        self._goals = [
            (goal, goal.value(self.reading))
            for goal in program.named_goals
            if not isinstance(goal, LeastChange)
        ]

    def seat(self, flight_id: str, role: str, leg: Way = "up") -> Candidates:
        """Find everyone who could have a seat, and what keeps the others out.

        Raises:
            PlanError: if the flight or the role is unknown, or the leg is past or carries no one.
        """
        kept = spellings(self.program)
        role = normal(role, kept)
        flight = self._open(normal(flight_id, kept), role, leg)
        holders = tuple(
            sorted(line.member for line in self.reading.on(flight, leg) if line.role == role)
        )
        free = len(holders) < self.lookup.seats(flight)[role].count
        found: dict[str, list[Candidate]] = {}
        for holder in (None,) if free else holders:
            for one in self._judged(flight, role, leg, holder, holders):
                found.setdefault(one.member, []).append(one)
        # If several members hold seats of this role, the swap that breaks least is reported.
        best = [min(those, key=damage) for those in found.values()]
        return Candidates(
            self.program,
            self.plan,
            flight.id,
            role,
            leg,
            holders,
            tuple(sorted((one for one in best if one.possible), key=damage)),
            tuple(sorted((one for one in best if not one.possible), key=lambda one: one.member)),
            self.as_of,
        )

    def _open(self, flight_id: str, role: str, leg: Way) -> Flight:
        """The flight of a seat; raises a PlanError if the seat is unknown, past or not flown."""
        flight = self.lookup.flights.get(flight_id)
        if flight is None:
            hint = nearest(flight_id, self.lookup.flights)
            raise PlanError([Problem(f"unknown flight {flight_id!r}", (), hint)])
        seats = self.lookup.seats(flight)
        if role not in seats:
            message = f"unknown role {role!r} on {flight_id!r}"
            raise PlanError([Problem(message, (), nearest(role, seats))])
        if leg not in ("up", "down"):
            raise PlanError(f'leg is "up" or "down", not {leg!r}')
        if (flight.ascent if leg == "up" else flight.descent) == "empty":
            raise PlanError(f"{leg_of(flight, leg)} carries no one")
        if self.reading.past(leg_day(flight, leg)):
            raise PlanError(f"{leg_of(flight, leg)} is past: it is as in the plan")
        return flight

    # The swaps

    def _judged(
        self, flight: Flight, role: str, leg: Way, holder: str | None, holders: Sequence[str]
    ) -> Iterator[Candidate]:
        """Yield everyone except the holders, in a swap with one holder or into a free seat."""
        swaps = {
            member.id: self._no_longer_backup(self._swap(member, flight, role, leg, holder))
            for member in self.lookup.members.values()
            if member.id not in holders
        }
        barred = self._barred(swaps)
        for member, one in swaps.items():
            bars = bars_said_once((*one.bars, *barred.get(member, ())))
            if bars:
                yield evolve(one, bars=bars)
            else:
                yield self._with_damage(one)

    def _swap(
        self, member: CrewMember, flight: Flight, role: str, leg: Way, holder: str | None
    ) -> Candidate:
        """The swap as lines that are removed and added."""
        tours = self.reading.tours
        mine = Assignment(flight.id, leg, role, member.id)
        if leg == "down":
            here = self._in_space(member.id, flight)
            if here is not None:
                old = Assignment(here.down.id, "down", here.role_down, member.id)
                removed, added = [old], [mine]
                if holder is not None:
                    removed.append(evolve(mine, member=holder))
                    added.append(evolve(old, member=holder))
                return Candidate(member.id, (), holder, tuple(removed), tuple(added))
        tour = next(
            (
                one
                for one in tours.get(holder or "", ())
                if (one.up if leg == "up" else one.down) is flight
            ),
            None,
        )
        if tour is not None and not (leg == "down" and self.reading.past(tour.launch)):
            lines = (
                Assignment(tour.up.id, "up", tour.role_up, tour.member.id),
                Assignment(tour.down.id, "down", tour.role_down, tour.member.id),
            )
            new = tuple(evolve(line, member=member.id) for line in lines)
            return Candidate(member.id, (), holder, lines, new)
        removed = [evolve(mine, member=holder)] if holder is not None else []
        if leg == "down":
            message = f"{self.reading.lookup.name(member.id)} is not in space on {flight.landing}"
            bar = Bar(NOT_IN_SPACE, message)
            return Candidate(member.id, (bar,), holder, tuple(removed), (mine,))
        added = [mine]
        if holder is None:
            added += self._way_home(member, flight, role)
        return Candidate(member.id, (), holder, tuple(removed), tuple(added))

    def _no_longer_backup(self, swap: Candidate) -> Candidate:
        """The swap without the backup lines of a member who now goes up on the flight."""
        ups = [one for one in swap.added if (one.member, one.leg) == (swap.member, "up")]
        mine = [
            line
            for up in ups
            for line in self.reading.on(self.lookup.flights[up.flight], "backup")
            if line.member == swap.member
        ]
        return evolve(swap, removed=(*swap.removed, *mine)) if mine else swap

    def _in_space(self, member: str, flight: Flight) -> Tour | None:
        """The tour that a member is on when the flight comes down."""
        for tour in self.reading.tours.get(member, ()):
            if tour.launch < flight.landing <= tour.landing and not self.reading.past(tour.landing):
                return tour
        return None

    def _way_home(self, member: CrewMember, up: Flight, role: str) -> Iterator[Assignment]:
        """Yield a free seat home, if any: the same role on the same flight, else a later flight."""
        for flight in self.lookup.ways_home(up):
            if flight is up:
                yield Assignment(up.id, "down", role, member.id)
                return
            taken = [line.role for line in self.reading.on(flight, "down")]
            for seat in self.lookup.seats(flight).values():
                if taken.count(seat.role) < seat.count and member.id in self.lookup.may_sit(
                    seat, flight.landing, launch=up.launch
                ):
                    yield Assignment(flight.id, "down", seat.role, member.id)
                    return

    # What bars

    def _barred(self, swaps: Mapping[str, Candidate]) -> dict[str, list[Bar]]:
        """By member: what keeps them out of the seat.

        A single reading has everyone in the seat at once. Laws and rules that concern each member
        separately find the same in it as in a reading of each swap.
        """
        lines = set(self.plan.assignments)
        for member, swap in swaps.items():
            lines -= {line for line in swap.removed if line.member == member}
            lines |= {line for line in swap.added if line.member == member}
        reading = self._read(lines)
        alone = [rule for rule in self.program.named_rules if rule.bar and rule.weight is None]
        found = [one for one in self._laws_broken(ALONE, reading) if one.hard]
        for rule in alone:
            found += as_violations(rule.violations(reading), reading)
        words = {**BARS, **{rule.name: rule.bar for rule in alone}}
        barred: dict[str, list[Bar]] = {}
        for one in found:
            known = self._known.get(_without_members(one), ())
            for member in one.members:
                if member not in swaps or member in known:
                    continue
                word = words.get(one.rule)
                words_here = [word] if word is not None else self._lacking(swaps[member])
                barred.setdefault(member, []).extend(
                    Bar(said, one.message, one.rule, one.requirement) for said in words_here
                )
        return barred

    def _lacking(self, swap: Candidate) -> list[str]:
        """The requirements of the seats of a swap that the member does not meet."""
        words: dict[str, None] = {}
        for line in swap.added:
            if line.member != swap.member:
                continue
            flight = self.lookup.flights[line.flight]
            seat, day = self.lookup.seats(flight)[line.role], leg_day(flight, line.leg)
            launch = None if line.leg == "up" else self._launch(swap, flight)
            anyone = evolve(seat, requires=())
            if swap.member not in self.lookup.may_sit(anyone, day, launch=launch):
                words["agency"] = None
            lacks = [one for one in seat.requires if not self.lookup.holds(swap.member, one, day)]
            if lacks:
                words[f"lacks {listed(lacks)}"] = None
        return list(words)

    def _launch(self, swap: Candidate, flight: Flight) -> date:
        """The launch day of the flight that takes the member up, for a swap on a given flight."""
        ups = [one for one in swap.added if (one.member, one.leg) == (swap.member, "up")]
        if ups:
            return self.lookup.flights[ups[0].flight].launch
        tour = self._in_space(swap.member, flight)
        return flight.launch if tour is None else tour.launch

    # What a swap breaks

    def _with_damage(self, swap: Candidate) -> Candidate:
        reading = self._read(swapped_plan(self.plan, swap).assignments)
        # If one member takes over the whole tour of another, the same seats are taken.
        whole_tour = {line.leg for line in swap.removed} == {"up", "down"}
        like_for_like = self._is_lawful and whole_tour
        laws = (FIXED, FORBIDDEN) if like_for_like else LAWS
        found = [*self._laws_broken(laws, reading), *self._rules_broken(reading)]
        new = [one for one in found if _without_members(one) not in self._known]
        goals = tuple(
            GoalChange(goal.name, goal.sense, before, goal.value(reading))
            for goal, before in self._goals
        )
        breaks = tuple(sorted(new, key=lambda one: not one.hard))
        return evolve(swap, breaks=breaks, goals=goals)

    # Reading

    def _read(self, lines: Iterable[Assignment]) -> PlanIndex:
        plan = evolve(self.plan, assignments=tuple(lines))
        return PlanIndex(self.program, plan, as_of=self.as_of, lookup=self._own)

    def _laws_broken(self, laws: Iterable[Law], reading: PlanIndex) -> list[Violation]:
        return [one for law in laws for one in as_violations(law.violations(reading), reading)]

    def _rules_broken(self, reading: PlanIndex) -> list[Violation]:
        found: list[Violation] = []
        for rule in self.program.named_rules:
            found += as_violations(rule.violations(reading), reading, weight=rule.weight)
        return found


def _without_members(one: Violation) -> Violation:
    """A violation without its members: if only these differ, it is not new."""
    return evolve(one, members=())
