"""The protocol of a model, as rules and goals see it while it is built."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from seatplan.kinds import Rule
from seatplan.modelling.linear import LinearConstraint, LinearExpr, Variable
from seatplan.modelling.variables import (
    Event,
    PortChange,
    PortVariable,
    SeatVariable,
    SpacecraftVariable,
    TourVariable,
    Turns,
)
from seatplan.plan import Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement


class Model(Protocol):
    """A model while it is built."""

    @property
    def program(self) -> Program: ...
    @property
    def lookup(self) -> ProgramIndex: ...
    @property
    def own_lookup(self) -> ProgramIndex:
        """The program on its own dates, which may differ from those of the model."""

    @property
    def as_of(self) -> date | None: ...
    @property
    def reference(self) -> Plan | None:
        """The plan that `least-change` compares with."""

    @property
    def penalty(self) -> LinearExpr:
        """The weighted violations of all soft rules so far."""

    def seat_variables(self, flight: Flight, leg: Leg) -> Sequence[SeatVariable]:
        """Every seat that a member may have on a leg of a flight."""

    def tours_up(self, flight: Flight) -> Sequence[TourVariable]:
        """Every tour that a member may make that goes up on a flight."""

    @property
    def tours(self) -> Sequence[TourVariable]:
        """Every tour that a member may make, by launch."""

    def tours_of(self, member: str) -> Sequence[TourVariable]:
        """Every tour that this member may make, by launch."""

    def most_tours(self, member: CrewMember) -> int:
        """The largest number of tours that the member can make."""

    def rest_days(self, member: CrewMember) -> int:
        """The days that certainly lie between a landing of the member and the next launch.

        It applies if neither of the two is past, and is 0 if dates are open."""

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        """A literal that is true if anyone is on a leg; it can also be true if no one is."""

    def port_variables(self, flight: Flight) -> Sequence[PortVariable]:
        """Every port at which a ship may be, by days; none if the ship needs no port."""

    def port_changes(self, flight: Flight) -> Sequence[PortChange]:
        """Every change of port that a flight may make, including past ones."""

    def spacecraft_variables(self, flight: Flight) -> Sequence[SpacecraftVariable]:
        """Every spacecraft that may make a flight; none if none is named or listed for it."""

    def past(self, day: date) -> bool:
        """Whether a day is before `as_of`."""

    @property
    def open_dates(self) -> bool:
        """Whether any launch or landing has several possible days.

        If it is False, `flight.launch` and `flight.landing` are the days. If it is True, they are
        just one of the possible days; then `constrain` of a rule that supports open dates
        (`Rule.for_open_dates`) is called on this model, and that of any other rule on a separate
        model for each choice of dates.
        """

    def days_of(self, event: Event) -> Sequence[tuple[date, Variable]]:
        """The possible days of an event, each with a literal; exactly one literal is true.

        If there is only one day, its literal is `ALWAYS`.
        """

    def on_launch_days(self, flight: Flight) -> Sequence[Flight]:
        """The flight with each of its possible launch days, in order."""

    def on_days(self, event: Event, picked: Callable[[date], bool]) -> LinearExpr:
        """1 if the event is on one of the picked days, else 0."""

    def by(self, event: Event, day: date) -> LinearExpr:
        """1 if the event is on this day or earlier, else 0."""

    def after(self, event: Event, day: date) -> LinearExpr:
        """1 if the event is later than this day, else 0."""

    def later(self, first: Event, second: Event, days: int) -> LinearExpr:
        """1 only if the second event is at least this many days after the first.

        It can be 0 even if the event is that late, so use it only where a larger value allows more.
        The opposite condition is `later(second, first, 1 - days)`.
        """

    def split(self, expression: LinearExpr, cases: Sequence[LinearExpr]) -> Sequence[LinearExpr]:
        """For each case, an expression with the value of `expression` if the case holds, else 0.

        Args:
            expression: an expression whose value is never negative.
            cases: expressions that are 0 or 1; exactly one of them is 1.
        """

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
        """Require constraints, in the name of a requirement.

        The violation is the largest amount by which a constraint is missed, in the unit of its
        expression, divided by `scale` and rounded up, times `times`; 0 if all hold. A hard
        requirement allows none; a soft one adds its violation to the penalty at its weight.

        Args:
            rule: the rule that the requirement belongs to; None for a law, which is hard unless
                `weight` is given.
            requirement: the requirement, with the same id and message as in the check.
            constraints: such as `taken >= self.min`, or `(held >= 1).where(carries)`.
            settled: the last day on which the requirement can be influenced: a hard requirement is
                waived if that day is before `as_of`. None if it is never waived.
            times: the factor of the violation, such as the number of days of a stretch.
            scale: the divisor of the violation, which is applied before `times`.
            weight: the weight of a wish, which belongs to no rule.
        """

    def one_at_a_time(self, member: CrewMember) -> bool:
        """Whether the member's tours certainly do not overlap."""

    def is_certain(self, requirement: Requirement) -> bool:
        """Whether a hard requirement is certainly kept, if the past does not waive it."""

    def may_hold(self, requirement: Requirement) -> bool:
        """Whether a hard requirement may be in force, in a model of only some of them.

        A rule may call this before it makes many literals that a requirement alone needs.
        """

    def wanted(self, rule: Rule, requirement: Requirement) -> bool:
        """Whether a requirement that needs many literals and is seldom binding must be posted now.

        A rule can call this before it posts such a requirement. If the answer is no, the
        requirement is posted as soon as a plan breaks it: then `constrain` is called again, and the
        answer is yes.
        """

    def literal(self) -> Variable:
        """Create a literal."""

    def number(self, low: int, high: int) -> Variable:
        """Create an integer variable with this range."""

    def add(self, constraint: LinearConstraint) -> None:
        """Add a constraint that always holds, whatever is given up: for auxiliary variables."""

    def range(self, expression: LinearExpr) -> tuple[int, int]:
        """Bounds of an expression, from the bounds of each variable."""

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        """Replace a long sum by one integer variable that equals it."""

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        """Require that a literal is true only if one of these literals is."""

    def any_of(self, literals: Iterable[Variable], *, most: int | None = None) -> Variable:
        """A literal that is true if one of these is; it can also be true if none is.

        If certainly at most `most` of them are true, a single row replaces one row for each.
        """

    def people(self, tours: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        """The number of members who make at least one of these tours, or who are in `certain`.

        The expression can be larger than that number, never smaller. If a goal consists only of
        this expression, the engine tries it value by value, which proves the best value far sooner.
        """

    def link_turns(self, member: str, turns: Turns) -> None:
        """Register how a rule or a goal counts a member's tours, for rows that link several."""

    def rest(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        """Require this many days between each landing of the member and the next launch.

        They are counted from the landing to the launch, or to the start of training if `days` is 0.
        """
