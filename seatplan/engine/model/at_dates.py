"""The model as a rule or goal sees it on certain dates, of those that flights may have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from seatplan.dates import dated
from seatplan.engine.model.no_overlap import post_no_overlap
from seatplan.engine.model.open_dates import OpenDates, setting
from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.modelling import LinearExpr, PortChange, TourVariable, Turns, Variable
from seatplan.plan import FlightDates, Plan
from seatplan.program import CrewMember, Flight, Leg
from seatplan.program_index import ProgramIndex

Dates = Mapping[str, tuple[date, date]]


class AtDates(ProgramModel):
    """The model as a rule sees it on one choice of dates (protocol `seatplan.modelling.Model`).

    It shares variables and rows with the model that has open dates, but each row that is posted
    here holds only if these dates are chosen.
    """

    def __init__(self, model: ProgramModel, dates: Dates, chosen: Variable) -> None:
        vars(self).update(vars(model))  # everything that the dates do not change
        self._base = model
        self._chosen = chosen
        told = tuple(FlightDates(flight, *days) for flight, days in dates.items())
        plan = Plan(dates=told)
        made = setting(dated(model.source, plan), plan, model.as_of)
        self.program = made.base
        self.lookup = ProgramIndex(made.base)
        self.dates = OpenDates(self, self.lookup, made)
        self.candidates = model.candidates.on(self.lookup.flights)
        self._patient = False
        self.begin()

    def begin(self) -> None:
        """Prepares for the rows of a rule."""
        self._costs = []
        self.rests = {}

    def end(self) -> None:
        """Finishes after the rows of a rule."""
        post_no_overlap(self)

    # Ships and conditions are those of all dates, and tours that exclude each other here may not
    # exclude each other on other dates.

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        return self._base.carries(self._base.lookup.flights[flight.id], leg)

    def port_changes(self, flight: Flight) -> Sequence[PortChange]:
        return self._base.port_changes(self._base.lookup.flights[flight.id])

    def most_tours(self, member: CrewMember) -> int:
        return len(self.tours_of(member.id))

    def rest_days(self, member: CrewMember) -> int:
        return 0

    def people(self, ways: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        mine: dict[str, list[Variable]] = {}
        for way in ways:
            if way.member.id not in certain:
                mine.setdefault(way.member.id, []).append(way.literal)
        return LinearExpr(self.any_of(literals) for literals in mine.values()) + len(certain)

    def link_turns(self, member: str, turns: Turns) -> None:
        """Does nothing: turns are counted on these dates alone."""

    def split(self, expression: LinearExpr, cases: Sequence[LinearExpr]) -> Sequence[LinearExpr]:
        return [expression if case.constant else LinearExpr() for case in cases]

    # Rows, under the condition that these dates are chosen

    def add_linear(
        self,
        expression: LinearExpr,
        least: int | None,
        most: int | None,
        *,
        given: Variable = TRUE,
    ) -> None:
        super().add_linear(expression, least, most, given=self.both(given, self._chosen))

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        return expression

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        self.add_linear(LinearExpr([literal]) - LinearExpr(literals), None, 0)

    def at_most_one(self, literals: Sequence[Variable], *, given: Variable = TRUE) -> None:
        self.add_linear(LinearExpr(literals), None, 1, given=given)

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None:
        self.at_most_one(tours, given=given)

    def forbid(self, literal: Variable, *, given: Variable = TRUE) -> None:
        self.add_linear(LinearExpr([literal]), None, 0, given=given)
