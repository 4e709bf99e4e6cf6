"""A program as rows: seats, tours and ships, their dates, and what requirements demand of them.

The parts of `SeatModel` (`candidates`, `no_overlap`, `usage`, ...) write their rows through this.
`AtDates` is the same model on one choice of dates.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from seatplan.engine.model.day_literals import shares_of
from seatplan.engine.model.open_dates import OpenDates, OpenIndex, setting
from seatplan.engine.model.variables import Candidates, Traffic
from seatplan.engine.rows.active_requirements import TRUE, ActiveRequirements
from seatplan.engine.rows.row_model import RowModel
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Rule
from seatplan.modelling import (
    Event,
    LinearConstraint,
    LinearExpr,
    PortChange,
    PortVariable,
    SeatVariable,
    SpacecraftVariable,
    TourVariable,
    Variable,
    may_be,
)
from seatplan.modelling.linear import must_be_constraints
from seatplan.plan import Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import ONE_PLACE

PATIENCE = 10_000
"""From this many variables, a patient model defers expensive requirements.

Measured in docs/decisions/0012.
"""


class ProgramModel(RowModel, ABC):
    """The requirements of a program, as rows.

    Attributes:
        source: the program.
        program, lookup: on some of its possible dates, if dates are open.
        own_lookup: of the program on its own dates.
        as_of, reference: the day and the plan that were given.
        active: which requirements hold, and under which literal.
        among: by flight, the only members who may go up on it; anyone if None.
        dates: the days of each flight.
        lazy_rows: requirements that are posted only once a plan breaks them, with their rules.
        separated: the numbers of the lazy rows posted so far, by requirement.
        exclusive_rows: by member, the rows that keep the member from being in two places at once.
        owned_rows: those of them that have an owner (`usage.py`).
        candidates: the seats and tours that may be taken.
        traffic: the ports that ships may be at, and the spacecraft that may make flights.
        rests: by member, the days of rest that requirements demand between tours.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan | None,
        as_of: date | None,
        active: ActiveRequirements,
        among: Mapping[str, frozenset[str]] | None,
        *,
        patient: bool,
        pulse: Callable[[], None] | None,
    ) -> None:
        super().__init__(pulse)
        made = setting(program, plan, as_of)
        self.source = program
        self.program: Program = made.base
        self.lookup: ProgramIndex = OpenIndex(made) if made.is_open else ProgramIndex(made.base)
        self.own_lookup: ProgramIndex = (
            self.lookup if made.base is program else ProgramIndex(program)
        )
        self.as_of = as_of
        self.reference = plan
        self.active = active
        self.among = among
        self._costs: list[LinearExpr] = []
        self.lazy_rows: dict[str, Rule] = {}
        self.separated: dict[str, list[int]] = {}
        self.exclusive_rows: dict[str, list[int]] = {}
        self.owned_rows: set[int] = set()
        self.candidates: Candidates = Candidates()
        self.traffic: Traffic = Traffic()
        self.rests: dict[str, list[tuple[Requirement, int]]] = {}
        self.active.draw_from(self.literal)
        self.dates: OpenDates = OpenDates(self, self.lookup, made)
        self._patient = patient and (active.all or active.assumes)
        self._due: frozenset[str] | None = None
        self._scored = any(isinstance(goal, KeepRules) for goal in program.named_goals)

    # The cost of breaking soft rules

    @property
    def penalty(self) -> LinearExpr:
        """The cost of breaking soft rules."""
        if len(self._costs) != 1:  # a hundred thousand costs are added up once, not one by one
            self._costs = [LinearExpr.total(self._costs)]
        return self._costs[0]

    def charge(self, cost: LinearExpr) -> None:
        """Adds a cost of breaking a soft rule."""
        if cost.variables:
            self._costs.append(cost)

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

    @abstractmethod
    def port_changes(self, flight: Flight) -> Sequence[PortChange]: ...

    def spacecraft_variables(self, flight: Flight) -> Sequence[SpacecraftVariable]:
        return self.traffic.spacecraft.get(flight.id, ())

    @abstractmethod
    def carries(self, flight: Flight, leg: Leg) -> Variable: ...

    def span(self, expression: LinearExpr) -> tuple[int, int]:
        """As `range`, but with no more members in a role than it has seats.

        A seat that must be taken is taken.
        """
        factors: dict[Variable, int] = {}
        for variable, factor in zip(expression.variables, expression.factors, strict=True):
            factors[variable] = factors.get(variable, 0) + factor
        seats: dict[tuple[str, Leg, str], list[int]] = {}
        low, high = expression.constant, expression.constant
        for variable, factor in factors.items():
            seat = self.candidates.seat_of.get(variable)
            if seat is not None:
                seats.setdefault(seat, []).append(factor)
            else:
                least, most = sorted((factor * self._low[variable], factor * self._high[variable]))
                low, high = low + least, high + most
        for seat, worth in seats.items():
            flight, leg, role = seat
            count = self.lookup.seats(self.lookup.flights[flight])[role].count
            others = self.candidates.counts[seat] - len(worth)
            if leg != "up" or not self._is_filled(flight, role):
                others = count  # any number of seats may stay empty
            worth += [0] * min(others, count)
            worth.sort()
            low += sum(worth[:count])
            high += sum(worth[-count:])
        return low, high

    def certain_range(self, expression: LinearExpr) -> tuple[int, int]:
        # A law about seats may be given up, and then there may be more people than seats.
        return self.span(expression) if self.active.all else self.range(expression)

    def _is_filled(self, flight: str, role: str) -> bool:
        """Whether all seats of a role are certainly taken on the way up."""
        here = self.lookup.flights[flight]
        optional = self.lookup.seats(here)[role].optional
        return self.active.all and not optional and not self.past(here.launch)

    # Facts of every plan

    def past(self, day: date) -> bool:
        return self.as_of is not None and day < self.as_of

    def one_at_a_time(self, member: CrewMember) -> bool:
        if self.active.all:
            return True
        return self.active.guard(ONE_PLACE.requirement(self.lookup, member)) == TRUE

    def is_certain(self, requirement: Requirement) -> bool:
        return self.active.all or self.active.guard(requirement) == TRUE

    def may_hold(self, requirement: Requirement) -> bool:
        return self.active.all or not self.active.given_up(requirement)

    # Open dates

    @property
    def open_dates(self) -> bool:
        return self.dates.is_open

    def days_of(self, event: Event) -> Sequence[tuple[date, Variable]]:
        return self.dates[event].days

    def on_launch_days(self, flight: Flight) -> Sequence[Flight]:
        return self.dates.on_launch_days(flight)

    def on_days(self, event: Event, picked: Callable[[date], bool]) -> LinearExpr:
        return self.dates[event].on(picked)

    def by(self, event: Event, day: date) -> LinearExpr:
        return self.dates[event].before(day.toordinal() + 1)

    def after(self, event: Event, day: date) -> LinearExpr:
        return self.dates[event].since(day.toordinal() + 1)

    def later(self, first: Event, second: Event, days: int) -> LinearExpr:
        return self.dates.later(first, second, days)

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

    def wanted(self, rule: Rule, requirement: Requirement) -> bool:
        if self._due is not None:
            return requirement.id in self._due
        if not self._patient or rule.weight is not None or self.size < PATIENCE:
            return True
        self.lazy_rows[requirement.id] = rule
        return False

    # Constraints

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None:
        """Demands that a member makes at most one of these tours."""
        self.at_most_one(tours, given=given)
        if given == TRUE:
            self.exclusive_rows.setdefault(member, []).append(len(self.rows) - 1)

    def rest(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        self.rests.setdefault(member.id, []).append((requirement, days))

    def require(
        self,
        rule: Rule | None,
        requirement: Requirement,
        *constraints: LinearConstraint,
        settled: date | None,
        times: int = 1,
        scale: int = 1,
        weight: int | None = None,
    ) -> None:
        must_be_constraints(constraints)
        weight = rule.weight if rule is not None else weight
        pairs = [(side, one.given) for one in constraints for side in one.excesses()]
        before, self.rows.about = self.rows.about, (requirement.id,)
        if weight is None and requirement.id in self.active.measured:
            self.charge(self._broken(pairs, scale, times))
        elif weight is None:
            guard = self.active.guard(requirement)
            if guard is not None and not (settled is not None and self.past(settled)):
                begin = len(self.rows)
                for side, given in pairs:
                    self._at_most_zero(side, given, guard)
                if self._due is not None:
                    new = range(begin, len(self.rows))
                    self.separated.setdefault(requirement.id, []).extend(new)
        elif self._scored:
            self.charge(self._broken(pairs, scale, weight * times))
        self.rows.about = before

    def _broken(
        self, pairs: Sequence[tuple[LinearExpr, Variable]], scale: int, weight: int
    ) -> LinearExpr:
        """A variable for the amount by which a soft requirement is missed, times its weight."""
        most = max((-(-self.range(side)[1] // scale) for side, _ in pairs), default=0)
        if most <= 0:
            return LinearExpr()
        amount = self.literal() if most == 1 else self.number(0, most)
        for side, given in pairs:
            self._at_most_zero(side - LinearExpr([amount], scale), given)
        return LinearExpr([amount], weight)

    def _at_most_zero(self, side: LinearExpr, given: Variable, guard: Variable = TRUE) -> None:
        """Folds `given` into the sum, which is tighter than a condition on the sum."""
        high = self.range(side)[1]
        if high <= 0:
            return
        if given != TRUE:
            side = side + LinearExpr([given], high) - high
        self.add_linear(side, None, 0, given=guard)
