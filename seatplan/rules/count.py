"""Count: a weighted sum of seats, or days, lies in a range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import Picked, parts_of
from seatplan.errors import Problem
from seatplan.kinds import Rule, given, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import NOT_EMPTY, Flight
from seatplan.program_index import LONG_AGO, ProgramIndex
from seatplan.ranges import outside
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Unit
from seatplan.timeline import PlanIndex
from seatplan.words import many, opening, singular
from seatplan.worth import Term, flights_of, range_phrase, terms_of


@rule_kind("count")
@frozen(kw_only=True, slots=False)
class Count(Rule):
    r"""A weighted sum of seats, or days, lies in a range.

    n(`terms`) lies in [`min`, `max`] for the whole program, for each calendar year with a launch in
    the WHERE of a term, or for each flight in the WHERE of a term. Values of both signs compare two
    groups: the values 1 and -2 with `min = 0` demand at least twice as many of the first as of the
    second.

    Attributes:
        terms: the seats that count, and the value of each.
        min, max: the range, in units; one of them may be left out.
        per: the scope of the range: the whole program, each calendar year, or each flight.
        unit: how a seat counts before it is multiplied by `value`: as 1, or as the days of its
            tour.

    Counts:
        units (seats or days) short or beyond, summed over the program, years or flights

    Formula:
        \sum_{p} \max\left( 0,\; \mathtt{min} - n_p,\; n_p - \mathtt{max} \right)
        \quad n_p = \sum_{i \in \mathtt{terms}} \mathtt{value}_i \times N_p(i)

    Example:
        [[rules]]
        rule = "count"
        terms = [
          { agencies = ["NASA"], vehicles = ["Crew Dragon"] },
          { agencies = ["ESA", "JAXA", "CSA"], vehicles = ["Crew Dragon"], value = -2 },
        ]
        min = 0
        per = "year"
    """

    looser: ClassVar[Mapping[str, int]] = {"max": 1, "min": -1}
    tells_how_far = True
    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [given("min"), given("max")]}

    terms: tuple[Term, ...] = field(converter=terms_of, metadata=NOT_EMPTY)
    min: int | None = field(default=None, converter=forgiving.maybe_whole)
    max: int | None = field(default=None, converter=forgiving.maybe_whole)
    per: Literal["program", "year", "flight"] = "program"
    unit: Unit = "seats"

    def problems(self) -> Iterable[Problem]:
        if self.min is None and self.max is None:
            yield Problem("a count without a bound", (), "add `min` or `max`.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for requirement, _ in self._pieces(lookup):
            yield requirement["message"]

    def demands(self, lookup: ProgramIndex) -> Iterator[tuple[Requirement, tuple[Flight, ...]]]:
        """Yield each requirement of the rule with its flights."""
        for piece, flights in self._pieces(lookup):
            yield self.piece(lookup, piece.pop("key"), **piece), flights

    def _pieces(self, lookup: ProgramIndex) -> Iterator[tuple[dict[str, Any], tuple[Flight, ...]]]:
        """Yield the parts of each requirement and its flights."""
        flights = flights_of(self.terms, lookup)
        if self.per == "program":
            yield self._parts(lookup, "program", ""), flights
        elif self.per == "year":
            for year in sorted({flight.launch.year for flight in flights}):
                part = tuple(flight for flight in flights if flight.launch.year == year)
                yield self._parts(lookup, str(year), f"flights launched in {year}"), part
        else:
            for flight in flights:
                made = self._parts(lookup, flight.id, f"{flight.id} ({flight.launch})")
                yield {**made, "flights": (flight.id,), "flight": flight.id, "leg": "up"}, (flight,)

    def _parts(self, lookup: ProgramIndex, key: str, where: str) -> dict[str, Any]:
        said = range_phrase(self.terms, self.min, self.max, self.unit, lookup, where=where)
        return {
            "key": key,
            "message": opening(said),
            "decision": f"change the count: {said}",
        }

    @property
    def only_bars(self) -> bool:
        return self.min is None and all(term.value >= 0 for term in self.terms)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for here, flights in self.demands(reading.lookup):
            taken = sum(term.taken(reading, flights, self.unit) for term in self.terms)
            beyond = outside(taken, self.min, self.max)
            if beyond:
                last = flights[-1].launch if flights else LONG_AGO
                yield Finding(here, beyond, many(taken, singular(self.unit)), last)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            self._constrain_open(model)
            return
        for here, flights in self.demands(model.lookup):
            taken = self._sum(model, partial(_is_among, frozenset(one.id for one in flights)))
            last = flights[-1].launch if flights else LONG_AGO
            model.require(self, here, taken.within(self.min, self.max), settled=last)

    def _sum(self, model: Model, only: Picked) -> LinearExpr:
        return LinearExpr.total(term.expression(model, self.unit, only) for term in self.terms)

    def _constrain_open(self, model: Model) -> None:
        """Post the constraints if it depends on the dates which flights, or which years, count."""
        wheres = {"program": "", "year": "flights launched in {}", "flight": "{} ({})"}
        for part in parts_of(model, self.terms, self.per, hard=self.weight is None):
            launch = part.flights[0].launch if part.flights else ""
            piece = self._parts(model.lookup, part.key, wheres[self.per].format(part.key, launch))
            if self.per == "flight":
                piece |= {"flights": (part.key,), "flight": part.key, "leg": "up"}
            here = self.piece(model.lookup, piece.pop("key"), **piece)
            few = self._sum(model, part.only).within(self.min, self.max).where(part.asked)
            model.require(self, here, few, settled=None)


def _is_among(flights: frozenset[str], one: Flight) -> bool:
    return one.id in flights
