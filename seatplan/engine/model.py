"""The model: rows over variables behind the protocol that rules and goals know.

No solver here. CP-SAT is filled from the rows on first use (`cpsat.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from seatplan.engine.active_requirements import TRUE, ActiveRequirements
from seatplan.engine.backups import post_backups
from seatplan.engine.by_dates import ByDates
from seatplan.engine.candidates import Candidates, make_candidates
from seatplan.engine.gc_pause import uncollected
from seatplan.engine.no_overlap import NoOverlap
from seatplan.engine.open_dates import OpenDates, OpenIndex, setting
from seatplan.engine.open_overlap import post_open
from seatplan.engine.overflow import counted, must_count
from seatplan.engine.owned_cliques import OwnedCliques
from seatplan.engine.products import Key, split
from seatplan.engine.rows import Form, Rows, Whole
from seatplan.engine.traffic import Traffic, TrafficChoices, make_traffic, settled_traffic
from seatplan.engine.usage import Usage, count_usage
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal, Rule
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
)
from seatplan.plan import Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Requirement
from seatplan.structure import LAWS, ONE_PLACE, PLACES, RETURN, Law
from seatplan.structure.backups import asks_on_some_days

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from seatplan.engine.cpsat import CpSat

PATIENCE = 10_000
"""From this many variables on a patient model puts dear requirements off."""


class SeatModel:
    """A program as rows; keeps the protocol `seatplan.modelling.Model`.

    Variables are numbers from 0 on; number 0 is the constant 1.

    Attributes:
        active: which requirements hold, and under which literal.
        among: by flight, the only members who may go up on it; anyone if None.
        traffic: the ports that ships may be at, and the spacecraft that may make flights.
        choices: what they are, where that was settled before.
        lazy_rows: requirements that are not posted until a plan breaks them, and whose they are.
        rows: what is demanded, as rows.
        separated: the numbers of the rows that were lazy and are posted now, by requirement.
        usages: what has been counted by `people`.
        owned_cliques: the rows by which no one is in two places at once.
    """

    def __init__(
        self,
        program: Program,
        *,
        plan: Plan | None = None,
        as_of: date | None = None,
        active: ActiveRequirements | None = None,
        among: Mapping[str, frozenset[str]] | None = None,
        patient: bool = False,
        traffic: TrafficChoices | None = None,
        only_traffic: bool = False,
        pulse: Callable[[], None] | None = None,
    ) -> None:
        """Builds the model.

        Args:
            program, plan, as_of: what is solved.
            active: which requirements hold.
            among: by flight, the only members who may go up on it.
            patient: whether dear requirements wait until a plan breaks them.
            traffic: ports and spacecraft, where they are chosen already.
            only_traffic: without the people, and all that is about them.
            pulse: called now and then; it may raise what ends the building.
        """
        self._pulse = pulse
        made = setting(program, plan, as_of)
        self.source = program
        self.program = made.base
        self.lookup = OpenIndex(made) if made.is_open else ProgramIndex(made.base)
        self.own_lookup = self.lookup if made.base is program else ProgramIndex(program)
        self.as_of = as_of
        self.reference = plan
        self.active = active if active is not None else ActiveRequirements()
        self.among = among
        self.lazy_rows: dict[str, Rule] = {}
        self.usages: list[Usage] = []
        self._patient = patient and self.active.all
        self.separated: dict[str, list[int]] = {}
        self._due: frozenset[str] | None = None
        self._cpsat: CpSat | None = None
        self.rows = Rows()
        self._low = [1]
        self._high = [1]
        self.penalty = LinearExpr()
        self._carries: dict[tuple[str, Leg], Variable] = {}
        self.active.draw_from(self.literal)
        self._no_overlap = NoOverlap()
        self.owned_cliques = OwnedCliques()
        self._scored = any(isinstance(goal, KeepRules) for goal in program.named_goals)
        self.candidates = Candidates()
        self.cases: dict[tuple[Key, Key], LinearExpr] = {}
        self._both: dict[tuple[Variable, Variable], Variable] = {}
        self.splits: set[tuple[Key, ...]] = set()
        self.dates = OpenDates(self, made)
        self.by_dates = ByDates(self)
        self.traffic = Traffic()
        self.choices = traffic
        self._only_traffic = only_traffic
        with uncollected(len(program.flights) * len(program.crew)):
            self._build()

    def _build(self) -> None:
        self.rows.about = (RETURN.id,)
        if not self._only_traffic:
            self.candidates = make_candidates(self)
        if self.choices is None:
            self.traffic = make_traffic(self)
        else:
            self.traffic = settled_traffic(self, self.choices)
        for law in LAWS:
            if not self._posts(law, hard=True):
                continue
            self.rows.about = (law.id,)
            if not self.open_dates or law.for_open_dates:
                law.constrain(self)
            else:
                self.by_dates.add(law)
        if self.open_dates and any(map(asks_on_some_days, self.program.rules)):
            self.by_dates.add(PLACES)
        for rule in self.program.named_rules:
            hard = rule.weight is None
            if (hard or self._scored) and self._posts(rule, hard=hard):
                if not self.open_dates or rule.for_open_dates(self):
                    self._constrain(rule)
                else:
                    self.by_dates.add(rule)
        if not self._only_traffic:
            self.rows.about = (PLACES.id,)
            post_backups(self)
        self.rows.about = (ONE_PLACE.id,)
        if self.open_dates:
            post_open(self, self._no_overlap)
        else:
            self._no_overlap.post(self)
        self.rows.about = ()

    def _constrain(self, rule: Rule) -> None:
        self.rows.about = (rule.name,)
        with counted(rule):
            rule.constrain(self)

    def _posts(self, whose: Law | Rule, *, hard: bool) -> bool:
        """Whether a law or a rule is posted here: settled ships keep those of ships."""
        if whose.of_traffic:
            return self.choices is None or not hard
        return not self._only_traffic

    def separate(self, requirements: Iterable[str]) -> None:
        """Posts these of the requirements that were put off."""
        self._due = frozenset(requirements)
        rules = {id(self.lazy_rows[one]): self.lazy_rows.pop(one) for one in sorted(self._due)}
        for rule in rules.values():
            self._constrain(rule)
        self._due, self.rows.about = None, ()

    def wanted(self, rule: Rule, requirement: Requirement) -> bool:
        if self._due is not None:
            return requirement.id in self._due
        if not self._patient or rule.weight is not None or self.size < PATIENCE:
            return True
        self.lazy_rows[requirement.id] = rule
        return False

    @property
    def puts_off(self) -> bool:
        """Whether a plan of what is posted may break, or be worth less than, what is not."""
        return bool(self.lazy_rows) or self.by_dates.any

    # What there is

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
        return self.traffic.changes(self, flight)

    def spacecraft_variables(self, flight: Flight) -> Sequence[SpacecraftVariable]:
        return self.traffic.spacecraft.get(flight.id, ())

    def past(self, day: date) -> bool:
        return self.as_of is not None and day < self.as_of

    def one_at_a_time(self, member: CrewMember) -> bool:
        if self.active.all:
            return True
        return self.active.guard(ONE_PLACE.requirement(self.lookup, member)) == TRUE

    def is_certain(self, requirement: Requirement) -> bool:
        return self.active.all or self.active.guard(requirement) == TRUE

    def most_tours(self, member: CrewMember) -> int:
        # The most intervals that do not overlap, the one that ends first taken first.
        ways = self.tours_of(member.id)
        if not self.one_at_a_time(member):
            return len(ways)
        rest = self._no_overlap.hard_days(self, member.id)
        # What is past has been flown, however close; of the rest the most that do not overlap.
        count = sum(way.literal == TRUE for way in ways)
        free = 0
        for landing, launch in self._surely(ways):
            if launch >= landing + rest:  # it may be over in no time
                count += 1
            elif launch >= free:
                count += 1
                free = landing + rest
        return count

    def _surely(self, ways: Sequence[TourVariable]) -> Iterable[tuple[int, int]]:
        """The first landing and the last launch of each tour to come, as ordinals, in order."""
        pairs = dict.fromkeys((way.up.id, way.down.id) for way in ways if way.literal != TRUE)
        return sorted(
            (
                self.dates.range((down, "down"))[0].toordinal(),
                self.dates.range((up, "up"))[1].toordinal(),
            )
            for up, down in pairs
        )

    # Open dates

    @property
    def open_dates(self) -> bool:
        return self.dates.is_open

    def days_of(self, event: Event) -> Sequence[tuple[date, Variable]]:
        return self.dates.days(event)

    def on_launch_days(self, flight: Flight) -> Sequence[Flight]:
        return self.dates.on_launch_days(flight)

    def on_days(self, event: Event, picked: Callable[[date], bool]) -> LinearExpr:
        return self.dates.on(event, picked)

    def by(self, event: Event, day: date) -> LinearExpr:
        return self.dates.before(event, day.toordinal() + 1)

    def after(self, event: Event, day: date) -> LinearExpr:
        return self.dates.since(event, day.toordinal() + 1)

    def later(self, first: Event, second: Event, days: int) -> LinearExpr:
        return self.dates.later(first, second, days)

    def split(self, expression: LinearExpr, cases: Sequence[LinearExpr]) -> Sequence[LinearExpr]:
        return split(self, expression, cases)

    def worth(self, goal: Goal) -> LinearExpr:
        """The goal's expression; where it does not know of open dates, a variable of its own."""
        if not self.open_dates or goal.for_open_dates(self):
            return goal.expression(self)
        return self.by_dates.value_of(goal)

    # New variables

    @property
    def size(self) -> int:
        """How many variables there are."""
        return len(self._low)

    def literal(self) -> Variable:
        return self._enter(0, 1)

    def number(self, low: int, high: int) -> Variable:
        """A new whole number in that range."""
        must_count(low, high)
        return self._enter(low, high)

    def _enter(self, low: int, high: int) -> Variable:
        if self._pulse is not None:
            self._pulse()
        self._low.append(low)
        self._high.append(high)
        return len(self._low) - 1

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        if len(expression.variables) < 2:
            return expression
        low, high = self.range(expression)
        variable = self.number(low, high)
        self.add_linear(expression - LinearExpr([variable]), 0, 0)
        return LinearExpr([variable])

    def any_of(self, literals: Iterable[Variable], *, most: int | None = None) -> Variable:
        literals = list(dict.fromkeys(literals))
        if TRUE in literals:
            return TRUE
        if len(literals) == 1:
            return literals[0]
        some = self.literal()
        self._follows(literals, some, most)
        return some

    def _follows(self, literals: Sequence[Variable], some: Variable, most: int | None) -> None:
        """Demands `some` where one of these is true; one row where at most `most` of them are."""
        if most is None:
            for literal in literals:
                self.implies(literal, some)
        else:
            self.add_linear(
                LinearExpr(literals) - LinearExpr([some], min(most, len(literals))), None, 0
            )

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        key = (flight.id, leg)
        if key not in self._carries:
            self._carries[key] = (
                TRUE if self._surely_carries(flight, leg) else self._someone(flight, leg)
            )
        return self._carries[key]

    def _someone(self, flight: Flight, leg: Leg) -> Variable:
        """True if anyone is on that leg: one row for each role, with the number of its seats."""
        roles: dict[str, list[Variable]] = {}
        for place in self.seat_variables(flight, leg):
            roles.setdefault(place.role, []).append(place.literal)
        if any(TRUE in literals for literals in roles.values()):
            return TRUE
        if self.past(leg_day(flight, leg)) or sum(map(len, roles.values())) < 2:
            return self.any_of(one for literals in roles.values() for one in literals)
        some = self.literal()
        seats = self.lookup.seats(flight)
        for role, literals in roles.items():
            self._follows(literals, some, seats[role].count)
        return some

    def _surely_carries(self, flight: Flight, leg: Leg) -> bool:
        if leg == "down":
            # Those who went up have no other way home.
            return self.lookup.ways_home(flight) == (flight,) and self._surely_carries(flight, "up")
        seats = self.lookup.seats(flight).values()
        return self._must_be_full(flight) and not all(seat.optional for seat in seats)

    def _must_be_full(self, flight: Flight) -> bool:
        """Whether each seat that is not optional is beyond question taken on the way up."""
        return flight.ascent == "crewed" and not self.past(flight.launch) and self.active.all

    def people(self, ways: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        self.usages.append(count_usage(self, ways, certain))
        return self.usages[-1].total

    # Trials

    def on_trial(self) -> Callable[[], None]:
        """Begins a trial; what comes back ends it, and all that was posted since is forgotten.

        Who does not call it keeps what was posted.
        """
        cpsat, size, rows, penalty = self._filled(), self.size, len(self.rows), self.penalty
        lazy_rows, carries = dict(self.lazy_rows), dict(self._carries)
        separated = dict(self.separated)
        cases, splits, both = dict(self.cases), set(self.splits), dict(self._both)
        self._cpsat = cpsat.copy()
        forget_dates = self.dates.on_trial()

        def forget() -> None:
            self.cases, self.splits, self._both = cases, splits, both
            forget_dates()
            self._cpsat, self.penalty, self.separated = cpsat, penalty, separated
            self.lazy_rows, self._carries = lazy_rows, carries
            self.rows.forget(rows)
            for entries in (self._low, self._high):
                del entries[size:]

        return forget

    # CP-SAT

    def _filled(self) -> CpSat:
        """CP-SAT with all that there is so far; it loads when it is first needed."""
        if self._cpsat is None:
            from seatplan.engine.cpsat import CpSat

            self._cpsat = CpSat()
        self._cpsat.fill(self.rows, self._low, self._high, self._pulse)
        return self._cpsat

    @property
    def cp(self) -> cp_model.CpModel:
        """CP-SAT's own model. What is added to it by hand is no row."""
        return self._filled().cp

    @property
    def variables(self) -> Sequence[cp_model.IntVar]:
        """CP-SAT's own variables, by number."""
        return self._filled().variables

    def linear(self, expression: LinearExpr) -> cp_model.LinearExprT:
        """The expression as CP-SAT's own."""
        return self._filled().linear(expression)

    def seats_taken(self, flight: Flight) -> tuple[int, int]:
        """How many seats are taken on the way up, at least and at most."""
        seats = self.lookup.seats(flight).values()
        most = sum(seat.count for seat in seats)
        if not self._must_be_full(flight):
            return 0, most
        return sum(seat.count for seat in seats if not seat.optional), most

    # Constraints

    def range(self, expression: LinearExpr) -> tuple[int, int]:
        """The least and the most that an expression can be, each variable taken alone."""
        low = high = expression.constant
        if not expression.variables:
            return low, high
        # Most sums are long and all of one sign: no loop in Python for them.
        if min(expression.factors) > 0 or max(expression.factors) < 0:
            factors, variables = expression.factors, expression.variables
            one = sum(map(mul, factors, map(self._low.__getitem__, variables)))
            other = sum(map(mul, factors, map(self._high.__getitem__, variables)))
            return low + min(one, other), high + max(one, other)
        for variable, factor in zip(expression.variables, expression.factors, strict=True):
            if factor > 0:
                low += factor * self._low[variable]
                high += factor * self._high[variable]
            else:
                low += factor * self._high[variable]
                high += factor * self._low[variable]
        return low, high

    def ranges(self) -> tuple[Whole, Whole]:
        """The least and the most that each variable can be."""
        return np.array(self._low, dtype=np.int64), np.array(self._high, dtype=np.int64)

    def span(self, expression: LinearExpr) -> tuple[int, int]:
        """As `range`, but of the places of one role only as many as it has seats are taken."""
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
        for (flight, _, role), worth in seats.items():
            count = self.lookup.seats(self.lookup.flights[flight])[role].count
            worth.sort()
            low += sum(min(one, 0) for one in worth[:count])
            high += sum(max(one, 0) for one in worth[-count:])
        return low, high

    def value(self, expression: LinearExpr, solution: Sequence[int]) -> int:
        """What an expression comes to in a solution."""
        pairs = zip(expression.variables, expression.factors, strict=True)
        return expression.constant + sum(factor * solution[at] for at, factor in pairs)

    def implies(self, literal: Variable, other: Variable) -> None:
        """Demands `other` where `literal` is true."""
        self.rows.add((literal, other), (-1, 1), 0, None, form=Form.IMPLIES)

    def add(self, constraint: LinearConstraint) -> None:
        self.add_linear(
            constraint.expression, constraint.least, constraint.most, given=constraint.given
        )

    def add_linear(
        self,
        expression: LinearExpr,
        least: int | None,
        most: int | None,
        *,
        given: Variable = TRUE,
    ) -> None:
        """Demands that an expression lies in a range, where `given` is true."""
        if self._pulse is not None:
            self._pulse()
        low, high = self.range(expression)
        floor = low if least is None else least
        ceiling = high if most is None else most
        if floor <= low and high <= ceiling:
            return
        if floor > min(high, ceiling) or ceiling < low:
            self.rows.add((), (), 1, None, guard=given)  # it cannot be
            return
        must_count(low - expression.constant, high - expression.constant)
        self.rows.add(
            expression.variables,
            expression.factors,
            None if floor <= low else floor - expression.constant,
            None if high <= ceiling else ceiling - expression.constant,
            guard=given,
        )

    def both(self, one: Variable, other: Variable) -> Variable:
        """A literal that is true where both of these are; it may be true without."""
        if TRUE in (one, other) or one == other:
            return max(one, other)
        key = (min(one, other), max(one, other))
        if key not in self._both:
            self._both[key] = self.literal()
            self.clause([self._both[key]], key)
        return self._both[key]

    def exactly_one(self, literals: Sequence[Variable]) -> None:
        """Demands that one of these is true, and no other."""
        self.rows.add(literals, None, 1, 1)

    def clause(self, literals: Sequence[Variable], others: Sequence[Variable] = ()) -> None:
        """Demands that one of these is true, or one of the others is false."""
        factors = [*[1] * len(literals), *[-1] * len(others)]
        self.rows.add([*literals, *others], factors, 1 - len(others), None)

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        """A clause, which stays out of the linear program where `add_linear` would go into it."""
        if TRUE not in literals:
            factors = (-1, *[1] * len(literals))
            self.rows.add((literal, *literals), factors, 0, None, form=Form.CLAUSE)

    def at_most_one(self, literals: Sequence[Variable], *, given: Variable = TRUE) -> None:
        """Demands that no two of these are true."""
        if given == TRUE:
            self.rows.add(literals, None, None, 1, form=Form.AT_MOST_ONE)
        else:
            self.add_linear(LinearExpr(literals), None, 1, given=given)

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None:
        """Demands that a member makes at most one of these tours."""
        self.at_most_one(tours, given=given)
        if given == TRUE:
            self.owned_cliques.enter(member, len(self.rows) - 1)

    def own(self, rows: Sequence[int], owners: Sequence[Variable]) -> None:
        """Makes of "at most one of these" that it is none where the owner is false, row by row."""
        self.rows.own(rows, owners)
        if self._cpsat is not None:
            self._cpsat.own(rows, owners)

    def at_most_one_of(self, owner: Variable, literals: Iterable[Variable]) -> None:
        """Demands at most one of these where `owner` is true, and else none."""
        if self._pulse is not None:
            self._pulse()
        literals = list(literals)
        factors = (-1, *[1] * len(literals))
        self.rows.add((owner, *literals), factors, None, 0, form=Form.AT_MOST_ONE_OWNED)

    def exactly_one_of(
        self, owner: Variable, literals: Iterable[Variable], instead_of: int | None = None
    ) -> None:
        """Demands that one of these is true where `owner` is, and none where it is false.

        For the solver it may replace a weaker row.
        """
        if self._pulse is not None:
            self._pulse()
        if instead_of is not None:
            self._filled().drop(instead_of)
        literals = list(literals)
        factors = (-1, *[1] * len(literals))
        self.rows.add((owner, *literals), factors, 0, 0, form=Form.EXACTLY_ONE_OWNED)

    def forbid(self, literal: Variable, *, given: Variable = TRUE) -> None:
        """Demands that a literal is false."""
        if given == TRUE:
            self.add_linear(LinearExpr([literal]), None, 0)
        else:
            self.rows.add((given, literal), None, None, 1, form=Form.EXCLUDES)

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
        weight = rule.weight if rule is not None else weight
        broken = self.demand(
            requirement, constraints, settled=settled, times=times, scale=scale, weight=weight
        )
        if broken.variables:
            self.penalty = LinearExpr.total((self.penalty, broken))

    def demand(
        self,
        requirement: Requirement,
        constraints: Sequence[LinearConstraint],
        *,
        settled: date | None,
        times: int,
        scale: int,
        weight: int | None,
        also: Variable = TRUE,
    ) -> LinearExpr:
        """As `require`, where `also` is true; what a soft one adds to the penalty comes back."""
        pairs = [(side, one.given) for one in constraints for side in one.excesses()]
        before, self.rows.about = self.rows.about, (requirement.id,)
        broken = LinearExpr()
        if weight is None and requirement.id in self.active.measured:
            broken = self._broken(pairs, scale, times, also)
        elif weight is None:
            guard = self.active.guard(requirement)
            if guard is not None and not (settled is not None and self.past(settled)):
                begin = len(self.rows)
                for side, given in pairs:
                    self._at_most_zero(side, given, self.both(guard, also))
                if self._due is not None:
                    new = range(begin, len(self.rows))
                    self.separated.setdefault(requirement.id, []).extend(new)
        elif self._scored:
            broken = self._broken(pairs, scale, weight * times, also)
        self.rows.about = before
        return broken

    def _broken(
        self,
        pairs: Sequence[tuple[LinearExpr, Variable]],
        scale: int,
        weight: int,
        also: Variable,
    ) -> LinearExpr:
        """A variable for the amount of what a soft requirement lacks, times its weight."""
        most = max((-(-self.range(side)[1] // scale) for side, _ in pairs), default=0)
        if most <= 0:
            return LinearExpr()
        amount = self.literal() if most == 1 else self.number(0, most)
        for side, given in pairs:
            self._at_most_zero(side - LinearExpr([amount], scale), given, also)
        return LinearExpr([amount], weight)

    def _at_most_zero(self, side: LinearExpr, given: Variable, guard: Variable) -> None:
        """`given` is folded into the sum, which is tighter than a condition on it."""
        high = self.range(side)[1]
        if high <= 0:
            return
        if given != TRUE:
            side = side + LinearExpr([given], high) - high
        self.add_linear(side, None, 0, given=guard)

    def rest(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        self._no_overlap.add(requirement, member, days)
