"""The model, as rules and goals see it while it is built."""

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
        """The program on its own dates, where those of the model may be others."""

    @property
    def as_of(self) -> date | None: ...
    @property
    def reference(self) -> Plan | None:
        """The plan that `least-change` compares with."""

    @property
    def penalty(self) -> LinearExpr:
        """The weighted violations of all soft rules so far."""

    def seat_variables(self, flight: Flight, leg: Leg) -> Sequence[SeatVariable]:
        """Every seat that someone may have on that leg."""

    def tours_up(self, flight: Flight) -> Sequence[TourVariable]:
        """Every tour that someone may make who goes up on that flight."""

    @property
    def tours(self) -> Sequence[TourVariable]:
        """Every tour that someone may make, by launch."""

    def tours_of(self, member: str) -> Sequence[TourVariable]:
        """Every tour that the member may make, by launch."""

    def most_tours(self, member: CrewMember) -> int:
        """How many tours the member can make at most."""

    def rest_days(self, member: CrewMember) -> int:
        """How many days at least, beyond question, lie between a landing of the member and the
        next launch, neither of which is past; 0 where dates are open."""

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        """A literal that is true if anyone is on that leg; it may be true without."""

    def port_variables(self, flight: Flight) -> Sequence[PortVariable]:
        """Every port that a ship may be at, by days; none where it needs no port."""

    def port_changes(self, flight: Flight) -> Sequence[PortChange]:
        """Every change of port that a flight may make, those of the past included."""

    def spacecraft_variables(self, flight: Flight) -> Sequence[SpacecraftVariable]:
        """Every spacecraft that may make a flight; none where none is named or listed for it."""

    def past(self, day: date) -> bool:
        """Whether that day lies before `as_of`."""

    @property
    def open_dates(self) -> bool:
        """Whether any launch or landing may be on several days.

        Where it is not, `flight.launch` and `flight.landing` are the days. Where it is, they are
        some possible days, and `constrain` of a rule that declares `Rule.for_open_dates` is called
        on this model, that of any other rule on a separate model for each choice of dates.
        """

    def days_of(self, event: Event) -> Sequence[tuple[date, Variable]]:
        """The days on which a flight may launch or land, each with a literal, of which one is true.

        A single day has the literal `ALWAYS`.
        """

    def on_launch_days(self, flight: Flight) -> Sequence[Flight]:
        """The flight as it is on each day on which it may launch, in order."""

    def on_days(self, event: Event, picked: Callable[[date], bool]) -> LinearExpr:
        """Whether it is on one of the days that are picked: 1 or 0."""

    def by(self, event: Event, day: date) -> LinearExpr:
        """Whether it is on this day or earlier: 1 or 0."""

    def after(self, event: Event, day: date) -> LinearExpr:
        """Whether it is later than this day: 1 or 0."""

    def later(self, first: Event, second: Event, days: int) -> LinearExpr:
        """1 only if the second event lies at least this many days after the first.

        It may be 0 although it does: use it where more of it allows more. That it does not is
        `later(second, first, 1 - days)`.
        """

    def split(self, expression: LinearExpr, cases: Sequence[LinearExpr]) -> Sequence[LinearExpr]:
        """For each case the value of a sum that is 0 or more where the case holds, and 0 elsewhere.

        Args:
            expression: the sum.
            cases: 1 or 0 each; exactly one of them is 1.
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
        """Requires the constraints, in the name of a requirement.

        The violation is the largest amount by which a constraint is missed, in the unit of its
        expression, divided by `scale` and rounded up, times `times`; 0 if all hold. A hard
        requirement allows none; a soft one adds its violation to the penalty at its weight.

        Args:
            rule: whose requirement it is; None for what every plan obeys, which is hard unless
                `weight` is given.
            requirement: the same as the check's, by id and message.
            constraints: such as `taken >= self.min`, or `(held >= 1).where(carries)`.
            settled: the day after which nothing can change it: a hard requirement is waived where
                that day lies before `as_of`. None if it is never waived.
            times: what the violation is multiplied by, such as the days of a stretch.
            scale: what it is divided by first.
            weight: of a wish that is no rule's.
        """

    def one_at_a_time(self, member: CrewMember) -> bool:
        """Whether it is beyond question that the member's tours do not overlap."""

    def is_certain(self, requirement: Requirement) -> bool:
        """Whether a hard requirement is beyond question kept, where the past does not waive it."""

    def wanted(self, rule: Rule, requirement: Requirement) -> bool:
        """Whether a requirement that takes many literals and seldom binds must be posted now.

        A rule may call this before it posts such a requirement. One that is put off is posted once
        a plan breaks it: then `constrain` is called again, and this is true for it.
        """

    def literal(self) -> Variable:
        """A new literal."""

    def number(self, low: int, high: int) -> Variable:
        """A new whole number in that range."""

    def add(self, constraint: LinearConstraint) -> None:
        """Demands it of the model itself, whatever is given up: for variables of one's own."""

    def range(self, expression: LinearExpr) -> tuple[int, int]:
        """The least and the most that an expression can be, each variable taken alone."""

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        """One whole-numbered variable instead of a long sum."""

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        """Demands that a literal is true only if one of these is."""

    def any_of(self, literals: Iterable[Variable], *, most: int | None = None) -> Variable:
        """A literal that is true where one of these is; it may be true without.

        Where it is beyond question that at most `most` of them are true, one row replaces
        one for each.
        """

    def people(self, ways: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        """How many members make at least one of these tours, or are certain to count.

        It may be more than are counted, never fewer. A goal that is this sum and nothing else is
        tried value by value, which proves the best one far sooner.
        """

    def link_turns(self, member: str, turns: Turns) -> None:
        """Enters what is counted of a member's tours, for rows between what several count."""

    def rest(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        """Demands that many days between a landing of the member and the next launch.

        They count from the landing to the launch, or to the start of training where `days` is 0.
        """
