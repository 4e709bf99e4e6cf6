"""Who else could sit in a seat, what bars the others, and what a direct swap would break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from attrs import evolve, frozen

from seatplan.arguments import Arguments, Day
from seatplan.as_data import AsData
from seatplan.checking import Violation, as_violations, must_be_known
from seatplan.errors import PlanError, Problem, nearest
from seatplan.goals.least_change import LeastChange
from seatplan.naming import member_meant, nearest_member
from seatplan.normal import normal
from seatplan.plan import Assignment, Plan
from seatplan.program import CrewMember, Flight, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.structure import FIXED, FORBIDDEN, LAWS, ONE_PLACE, RETURN, SEAT_REQUIREMENTS, Law
from seatplan.timeline import PlanIndex, Tour
from seatplan.whatif.outcome import GoalChange
from seatplan.whatif.why_not import WhyNot, why_not
from seatplan.words import leg_of, listed

if TYPE_CHECKING:
    import pandas as pd

Way = Literal["up", "down"]

BARS = {law.id: law.bar for law in LAWS if law.bar}
"""By law about one member, the word for those it keeps out; `seat-requirements` has several."""

ALONE = tuple(law for law in LAWS if law.bar or law is SEAT_REQUIREMENTS)
"""The laws that look at each member by themselves."""

NOT_IN_SPACE = "on the ground"
"""The word for a member who would have to come down without having gone up."""


@frozen
class Bar:
    """What keeps a member out of a seat.

    Attributes:
        word: in a word or two: `lacks soyuz`, `agency`, `absent`, `flying`, `resting`,
            `career limit`, `forbidden`, `no way home`, `on the ground`.
        message: what must hold, and what would be so instead.
        rule: the id of the rule, or the name of the law.
        requirement: the id of the requirement that would be broken, as an explanation names it;
            empty where the past decides.
    """

    word: str
    message: str
    rule: str = ""
    requirement: str = ""


@frozen
class Candidate:
    """A member who could sit in the seat, or not.

    Attributes:
        member: the id.
        bars: what keeps the member out; empty for those who could sit there.
        replaces: who would give up the seat in the direct swap; None where a seat is free.
        removed, added: the lines of the plan that the swap takes away and puts in.
        breaks: what the plan would break after the swap that it does not break before, the hard
            ones first; it is not worked out for those who are barred.
        goals: what each goal would gain or lose, `least-change` left out; likewise.
    """

    also_says: ClassVar[tuple[str, ...]] = ("possible", "fits")

    member: str
    bars: tuple[Bar, ...] = ()
    replaces: str | None = None
    removed: tuple[Assignment, ...] = ()
    added: tuple[Assignment, ...] = ()
    breaks: tuple[Violation, ...] = ()
    goals: tuple[GoalChange, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether nothing bars the member."""
        return not self.bars

    @property
    def fits(self) -> bool:
        """Whether the direct swap breaks no hard rule: no one else would have to change."""
        return not self.bars and not any(one.hard for one in self.breaks)

    @property
    def words(self) -> str:
        """The bars in a word each: `absent, lacks soyuz`."""
        return ", ".join(dict.fromkeys(bar.word for bar in self.bars))


