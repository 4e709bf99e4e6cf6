"""Integrated crew: the people on each leg can together run every segment of the station."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.capacity import if_too_small
from seatplan.cases import keeps_flights
from seatplan.errors import Problem
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import ASKED, LEGS, Flight, Leg
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, listed, many


@rule_kind("integrated-crew")
@frozen(kw_only=True, slots=False)
class IntegratedCrew(Rule, Where):
    r"""The people on each leg can together run every segment of the station.

    For every flight in WHERE, each leg that carries anyone, and each qualification in `of`, at
    least `min` of the people on that leg hold the qualification, on the launch day for the way up
    and on the landing day for the way down.

    Attributes:
        of: the qualifications; one person can count for several.
        min: the least number of holders of each, in persons.

    Counts:
        missing persons

    Formula:
        \sum_{f \in \text{WHERE}} \; \sum_{\ell \,:\, C_{f\ell} \ne \emptyset} \;
        \sum_{q \in \mathtt{of}}
        \left( \mathtt{min} - \lvert \{ m \in C_{f\ell} : m \text{ holds } q \} \rvert \right)^+

    Example:
        [[rules]]
        rule = "integrated-crew"
        operators = ["NASA", "Roscosmos"]
        of = ["usos", "rs"]
    """

    looser: ClassVar[Mapping[str, int]] = {"min": -1}
    schema: ClassVar[Mapping[str, Any]] = {"properties": {"of": {"minItems": 1}}}

    of: tuple[str, ...] = field(converter=forgiving.texts, metadata=ASKED)
    min: int = field(default=1, converter=forgiving.whole, metadata={"least": 0})

    def problems(self) -> Iterable[Problem]:
        if not self.of:
            yield Problem("an empty list demands nothing", ("of",), "two qualifications.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup, empty_ascents=True):
            for qualification in self.of:
                yield f"{flight.id} {self.min} {qualification}{self.of_flight()}"

    def requirement(
        self, lookup: ProgramIndex, flight: Flight, leg: Leg, qualification: str
    ) -> Requirement:
        """The requirement for one qualification on one leg of one flight."""
        people = many(self.min, "person")
        note = if_too_small(lookup, flight, self.min)
        way = "go up" if leg == "up" else "come down"
        without = "without anyone" if self.min == 1 else f"with fewer than {people}"
        return self.piece(
            lookup,
            flight.id,
            leg,
            qualification,
            message=(
                f"{leg_of(flight, leg)} must carry at least {people} trained for {qualification}"
                f"{note}{self.of_flight()}"
            ),
            decision=f"let {flight.id} {way} {without} trained for {qualification}",
            flights=(flight.id,),
            here=leg_of(flight, leg),
            flight=flight.id,
            leg=leg,
            qualification=qualification,
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        (flight,) = (lookup.flights[one] for one in requirement.flights)
        return dict.fromkeys(
            (flight.id, *(one.id for one in lookup.home_on(flight))), lookup.everyone
        )

    def segments(self) -> Iterable[str]:
        return self.of

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup, empty_ascents=True):
            for leg in LEGS:
                lines = reading.on(flight, leg)
                day = leg_day(flight, leg)
                for qualification in self.of if lines else ():
                    held = sum(reading.lookup.holds(x.member, qualification, day) for x in lines)
                    if held < self.min:
                        aboard = listed(reading.lookup.name(x.member) for x in lines)
                        found = f"{held or 'none'} of {aboard}"
                        here = self.requirement(reading.lookup, flight, leg, qualification)
                        yield Finding(here, self.min - held, found, day)

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model)

    def constrain(self, model: Model) -> None:
        for flight in self.flights_in(model.lookup, empty_ascents=True):
            for leg in LEGS:
                places = model.seat_variables(flight, leg)
                if not places:
                    continue
                day = leg_day(flight, leg)
                carries = model.carries(flight, leg)
                for qualification in self.of:
                    if len(model.days_of((flight.id, leg))) > 1:
                        self._constrain_open(model, flight, leg, qualification)
                        continue
                    holders = model.lookup.holders(qualification, day)
                    held = LinearExpr(
                        place.literal for place in places if place.member.id in holders
                    )
                    here = self.requirement(model.lookup, flight, leg, qualification)
                    enough = (held >= self.min).where(carries)
                    model.require(self, here, enough, settled=day)

    def _constrain_open(self, model: Model, flight: Flight, leg: Leg, qualification: str) -> None:
        """Post the constraint if the holders depend on the day of the leg."""
        places = model.seat_variables(flight, leg)
        groups: dict[frozenset[str], set[date]] = {}
        for day, _ in model.days_of((flight.id, leg)):
            holders = model.lookup.holders(qualification, day)
            there = frozenset(one.member.id for one in places if one.member.id in holders)
            groups.setdefault(there, set()).add(day)
        carries = model.carries(flight, leg)
        enough = []
        for there, days in groups.items():
            held = LinearExpr(one.literal for one in places if one.member.id in there)
            today = model.on_days((flight.id, leg), days.__contains__)
            enough.append((held - self.min * today >= 0).where(carries))
        here = self.requirement(model.lookup, flight, leg, qualification)
        model.require(self, here, *enough, settled=leg_day(flight, leg))
