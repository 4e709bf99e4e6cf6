"""Quota: how many seats, or days, picked members take in the program, a year or a flight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from seatplan import forgiving
from seatplan.agreements import Claim, Piece
from seatplan.capacity import going_up_empty, seats_on
from seatplan.cases import parts_of, sum_in
from seatplan.errors import Problem
from seatplan.kinds import Reach, Rule, given, rule_kind
from seatplan.modelling import Model
from seatplan.program import Flight
from seatplan.program_index import LONG_AGO, ProgramIndex
from seatplan.ranges import outside
from seatplan.requirement import Finding, Requirement, day_after
from seatplan.selection import Unit, Where, Who, on_flights, seats_taken, sum_of_seats
from seatplan.timeline import PlanIndex
from seatplan.words import many, opening, singular, within


@rule_kind("quota")
@frozen(kw_only=True, slots=False)
class Quota(Rule, Who, Where):
    r"""The number of seats, or days, that picked members take lies in a range.

    N(WHO, WHERE) lies in [`min`, `max`] for the whole program, for each calendar year with a launch
    in WHERE, or for each flight in WHERE.

    Attributes:
        min, max: the range, in units; one of them may be left out.
        per: the scope of the range: the whole program, each calendar year, or each flight.
        unit: how a seat counts: as 1, or as the days of its tour.

    Counts:
        units (seats or days) short or beyond, summed over the program, years or flights

    Formula:
        \sum_{p} \max\left( 0,\; \mathtt{min} - N_p,\; N_p - \mathtt{max} \right)

    Example:
        [[rules]]
        rule = "quota"
        agencies = ["JAXA"]
        per = "year"
        max = 2
    """

    looser: ClassVar[Mapping[str, int]] = {"max": 1, "min": -1}
    tells_how_far = True
    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [given("min"), given("max")]}

    min: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 0})
    max: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 0})
    per: Literal["program", "year", "flight"] = "program"
    unit: Unit = "seats"

    def problems(self) -> Iterable[Problem]:
        if self.min is None and self.max is None:
            yield Problem("a quota without a bound", (), "add `min` or `max`.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        said = f"{within(self.min, self.max, self.unit)} {self.whom(lookup)} {self.per}"
        if self.per != "flight":
            yield f"{said} {self.which()}"
        else:
            for flight in self.flights_in(lookup):
                yield f"{said} {flight.id}{self.of_flight()}"

    def demands(self, lookup: ProgramIndex) -> Iterator[tuple[Requirement, tuple[Flight, ...]]]:
        """Yield each requirement of the rule with its flights."""
        flights = self.flights_in(lookup)
        if self.per == "program":
            yield self._piece(lookup, "program", flights, self.which()), flights
        elif self.per == "year":
            for year in sorted({flight.launch.year for flight in flights}):
                part = tuple(flight for flight in flights if flight.launch.year == year)
                yield self._piece(lookup, str(year), part, self.which(year=year), year), part
        else:
            for flight in flights:
                here = f"{flight.id} ({flight.launch})"
                yield self._piece(lookup, flight.id, (flight,), here), (flight,)

    def _piece(
        self,
        lookup: ProgramIndex,
        key: str,
        flights: tuple[Flight, ...],
        where: str,
        year: int | None = None,
    ) -> Requirement:
        """The requirement for the program, a year or a flight."""
        alone = self.per == "flight"
        amount = within(self.min, self.max, singular(self.unit))
        message = self._sentence(lookup, self._amount(lookup, flights), where)
        if self.min and not alone:
            missing = [one for one in self.empty_in(lookup) if year in (None, one.launch.year)]
            empty = going_up_empty(lookup, missing)
            message += f" ({empty})" if empty else ""
        return self.piece(
            lookup,
            key,
            message=message + (self.of_flight() if alone else ""),
            decision=f"change the quota of {amount} {on_flights(where)} for {self.whom(lookup)}",
            flights=(key,) if alone else (),
            members=tuple(sorted(self.members or ())),
            here=where if alone else "",
            flight=key if alone else None,
            leg="up" if alone else None,
            since=flights[0].launch if flights and not alone else None,
            until=day_after(flights[-1].launch) if flights and not alone else None,
        )

    def _amount(self, lookup: ProgramIndex, flights: tuple[Flight, ...]) -> str:
        """`at least 3 of the 7 seats`; the number of seats is given only if it may be too small."""
        if not self.min or self.unit == "days":
            return within(self.min, self.max, singular(self.unit))
        there = f"of the {many(seats_on(lookup, flights), 'seat')}"
        return within(self.min, self.max, there, there)

    def _sentence(self, lookup: ProgramIndex, amount: str, where: str) -> str:
        verb = "may" if self.max == 0 and not self.min else "must"
        return f"{opening(amount)} {on_flights(where)} {verb} go to {self.whom(lookup)}"

    @property
    def only_bars(self) -> bool:
        return self.min is None

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        if self.only_bars:
            return {}
        return {
            flight.id: self.picked_for(lookup, flight)
            for piece, flights in self.demands(lookup)
            if piece.id == requirement.id
            for flight in flights
        }

    def counts(self, reading: PlanIndex) -> Iterator[tuple[Requirement, tuple[Flight, ...], int]]:
        """Yield each requirement with its flights and the units that a finished plan takes."""
        for here, flights in self.demands(reading.lookup):
            yield here, flights, seats_taken(self, reading, flights, self.unit)

    def claims(self, reading: PlanIndex) -> Iterator[Claim]:
        """The demands on the program, or on each year or flight; equal results are grouped."""
        unit = singular(self.unit)
        asked = within(self.min, self.max, unit)
        alike: dict[int, list[str]] = {}
        for _, flights, taken in self.counts(reading):
            alike.setdefault(taken, []).append(self._of(flights))
        pieces = []
        for taken, things in alike.items():
            beyond = outside(taken, self.min, self.max)
            given = many(taken, unit) + (" each" if len(things) > 1 else "")
            off = many(beyond, unit) if beyond else ""
            pieces.append(Piece(tuple(things), asked, given, off, self.per == "flight"))
        yield Claim(self, self.whom(reading.lookup), self.which(), tuple(pieces))

    def _of(self, flights: tuple[Flight, ...]) -> str:
        """What one requirement is about: the program, a year or a flight."""
        if self.per == "program":
            return f"all {many(len(flights), 'flight')}"
        return str(flights[0].launch.year) if self.per == "year" else flights[0].id

    def without(
        self, lookup: ProgramIndex, requirement: Requirement
    ) -> Rule | Sequence[Rule] | None:
        """The rule for the other years or flights; None if it has only one requirement."""
        return None if self.per == "program" else super().without(lookup, requirement)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for here, flights, taken in self.counts(reading):
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
            taken = sum_of_seats(self, model, flights, self.unit)
            last = flights[-1].launch if flights else LONG_AGO
            model.require(self, here, taken.within(self.min, self.max), settled=last)

    def _constrain_open(self, model: Model) -> None:
        """Post the constraints if it depends on the dates which flights, or which years, count."""
        for part in parts_of(model, (self,), self.per, hard=self.weight is None):
            year = int(part.key) if self.per == "year" else None
            where = self.which(year=year)
            if self.per == "flight":
                where = f"{part.key} ({part.flights[0].launch})"
            here = self._piece(model.lookup, part.key, part.flights, where, year)
            taken = sum_in(self, self, model, self.unit, part.only)
            few = taken.within(self.min, self.max).where(part.asked)
            model.require(self, here, few, settled=None)