@frozen
class Candidates(AsData):
    """Everyone, for one seat of a plan.

    Attributes:
        program, plan, as_of: what the question is about.
        flight, role, leg: the seat.
        holders: the ids of those who have it in the plan.
        possible: those who could have it, those whose direct swap breaks least first.
        barred: all other members, by id.
    """

    data_kind: ClassVar[str] = "candidates"
    command_adds: ClassVar[tuple[str, ...]] = ("costs",)

    program: Program
    plan: Plan
    flight: str
    role: str
    leg: Way
    holders: tuple[str, ...] = ()
    possible: tuple[Candidate, ...] = ()
    barred: tuple[Candidate, ...] = ()
    as_of: date | None = None

    def __repr__(self) -> str:
        seat = f"{self.role} of {self.flight}, {self.leg}"
        return f"<Candidates for {seat}: {len(self.possible)} possible, {len(self.barred)} barred>"

    def of(self, member: str) -> Candidate:
        """What is known of one member, by id or by a name that only one has.

        Raises:
            PlanError: if the member is not in the program, or has the seat.
        """
        member = member_meant(member, self.program.crew)
        for one in (*self.possible, *self.barred):
            if one.member == member:
                return one
        if member in self.holders:
            raise PlanError(f"{member!r} has this seat in the plan")
        hint = nearest_member(member, self.program.crew)
        raise PlanError([Problem(f"unknown member {member!r}", (), hint)])

    def to_frame(self) -> pd.DataFrame:
        """All members but the holders as a pandas frame, a row for each (extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
        """
        from seatplan.notebook.frames import candidates_frame

        return candidates_frame(self)

    def swapped(self, member: str) -> Plan:
        """The plan after the direct swap.

        Raises:
            PlanError: if the member is not in the program, or has the seat.
        """
        return _swapped(self.plan, self.of(member))

    def cost(
        self,
        member: str,
        *,
        time_limit: float = 60.0,
        max_fixes: int = 5,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> WhyNot:
        """What the seat for this member costs with everything else re-planned: a proof.

        Args:
            member: the id.
            time_limit, max_fixes, on_progress, cancel: as `seatplan.why_not` takes them.

        Raises:
            PlanError: if the member is not in the program, or has the seat.
            Interrupted: at Ctrl-C, with what is known so far.
            EngineError: if the solver fails, or contradicts itself, the check or the given plan.
        """
        return why_not(
            self.program,
            self.plan,
            self.flight,
            self.role,
            self.of(member).member,
            self.leg,
            as_of=self.as_of,
            time_limit=time_limit,
            max_fixes=max_fixes,
            on_progress=on_progress,
            cancel=cancel,
        )


def candidates(
    program: Program,
    plan: Plan,
    flight: str,
    role: str,
    *,
    as_of: Day | None = None,
    leg: Way = "up",
) -> Candidates:
    """Who else could have a seat, what bars the others, and what a direct swap breaks.

    In a direct swap the member takes over the whole tour of whoever has the seat, who then stays
    on the ground; a free seat is added to. For the way down someone who is in space then trades
    the ways down. Nothing else in the plan changes. No solver is needed.

    Args:
        program: what is known and wanted.
        plan: who sits where; it may be broken.
        flight, role: ids of the flight and of a role on it.
        as_of: what lies before this day is past; the leg must not be.
        leg: the way "up" or "down".

    Raises:
        ArgumentError: with each argument that is not what it should be.
        PlanError: if the flight or the role is unknown, the leg is past or carries no one, or a
            line of the plan names what the program does not have.
    """
    with Arguments("candidates") as given:
        given.program(program)
        given.plan(plan)
        given.text(flight, "flight")
        given.text(role, "role")
        given.choice(leg, "leg", get_args(Way))
        day = given.day(as_of)
    return Bench(program, plan, as_of=day).seat(flight, role, leg)


class Bench:
    """One plan, ready for a question about each of its seats.

    What does not depend on the seat is worked out once.
    """

    def __init__(self, program: Program, plan: Plan, *, as_of: date | None = None) -> None:
        """Reads the plan.

        Raises:
            PlanError: if a line of it names what the program does not have.
        """
        self._own = ProgramIndex(program)
        must_be_known(self._own, plan)
        self.program, self.plan, self.as_of = program, plan, as_of
        self.reading = self._read(plan.assignments)
        self.lookup = self.reading.lookup
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
        """Everyone, for one seat.

        Raises:
            PlanError: if the flight or the role is unknown, or the leg is past or carries no one.
        """
        role = normal(role)
        flight = self._open(normal(flight_id), role, leg)
        holders = tuple(
            sorted(line.member for line in self.reading.on(flight, leg) if line.role == role)
        )
        free = len(holders) < self.lookup.seats(flight)[role].count
        found: dict[str, list[Candidate]] = {}
        for holder in (None,) if free else holders:
            for one in self._judged(flight, role, leg, holder, holders):
                found.setdefault(one.member, []).append(one)
        # Whose seat it is hardly matters to most; the swap that breaks least is reported.
        best = [min(those, key=self._damage) for those in found.values()]
        return Candidates(
            self.program,
            self.plan,
            flight.id,
            role,
            leg,
            holders,
            tuple(sorted((one for one in best if one.possible), key=self._damage)),
            tuple(sorted((one for one in best if not one.possible), key=lambda one: one.member)),
            self.as_of,
        )

    def _open(self, flight_id: str, role: str, leg: Way) -> Flight:
        """The flight, if the seat can be looked at."""
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
        """Everyone but the holders, in a swap with one holder, or into a free seat."""
        swaps = {
            member.id: self._no_longer_backup(self._swap(member, flight, role, leg, holder))
            for member in self.lookup.members.values()
            if member.id not in holders
        }
        barred = self._barred(swaps)
        for member, one in swaps.items():
            bars = _said_once((*one.bars, *barred.get(member, ())))
            if bars:
                yield evolve(one, bars=bars)
            else:
                yield self._with_damage(one)

    def _swap(
        self, member: CrewMember, flight: Flight, role: str, leg: Way, holder: str | None
    ) -> Candidate:
        """The lines that go and come."""
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
        """Whoever goes up on a flight is no backup of it any more."""
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
        """A free seat home, if there is one: on the same flight in the same role, else later."""
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
        """By member, what keeps them out.

        One reading in which everyone has taken the seat at once: the laws and rules that look at
        each member by themselves find the same in it as in a reading of each swap.
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
        """What the seats of a swap require that the member does not have."""
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
        """The day on which the flight launches that takes the member up who comes down on one."""
        ups = [one for one in swap.added if (one.member, one.leg) == (swap.member, "up")]
        if ups:
            return self.lookup.flights[ups[0].flight].launch
        tour = self._in_space(swap.member, flight)
        return flight.launch if tour is None else tour.launch

    # What a swap breaks

    def _with_damage(self, swap: Candidate) -> Candidate:
        reading = self._read(_swapped(self.plan, swap).assignments)
        # Where one takes over the whole tour of another, the seats taken are the same ones.
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

    def _damage(self, one: Candidate) -> tuple[int, int, int, tuple[int, ...], str, str]:
        """Orders swaps: what is barred last, hard rules before goals, then by id."""
        hard = sum(violation.amount for violation in one.breaks if violation.hard)
        kinds = len({violation.rule for violation in one.breaks if violation.hard})
        costs = tuple(-goal.gain for goal in one.goals)
        return len(one.bars), kinds, hard, costs, one.member, one.replaces or ""

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


def _said_once(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """Without what follows from another bar: whoever flies then has not rested either."""
    found = tuple(dict.fromkeys(bars))
    words = {bar.word for bar in found}
    follows: set[str] = set()
    if ONE_PLACE.bar in words:
        follows |= {RETURN.bar, "resting"}
    if NOT_IN_SPACE in words:
        follows.add(RETURN.bar)
    return tuple(bar for bar in found if bar.word not in follows)


def _without_members(one: Violation) -> Violation:
    """What is broken just as before, by others, is not new."""
    return evolve(one, members=())


def _swapped(plan: Plan, swap: Candidate) -> Plan:
    lines = (set(plan.assignments) - set(swap.removed)) | set(swap.added)
    return evolve(plan, assignments=tuple(lines))
