"""The model as a rule or goal sees it on certain dates, of those that flights may have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve

from seatplan.dates import dated
from seatplan.engine.model.no_overlap import NoOverlap
from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.rows.active_requirements import TRUE, ActiveRequirements
from seatplan.engine.rows.rows import Rows
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
    Turns,
    Variable,
)
from seatplan.plan import FlightDates, Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import ONE_PLACE

Dates = Mapping[str, tuple[date, date]]


class AtDates:
    """The model as a rule sees it on certain dates (protocol `seatplan.modelling.Model`).

    The variables are those of the model with open dates. Every row that is posted holds only
    if these dates are chosen.
    """

    open_dates = False

    def __init__(self, model: ProgramModel, dates: Dates, chosen: Variable) -> None:
        self._model = model
        self._chosen = chosen
        told = (FlightDates(flight, *days) for flight, days in dates.items())
        self.program: Program = dated(model.source, Plan(dates=tuple(told)))
        self.lookup: ProgramIndex = ProgramIndex(self.program)
        self.own_lookup: ProgramIndex = model.own_lookup
        self.as_of: date | None = model.as_of
        self.reference: Plan | None = model.reference
        self.active: ActiveRequirements = model.active
        self.rows: Rows = model.rows
        self._costs: list[LinearExpr] = []
        self._no_overlap = NoOverlap()
        self._tours: list[TourVariable] = []
        flights = self.lookup.flights
        for tour in model.tours:
            up, down = flights[tour.up.id], flights[tour.down.id]
            if up.launch < down.landing:
                self._tours.append(evolve(tour, up=up, down=down))
        self._tours.sort(key=lambda one: (one.up.launch, one.up.id))
        self._tours_up: dict[str, list[TourVariable]] = {}
        self._tours_of: dict[str, list[TourVariable]] = {}
        for tour in self._tours:
            self._tours_up.setdefault(tour.up.id, []).append(tour)
            self._tours_of.setdefault(tour.member.id, []).append(tour)

    @property
    def penalty(self) -> LinearExpr:
        """The cost of breaking the soft rule whose rows are posted."""
        return LinearExpr.total(self._costs)

    def begin(self) -> None:
        """Prepares for the rows of a rule."""
        self._costs = []
        self._no_overlap = NoOverlap()

    def end(self) -> None:
        """Finishes after the rows of a rule."""
        self._no_overlap.post(self)

    # Seats, tours and ships

    def seat_variables(self, flight: Flight, leg: Leg) -> Sequence[SeatVariable]:
        here = self.lookup.flights[flight.id]
        return [evolve(one, flight=here) for one in self._model.seat_variables(flight, leg)]

    @property
    def tours(self) -> Sequence[TourVariable]:
        return self._tours

    def tours_up(self, flight: Flight) -> Sequence[TourVariable]:
        return self._tours_up.get(flight.id, ())

    def tours_of(self, member: str) -> Sequence[TourVariable]:
        return self._tours_of.get(member, ())

    def most_tours(self, member: CrewMember) -> int:
        return len(self.tours_of(member.id))

    def rest_days(self, member: CrewMember) -> int:
        return 0  # a rest on these dates need not be one on others

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        return self._model.carries(self._model.lookup.flights[flight.id], leg)

    def port_variables(self, flight: Flight) -> Sequence[PortVariable]:
        return self._model.port_variables(self._model.lookup.flights[flight.id])

    def port_changes(self, flight: Flight) -> Sequence[PortChange]:
        return self._model.port_changes(self._model.lookup.flights[flight.id])

    def spacecraft_variables(self, flight: Flight) -> Sequence[SpacecraftVariable]:
        return self._model.spacecraft_variables(self._model.lookup.flights[flight.id])

    def past(self, day: date) -> bool:
        return self._model.past(day)

    def one_at_a_time(self, member: CrewMember) -> bool:
        if self.active.all:
            return True
        return self.active.guard(ONE_PLACE.requirement(self.lookup, member)) == TRUE

    def may_hold(self, requirement: Requirement) -> bool:
        return self._model.may_hold(requirement)

    def is_certain(self, requirement: Requirement) -> bool:
        return self._model.is_certain(requirement)

    def wanted(self, rule: Rule, requirement: Requirement) -> bool:
        return True

    # Dates: only these

    def days_of(self, event: Event) -> Sequence[tuple[date, Variable]]:
        flight = self.lookup.flights[event[0]]
        return ((flight.launch if event[1] == "up" else flight.landing, TRUE),)

    def on_launch_days(self, flight: Flight) -> Sequence[Flight]:
        return (self.lookup.flights[flight.id],)

    def on_days(self, event: Event, picked: Callable[[date], bool]) -> LinearExpr:
        ((day, _),) = self.days_of(event)
        return LinearExpr(constant=int(picked(day)))

    def by(self, event: Event, day: date) -> LinearExpr:
        return self.on_days(event, day.__ge__)

    def after(self, event: Event, day: date) -> LinearExpr:
        return self.on_days(event, day.__lt__)

    def later(self, first: Event, second: Event, days: int) -> LinearExpr:
        ((one, _),), ((two, _),) = self.days_of(first), self.days_of(second)
        return LinearExpr(constant=int((two - one).days >= days))

    def split(self, expression: LinearExpr, cases: Sequence[LinearExpr]) -> Sequence[LinearExpr]:
        return [expression if case.constant else LinearExpr() for case in cases]

    # Rows

    def literal(self) -> Variable:
        return self._model.literal()

    def number(self, low: int, high: int) -> Variable:
        return self._model.number(low, high)

    def add(self, constraint: LinearConstraint) -> None:
        guard = self._model.both(constraint.given, self._chosen)
        self._model.add_linear(
            constraint.expression, constraint.least, constraint.most, given=guard
        )

    def range(self, expression: LinearExpr) -> tuple[int, int]:
        return self._model.range(expression)

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        return expression

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        self.add(LinearExpr([literal]) - LinearExpr(literals) <= 0)

    def any_of(self, literals: Iterable[Variable], *, most: int | None = None) -> Variable:
        # Tours that exclude each other on these dates need not do so on others.
        return self._model.any_of(literals)

    def people(self, ways: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        mine: dict[str, list[Variable]] = {}
        for way in ways:
            if way.member.id not in certain:
                mine.setdefault(way.member.id, []).append(way.literal)
        return LinearExpr(self.any_of(literals) for literals in mine.values()) + len(certain)

    def link_turns(self, member: str, turns: Turns) -> None:
        """Does nothing: turns are counted on these dates alone."""

    def rest(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        self._no_overlap.add(requirement, member, days)

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None:
        """Demands that a member makes at most one of these tours."""
        self.add((LinearExpr(tours) <= 1).where(given))

    def at_most_one(self, literals: Sequence[Variable]) -> None:
        """Demands that no two of these are true."""
        self.add(LinearExpr(literals) <= 1)

    def forbid(self, literal: Variable, *, given: Variable = TRUE) -> None:
        """Demands that a literal is false."""
        self.add((LinearExpr([literal]) <= 0).where(given))

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
        broken = self._model.demand(
            requirement,
            constraints,
            settled=settled,
            times=times,
            scale=scale,
            weight=weight,
            also=self._chosen,
        )
        self._costs.append(broken)
