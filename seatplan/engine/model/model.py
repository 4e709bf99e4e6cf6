"""The model of a program: seats, tours, ships and dates, behind the protocol of rules and goals.

The parts (`candidates`, `no_overlap`, ...) and the laws, rules and goals write their rows through
this; `building.py` lets each of them do so. `AtDates` is the same model on one choice of dates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from seatplan.checking import Violation
from seatplan.engine.model.day_literals import shares_of
from seatplan.engine.model.open_dates import DatedModel
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.model.usage import Counted, Usage, count_usage, own_tours, post_link
from seatplan.engine.model.variables import Candidates, Traffic
from seatplan.engine.rows.overflow import counting
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal, Rule
from seatplan.modelling import (
    ALWAYS,
    LinearExpr,
    PortChange,
    PortVariable,
    SeatVariable,
    SpacecraftVariable,
    TourVariable,
    Turns,
    Variable,
    may_be,
)
from seatplan.plan import Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import leg_day
from seatplan.structure import ONE_PLACE, Law


class SeatModel(DatedModel):
    """A program as rows; implements the protocol `seatplan.modelling.Model`.

    It is empty at first; `build_model` makes a complete one.

    Attributes:
        reference: the plan that was given.
        among: by flight, the only members who may go up on it; anyone if None.
        choices: a plan with the ports and spacecraft, if they were chosen before.
        candidates: the seats and tours that may be taken.
        traffic: the ports that ships may be at, and the spacecraft that may make flights.
        exclusive_rows: by member, the rows that keep the member from being in two places at once.
        usages: the usage indicators made by `people`.
        puts_off_rest: whether `post_rest` has something to post.
        by_dates: laws, rules and goals that do not support open dates (`by_dates.py`).
        values_by_dates: variables for the values of these goals, and the costs of these rules.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan | None,
        as_of: date | None,
        active: ActiveRequirements,
        among: Mapping[str, frozenset[str]] | None,
        choices: Plan | None,
        *,
        patient: bool,
        pulse: Callable[[], None] | None,
    ) -> None:
        """The arguments are those of `build_model`."""
        scored = any(isinstance(goal, KeepRules) for goal in program.named_goals)
        super().__init__(as_of, active, scored=scored, patient=patient, pulse=pulse)
        self.read_dates(program, plan)
        self.reference = plan
        self.among = among
        self.choices = choices
        self.candidates: Candidates = Candidates()
        self.traffic: Traffic = Traffic()
        self.exclusive_rows: dict[str, list[int]] = {}
        self.usages: list[Usage] = []
        self._counts: dict[str, tuple[Counted, ...]] = {}
        self._unlinked: list[tuple[str, Counted]] | None = []
        self.puts_off_rest: bool = False
        self.by_dates: dict[str, Law | Rule | Goal] = {}
        self.values_by_dates: dict[str, LinearExpr] = {}

    # Seats, tours and ships

    def seat_variables(self, flight: Flight, leg: Leg) -> Sequence[SeatVariable]:
        return self.candidates.places.get((flight.id, leg), ())

    @property
    def tours(self) -> Sequence[TourVariable]:
        return self.candidates.tours

    def tours_up(self, flight: Flight) -> Sequence[TourVariable]:
        return self.candidates.tours_up.get(flight.id, ())

    def tours_of(self, member: str) -> Sequence[TourVariable]:
        return self.candidates.tours_of.get(member, ())

    def port_variables(self, flight: Flight) -> Sequence[PortVariable]:
        return self.traffic.ports.get(flight.id, ())

    def port_changes(self, flight: Flight) -> Sequence[PortChange]:
        return self.once(("changes", flight.id), lambda: self.traffic.changes(self, flight))

    def spacecraft_variables(self, flight: Flight) -> Sequence[SpacecraftVariable]:
        return self.traffic.spacecraft.get(flight.id, ())

    # Facts of every plan

    def one_at_a_time(self, member: CrewMember) -> bool:
        return self.active.all or self.is_certain(ONE_PLACE.requirement(self.lookup, member))

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        return self.once(("carries", flight.id, leg), lambda: self._someone(flight, leg))

    def _someone(self, flight: Flight, leg: Leg) -> Variable:
        """True if anyone is on that leg: one row for each role, with the number of its seats."""
        if self._surely_carries(flight, leg):
            return ALWAYS
        roles: dict[str, list[Variable]] = {}
        for place in self.seat_variables(flight, leg):
            roles.setdefault(place.role, []).append(place.literal)
        if any(ALWAYS in literals for literals in roles.values()):
            return ALWAYS
        if self.past(leg_day(flight, leg)) or sum(map(len, roles.values())) < 2:
            return self.any_of(one for literals in roles.values() for one in literals)
        some = self.literal()
        seats = self.lookup.seats(flight)
        for role, literals in roles.items():
            self._follows(literals, some, seats[role].count)
        return some

    def _surely_carries(self, flight: Flight, leg: Leg) -> bool:
        if leg == "down":
            # Members who went up on it have no other way home.
            return self.lookup.ways_home(flight) == (flight,) and self._surely_carries(flight, "up")
        return self.seats_taken(flight)[0] > 0

    def seats_taken(self, flight: Flight) -> tuple[int, int]:
        """The minimum and maximum number of seats taken on the way up."""
        seats = self.lookup.seats(flight).values()
        most = sum(seat.count for seat in seats)
        if flight.ascent != "crewed" or self.past(flight.launch) or not self.active.all:
            return 0, most
        return sum(seat.count for seat in seats if not seat.optional), most

    def most_tours(self, member: CrewMember) -> int:
        # The most intervals that do not overlap, greedily by their end.
        tours = self.tours_of(member.id)
        if not self.one_at_a_time(member):
            return len(tours)
        rests = self.rests.get(member.id, ())
        rest = max((days for one, days in rests if self.active.guard(one) == ALWAYS), default=0)
        # Past tours have been flown, however close; of the rest, the most that do not overlap.
        count = sum(tour.literal == ALWAYS for tour in tours)
        free = 0
        pairs = {(tour.up.id, tour.down.id) for tour in tours if tour.literal != ALWAYS}
        for landing, launch in sorted(
            (self.dates[down, "down"].first, self.dates[up, "up"].last) for up, down in pairs
        ):
            if launch >= landing + rest:  # it may have length 0
                count += 1
            elif launch >= free:
                count += 1
                free = landing + rest
        return count

    def rest_days(self, member: CrewMember) -> int:
        if self.open_dates or not self.one_at_a_time(member):
            return 0
        return self.once(("rest", member.id), lambda: self._certain_rest(member))

    def _certain_rest(self, member: CrewMember) -> int:
        hard = (rule for rule in self.program.named_rules if rule.weight is None)
        limits = (rule.limits(self.lookup, member) for rule in hard)
        certain = (one for one in limits if one and self.is_certain(one.requirement))
        return max((one.rest or 0 for one in certain), default=0)

    def span(self, expression: LinearExpr) -> tuple[int, int]:
        """As `range`, but with no more members in a role than it has seats.

        A seat that must be taken is taken.
        """
        seats: dict[tuple[str, Leg, str], list[int]] = {}
        low, high = expression.constant, expression.constant
        for variable, factor in expression.coefficients().items():
            seat = self.candidates.seat_of.get(variable)
            if seat is not None:
                seats.setdefault(seat, []).append(factor)
            else:
                least, most = sorted((factor * self._low[variable], factor * self._high[variable]))
                low, high = low + least, high + most
        for seat, worth in seats.items():
            flight = self.lookup.flights[seat[0]]
            here = self.lookup.seats(flight)[seat[2]]
            count, others = here.count, self.candidates.counts[seat] - len(worth)
            if seat[1] != "up" or here.optional or self.past(flight.launch) or not self.active.all:
                others = count  # any number of seats may stay empty
            worth += [0] * min(others, count)
            worth.sort()
            low += sum(worth[:count])
            high += sum(worth[-count:])
        return low, high

    def certain_range(self, expression: LinearExpr) -> tuple[int, int]:
        # A law about seats may be given up, and then there may be more people than seats.
        return self.span(expression) if self.active.all else self.range(expression)

    def split(self, expression: LinearExpr, cases: Sequence[LinearExpr]) -> Sequence[LinearExpr]:
        possible = [case for case in cases if may_be(case)]
        shares = [expression]
        if len(possible) > 1:
            low, high = self.span(expression)
            assert low >= 0, "only what is never below 0 can be split"
            shares = (
                shares_of(self, expression, high, possible)
                if high
                else [LinearExpr()] * len(possible)
            )
        given = iter(shares)
        return [next(given) if may_be(case) else LinearExpr() for case in cases]

    # Lazy rows

    def constrain(self, rule: Rule) -> None:
        """Posts the rows of a rule."""
        self.rows.about = (rule.name,)
        with counting(rule):
            rule.constrain(self)

    def separate(self, requirements: Iterable[str]) -> None:
        """Posts those of these requirements that were deferred."""
        self._due = frozenset(requirements)
        rules = {id(self.lazy_rows[one]): self.lazy_rows.pop(one) for one in sorted(self._due)}
        for rule in rules.values():
            self.constrain(rule)
        self._due, self.rows.about = None, ()

    def defers(self, violations: Iterable[Violation]) -> bool:
        """Whether any of these is of what is posted only once a plan breaks it."""
        return any(
            one.requirement in self.lazy_rows or f"rule {one.rule}" in self.by_dates
            for one in violations
        )

    @property
    def puts_off(self) -> bool:
        """Whether anything is deferred that a plan may break, or that makes it worse."""
        return bool(self.lazy_rows or self.by_dates)

    # Constraints

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None:
        """Demands that a member makes at most one of these tours."""
        self.at_most_one(tours, given=given)
        if given == ALWAYS:
            self.exclusive_rows.setdefault(member, []).append(len(self.rows) - 1)

    # Counts of people and of their tours

    def people(self, tours: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        tours = list(tours)
        usage = count_usage(self, tours, certain)
        self.usages.append(usage)
        mine = usage.by_member(range(len(usage.tours)))
        own_tours(self, self.exclusive_rows, usage.literals, mine)
        counted: dict[str, set[Variable]] = {}
        for tour in () if self.open_dates else tours:
            counted.setdefault(tour.member.id, set()).add(tour.literal)
        for member, literals in counted.items():
            literal = usage.literals[member]
            if literal != ALWAYS and all(one.literal in literals for one in self.tours_of(member)):
                self._link(member, literal)
        return usage.total

    def post_links(self) -> None:
        """Posts the rows that link the counts of several rules and goals, from now on at once."""
        waiting, self._unlinked = self._unlinked, None
        for member, count in waiting or ():
            self._link(member, count)

    def _link(self, member: str, count: Counted) -> None:
        if self._unlinked is not None:
            self._unlinked.append((member, count))
            return
        known = self._counts.get(member, ())
        self._counts[member] = (*known, count)
        post_link(self, count, known)

    def link_turns(self, member: str, turns: Turns) -> None:
        if not self.open_dates:
            self._link(member, turns)
