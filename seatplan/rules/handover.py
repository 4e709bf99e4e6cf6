"""Handover: each ship lands this many days after the launch of the next one, or before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.cases import day_of, keeps_flights
from seatplan.errors import Problem
from seatplan.kinds import NoEditError, Rule, given, rule_kind
from seatplan.modelling import ALWAYS, LinearExpr, Model, may_be
from seatplan.program import MOST_DAYS, Flight
from seatplan.program_index import ProgramIndex
from seatplan.ranges import outside
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.ship_events import comes_no_earlier
from seatplan.timeline import PlanIndex
from seatplan.words import many, opening


@rule_kind("handover")
@frozen(kw_only=True, slots=False)
class Handover(Rule, Where):
    r"""Each ship lands `min` to `max` days after the launch of the next one.

    The flights in WHERE follow each other in the order of their launches, or of their ids on the
    same day. The landing is that of the ship, whoever is on it. A direct handover, in which the
    crews meet, has a `min` of 1 or more; an indirect one has a `max` of 0 or less. Flights with an
    empty ascent are picked, too.

    Attributes:
        min, max: the range, in days from the launch to the landing of the previous ship; negative
            if that ship lands first. One of them may be left out.

    Counts:
        days short or beyond, summed over flights

    Formula:
        \sum_{k} \max\left( 0,\; \mathtt{min} - (\mathrm{landing}_{k} - \mathrm{launch}_{k+1}),\;
        (\mathrm{landing}_{k} - \mathrm{launch}_{k+1}) - \mathtt{max} \right)

    Example:
        [[rules]]
        rule = "handover"
        vehicles = ["Crew Dragon"]
        min = 3
        max = 7
    """

    only_bars = True
    of_dates = True
    looser: ClassVar[Mapping[str, int]] = {"min": -1, "max": 1}
    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [given("min"), given("max")]}

    min: int | None = field(
        default=None,
        converter=forgiving.maybe_day_count,
        metadata={"least": -MOST_DAYS, "most": MOST_DAYS},
    )
    max: int | None = field(
        default=None,
        converter=forgiving.maybe_day_count,
        metadata={"least": -MOST_DAYS, "most": MOST_DAYS},
    )

    def problems(self) -> Iterable[Problem]:
        if self.min is None and self.max is None:
            yield Problem("a handover without a bound", (), "add `min` or `max`.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup, empty_ascents=True):
            yield f"{flight.id} {self.min} {self.max} {self.which()}"

    def requirement(self, lookup: ProgramIndex, flight: Flight) -> Requirement:
        """The requirement for the launch of one flight and the landing of the previous one."""
        which = self.which()
        if which == "all flights":
            before = f"the flight before {flight.id}"
        else:
            before = f"of {which} the one before {flight.id}"
        return self.piece(
            lookup,
            flight.id,
            message=f"{opening(before)} must land {self._when(flight)}",
            decision=f"let {before} land on another day",
            flights=(flight.id,),
            flight=flight.id,
            leg="up",
        )

    def _when(self, flight: Flight) -> str:
        launches = f"{flight.id} launches"
        if self.min is not None and self.min == self.max:
            return f"{_after(self.min)} {launches}"
        bounds = [f"no earlier than {_after(self.min)} {launches}"] if self.min is not None else []
        bounds += [f"no later than {_after(self.max)} {launches}"] if self.max is not None else []
        return " and ".join(bounds)

    def off(self, before: Flight, flight: Flight) -> int:
        """The number of days short or beyond, for a flight and the previous one."""
        return outside((before.landing - flight.launch).days, self.min, self.max)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        flights = self.flights_in(reading.lookup, empty_ascents=True)
        for before, flight in pairwise(flights):
            off = self.off(before, flight)
            if off:
                found = (
                    f"{before.id} lands on {before.landing}, {flight.id} launches on "
                    f"{flight.launch}"
                )
                here = self.requirement(reading.lookup, flight)
                yield Finding(here, off, found, max(before.landing, flight.launch))

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> tuple[Handover, ...]:
        """Two rules: one for the flights before that launch, one for those from it on."""
        named = evolve(self, id=requirement.rule)
        flights = self.flights_in(lookup, empty_ascents=True)
        ids = [flight.id for flight in flights]
        for at, flight in enumerate(flights):
            if named.requirement(lookup, flight).id == requirement.id:
                if not self._is_settled(lookup):
                    raise NoEditError(
                        f"which flight comes before {flight.id} depends on the dates: change the "
                        f"rule {requirement.rule!r} by hand, or move {flight.id}."
                    )
                parts = (ids[:at], ids[at:])
                return tuple(evolve(self, flights=part) for part in parts if len(part) > 1)
        return (self,)

    def _is_settled(self, lookup: ProgramIndex) -> bool:
        """Whether the flights in WHERE and their order are the same on all dates."""
        named = evolve(self, since=None, until=None)
        dated = self.since is not None or self.until is not None
        if dated and any(flight.has_window for flight in named.flights_in(lookup)):
            return False
        days = [
            (lookup.possible_days(flight)[0], flight.id)
            for flight in self.flights_in(lookup, empty_ascents=True)
        ]
        return all(
            not one or not two or (one[-1], first) < (two[0], second)
            for (one, first), (two, second) in pairwise(days)
        )

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model)

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            flights = self.flights_in(model.lookup, empty_ascents=True)
            for flight in flights:
                self._constrain_open(model, flight, flights)
            return
        for before, flight in pairwise(self.flights_in(model.lookup, empty_ascents=True)):
            off = self.off(before, flight)
            if off:
                here = self.requirement(model.lookup, flight)
                last = max(before.landing, flight.launch)
                model.require(self, here, LinearExpr(constant=off) <= 0, settled=last)

    def _constrain_open(self, model: Model, flight: Flight, flights: Sequence[Flight]) -> None:
        """Post the constraints for one flight, whichever other flight comes directly before it."""
        here = self.requirement(model.lookup, flight)
        for before in flights:
            if before is flight:
                continue
            # 1 only if it is not directly before: it launches later, or a third is in between.
            other = comes_no_earlier(model, flight, before)
            for third in flights:
                if third is before or third is flight:
                    continue
                cases = (
                    comes_no_earlier(model, before, third),
                    comes_no_earlier(model, third, flight),
                )
                if all(case.constant for case in cases):
                    other = other + 1
                elif all(map(may_be, cases)):
                    between = LinearExpr([model.literal()])
                    for case in cases:
                        model.add(between <= case)
                    other = other + between
            if other.constant:
                continue
            last = max(before.landing, flight.launch)
            days = day_of(model, (before.id, "down")) - day_of(model, (flight.id, "up"))
            right = model.literal() if other.variables else ALWAYS
            if other.variables:
                model.add(LinearExpr([right]) + other >= 1)
            kept = days.within(self.min, self.max).where(right)
            model.require(self, here, kept, settled=last)


def _after(days: int) -> str:
    """`3 days after`, `on the day on which`, `1 day before`."""
    if not days:
        return "on the day on which"
    return f"{many(abs(days), 'day')} {'after' if days > 0 else 'before'}"
