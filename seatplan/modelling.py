"""What a rule or a goal sees of a model: sums of literals, and ways to demand things of them.

No solver here: a literal is a number that the engine knows, and `Model` is a protocol that the
engine keeps. So a rule, also one's own, is written without importing a solver.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from attrs import frozen

from seatplan.kinds import Rule
from seatplan.plan import Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement

Variable = int
"""A variable of the model, mostly a literal: 0 or 1."""


class LinearExpr:
    """A linear expression with whole coefficients."""

    __slots__ = ("constant", "factors", "variables")

    def __init__(
        self,
        variables: Iterable[Variable] = (),
        factors: Iterable[int] | int = 1,
        constant: int = 0,
    ) -> None:
        self.variables = list(variables)
        self.factors = (
            [factors] * len(self.variables) if isinstance(factors, int) else list(factors)
        )
        self.constant = constant

    @staticmethod
    def total(sums: Iterable[LinearExpr]) -> LinearExpr:
        """Their sum, in one pass."""
        total = LinearExpr()
        for one in sums:
            total.variables += one.variables
            total.factors += one.factors
            total.constant += one.constant
        return total

    def __add__(self, other: LinearExpr | int) -> LinearExpr:
        if isinstance(other, int):
            return LinearExpr(self.variables, self.factors, self.constant + other)
        return LinearExpr(
            self.variables + other.variables,
            self.factors + other.factors,
            self.constant + other.constant,
        )

    __radd__ = __add__

    def __neg__(self) -> LinearExpr:
        return self * -1

    def __sub__(self, other: LinearExpr | int) -> LinearExpr:
        return self + (-other)

    def __rsub__(self, other: int) -> LinearExpr:
        return -self + other

    def __mul__(self, factor: int) -> LinearExpr:
        return LinearExpr(
            self.variables, [factor * one for one in self.factors], self.constant * factor
        )

    __rmul__ = __mul__

    def __repr__(self) -> str:
        terms = [f"{f}*v{v}" for f, v in zip(self.factors, self.variables, strict=True)]
        return " + ".join([*terms, str(self.constant)])


@frozen
class SeatVariable:
    """A seat that a member may have on one leg.

    Someone who may return on several flights has several places in one role: at most one of them
    is taken, and their sum says whether the role is.
    """

    flight: Flight
    leg: Leg
    role: str
    member: CrewMember
    literal: Variable


@frozen
class TourVariable:
    """A tour that a member may make: up on one flight, down on one.

    Those who return on the flight that took them up have a way for each role. Exactly one way is
    taken for each seat that is taken on the way up.
    """

    up: Flight
    down: Flight
    member: CrewMember
    literal: Variable

    @property
    def days(self) -> int:
        """How long it lasts, in days."""
        return (self.down.landing - self.up.launch).days


Side = LinearExpr | tuple[LinearExpr, Variable]
"""An expression that should be at most 0, for a pair only where the literal is true."""


class Model(Protocol):
    """A model while it is built."""

    @property
    def program(self) -> Program: ...
    @property
    def lookup(self) -> ProgramIndex: ...
    @property
    def as_of(self) -> date | None: ...
    @property
    def reference(self) -> Plan | None:
        """The plan that `least-change` compares with."""

    @property
    def penalty(self) -> LinearExpr:
        """The weighted violations of all soft rules so far."""

    def seat_variables(self, flight: Flight, leg: Leg) -> Sequence[SeatVariable]:
        """Every seat that somebody may have on that leg."""

    def tours_up(self, flight: Flight) -> Sequence[TourVariable]:
        """Every tour that somebody may make who goes up on that flight."""

    @property
    def tours(self) -> Sequence[TourVariable]:
        """Every tour that somebody may make, by launch."""

    def tours_of(self, member: str) -> Sequence[TourVariable]:
        """Every tour that the member may make, by launch."""

    def most_tours(self, member: CrewMember) -> int:
        """How many tours the member can make at most."""

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        """A literal that is true if anyone is on that leg; it may be true without."""

    def past(self, day: date) -> bool:
        """Whether that day lies before `as_of`."""

    def require(
        self,
        rule: Rule | None,
        requirement: Requirement,
        *sides: Side,
        settled: date | None,
        times: int = 1,
        scale: int = 1,
        weight: int | None = None,
    ) -> None:
        """Demands that every side is at most 0.

        `rule` is None for what every plan obeys, which is hard unless `weight` is given. The
        violation is the largest side, divided by `scale` and rounded up, times `times`, or 0. A
        hard requirement allows none, unless `settled` lies before `as_of`; a soft one adds it to
        the penalty at its weight.
        """

    def one_at_a_time(self, member: CrewMember) -> bool:
        """Whether it is beyond question that the member's tours do not overlap."""

    def wanted(self, rule: Rule, requirement: Requirement) -> bool:
        """Whether a dear requirement is to be posted now.

        A rule may ask before it posts what takes many literals and seldom binds. What is put off
        comes when a plan breaks it: then `constrain` is called again, and this is true for it.
        """

    def literal(self) -> Variable:
        """A new literal."""

    def add_linear(self, expression: LinearExpr, least: int | None, most: int | None) -> None:
        """Demands it of the model itself, whatever is given up."""

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        """One whole-numbered variable in place of a long sum."""

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        """Demands that a literal is true only if one of these is."""

    def any_of(self, literals: Iterable[Variable], *, most: int | None = None) -> Variable:
        """A literal that is true where one of these is; it may be true without.

        Where it is beyond question that at most `most` of them are true, one row says so instead of
        one for each.
        """

    def people(self, ways: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        """How many members make at least one of these tours, or are certain to count.

        It may be more than are counted, never fewer. A goal that is this sum and nothing else is
        asked for value by value, which proves the best one far sooner.
        """

    def rest(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        """Demands that many days between a landing of the member and the next launch.

        They count from the landing to the launch, or to the start of training where `days` is 0.
        """
