"""Spacing: launches and landings of different flights are some days apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import ClassVar

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.cases import day_of, keeps_flights
from seatplan.kinds import NoEditError, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import MOST_DAYS, NOT_EMPTY, Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.ship_events import SHIP_EVENTS, ShipEvent, event_day, model_event, several_events
from seatplan.timeline import PlanIndex
from seatplan.words import many

Event = tuple[Flight, ShipEvent]


@rule_kind("spacing")
@frozen(kw_only=True, slots=False)
class Spacing(Rule, Where):
    r"""Launches and landings of different flights are at least `days` days apart.

    The rule does not apply to the launch and the landing of the same flight. Flights with an empty
    ascent are picked, too.

    Attributes:
        events: `launch`, `landing` or both: the events that the rule is about; both if left out.
        days: the least number of days between two events.

    Counts:
        missing days, summed over pairs of events

    Formula:
        \sum_{\{e, e'\}} \left( \mathtt{days} - \lvert \mathrm{day}(e) - \mathrm{day}(e') \rvert
        \right)^+

    Example:
        [[rules]]
        rule = "spacing"
        stations = ["ISS"]
        days = 2
    """

    only_bars = True
    of_dates = True
    looser: ClassVar[Mapping[str, int]] = {"days": -1}
    events: tuple[ShipEvent, ...] = field(
        default=SHIP_EVENTS, converter=several_events, metadata=NOT_EMPTY
    )
    days: int = field(converter=forgiving.day_count, metadata={"least": 0, "most": MOST_DAYS})

    def pairs(self, lookup: ProgramIndex) -> Iterator[tuple[Event, Event]]:
        """Yield the pairs of events that must be apart, in an order that ignores their dates."""
        flights = sorted(self.flights_in(lookup, empty_ascents=True), key=lambda one: one.id)
        kinds = [event for event in SHIP_EVENTS if event in self.events]
        for one, two in combinations(flights, 2):
            for first in kinds:
                for second in kinds:
                    yield (one, first), (two, second)

    def missing(self, one: date, two: date) -> int:
        """The number of days that are missing between events on these two days."""
        return max(0, self.days - abs((one - two).days))

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup, empty_ascents=True):
            for event in self.events:
                yield f"{flight.id} {event} {self.days}{self.of_flight()}"

    def requirement(self, lookup: ProgramIndex, one: Event, two: Event) -> Requirement:
        """The requirement for two events."""
        (first, event), (second, other) = one, two
        pair = f"the {event} of {first.id} and the {other} of {second.id}"
        apart = many(self.days, "day")
        return self.piece(
            lookup,
            first.id,
            event,
            second.id,
            other,
            message=f"At least {apart} must lie between {pair}{self.of_flight()}",
            decision=f"let less than {apart} lie between {pair}",
            flights=(first.id, second.id),
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for one, two in self.pairs(reading.lookup):
            first, second = event_day(*one), event_day(*two)
            missing = self.missing(first, second)
            if missing:
                found = f"they are on {first} and {second}"
                here = self.requirement(reading.lookup, one, two)
                yield Finding(here, missing, found, max(first, second))

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> tuple[Spacing, ...]:
        """Rules for the other pairs: one without each of the two flights, one of both flights."""
        named = evolve(self, id=requirement.rule)
        for one, two in self.pairs(lookup):
            if named.requirement(lookup, one, two).id == requirement.id:
                pair = (one[0].id, two[0].id)
                apart = (
                    self.without_flights(lookup, (flight,), empty_ascents=True) for flight in pair
                )
                return (
                    *(rule for rule in apart if rule is not None and len(rule.flights or ()) > 1),
                    *self._shared(lookup, one, two),
                )
        return (self,)

    def _shared(self, lookup: ProgramIndex, one: Event, two: Event) -> Iterator[Spacing]:
        """Yield rules for the events of two flights, without this pair.

        Raises:
            NoEditError: if the pair is the launch of one flight and the landing of the other, which
                no rule can leave out alone.
        """
        (first, event), (second, other) = one, two
        for mine in self.events:
            for its in self.events:
                if (mine, its) == (event, other) or self._holds(
                    lookup, (first, mine), (second, its)
                ):
                    continue
                if mine != its:
                    raise NoEditError(
                        f"no spacing requires the other events of {first.id} and {second.id} "
                        "alone: move one of the two flights, or change the rule by hand."
                    )
                yield evolve(self, flights=(first.id, second.id), events=(mine,))

    def _holds(self, lookup: ProgramIndex, one: Event, two: Event) -> bool:
        """Whether two events are far enough apart on all their possible dates."""
        first, second = (
            lookup.possible_days(flight)[event == "landing"] for flight, event in (one, two)
        )
        if not first or not second:
            return False
        return second[0] - first[-1] >= self.days or first[0] - second[-1] >= self.days

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model)

    def constrain(self, model: Model) -> None:
        for one, two in self.pairs(model.lookup):
            if model.open_dates:
                self._constrain_open(model, one, two)
                continue
            first, second = event_day(*one), event_day(*two)
            missing = self.missing(first, second)
            if missing:
                here = self.requirement(model.lookup, one, two)
                last = max(first, second)
                model.require(self, here, LinearExpr(constant=missing) <= 0, settled=last)

    def _constrain_open(self, model: Model, one: Event, two: Event) -> None:
        """Require that one of two events comes long enough after the other, in either order."""
        first, second = model_event(*one), model_event(*two)
        apart = [model.later(first, second, self.days), model.later(second, first, self.days)]
        if any(case.constant for case in apart):
            return
        here = self.requirement(model.lookup, one, two)
        last = max(event_day(*one), event_day(*two))
        if self.weight is None:
            model.require(self, here, apart[0] + apart[1] >= 1, settled=last)
            return
        gap = day_of(model, second) - day_of(model, first)
        order = model.literal(), model.literal()
        model.add(LinearExpr(order) >= 1)
        after, before = (gap >= self.days), (gap <= -self.days)
        model.require(self, here, after.where(order[0]), before.where(order[1]), settled=None)
