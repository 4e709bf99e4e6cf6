"""Blackout: no launch and no landing falls into one of the given periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.agreements import ClosedDays
from seatplan.cases import launched_in
from seatplan.forgiving import Several
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import LinearExpr, Model, may_be
from seatplan.program import NOT_EMPTY, PROSE, Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.ship_events import (
    SHIP_EVENTS,
    ShipEvent,
    event_day,
    event_verb,
    model_event,
    several_events,
)
from seatplan.shown import Terse
from seatplan.timeline import PlanIndex
from seatplan.words import listed, span


@frozen
class Period(Terse):
    """Days `[since, until)` on which there must be no launch or landing.

    Attributes:
        since: the first day; unbounded if None.
        until: the first day after the period; unbounded if None.
        why: the reason, shown to people, such as the angle between the orbit and the sun.
    """

    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)

    def has(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    def in_words(self) -> str:
        """The days and the reason in words: `from 2025-03-01 to 2025-03-08 (beta angle)`."""
        if self.since is not None and self.until is not None and self.since < self.until:
            days = span(self.since, self.until)
        else:
            ends = [f"since {self.since}"] if self.since is not None else []
            ends += [f"before {self.until}"] if self.until is not None else []
            days = listed(ends) if ends else "on any day"
        return f"{days} ({self.why})" if self.why else days


def _periods(value: Several[Period]) -> tuple[Period, ...]:
    found: tuple[Period, ...] = forgiving.several(value)
    return found


@rule_kind("blackout")
@frozen(kw_only=True, slots=False)
class Blackout(Rule, Where):
    r"""No launch and no landing falls into one of the given periods.

    Flights with an empty ascent are picked, too.

    Attributes:
        events: `launch`, `landing` or both: the events that the rule is about; both if left out.
        periods: the periods, each `[since, until)`, with the reason in `why`.

    Counts:
        events

    Formula:
        \sum_{f \in \text{WHERE}} \sum_{e \in \mathtt{events}}
        \left[\, \mathrm{day}_e(f) \in \bigcup \mathtt{periods} \,\right]

    Example:
        [[rules]]
        rule = "blackout"
        vehicles = ["Crew Dragon"]
        periods = [{ since = 2025-07-10, until = 2025-07-20, why = "high beta angle" }]
    """

    only_bars = True
    of_dates = True

    events: tuple[ShipEvent, ...] = field(
        default=SHIP_EVENTS, converter=several_events, metadata=NOT_EMPTY
    )
    periods: tuple[Period, ...] = field(converter=_periods, metadata=NOT_EMPTY)

    def bars(self, day: date) -> bool:
        """Whether the rule forbids events on a day."""
        return any(period.has(day) for period in self.periods)

    def closed(self) -> Iterator[ClosedDays]:
        verbs = listed((event_verb(event) for event in self.events), "or")
        for period in self.periods:
            why = f": {period.why}" if period.why else ""
            what = f"no ship must {verbs}{self.of_flight()}{why}"
            yield ClosedDays(period.since, period.until, what)

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup, empty_ascents=True):
            for event in self.events:
                yield f"{flight.id} {event} {self._days()}{self.of_flight()}"

    def _days(self) -> str:
        return listed((period.in_words() for period in self.periods), "or")

    def requirement(self, lookup: ProgramIndex, flight: Flight, event: ShipEvent) -> Requirement:
        """The requirement for the launch or the landing of one flight."""
        verb = event_verb(event)
        return self.piece(
            lookup,
            flight.id,
            event,
            message=f"{flight.id} must not {verb} {self._days()}{self.of_flight()}",
            decision=f"let {flight.id} {verb} in a blackout",
            flights=(flight.id,),
            flight=flight.id,
            leg="up" if event == "launch" else "down",
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup, empty_ascents=True):
            for event in SHIP_EVENTS:
                day = event_day(flight, event)
                if event in self.events and self.bars(day):
                    here = self.requirement(reading.lookup, flight, event)
                    found = f"it {event_verb(event)}{'es' if event == 'launch' else 's'} on {day}"
                    yield Finding(here, 1, found, day, day, day + timedelta(1))

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> tuple[Blackout, ...]:
        """The rule without one event of one flight.

        If the rule is about launches and landings, two rules replace it: one with the other event
        for all flights, one with this event for the other flights.
        """
        named = evolve(self, id=requirement.rule)
        for flight in lookup.flights.values():
            for event in self.events:
                if named.requirement(lookup, flight, event).id == requirement.id:
                    others = tuple(one for one in self.events if one != event)
                    kept = self.without_flights(lookup, (flight.id,), empty_ascents=True)
                    return (
                        *([evolve(self, events=others)] if others else ()),
                        *([evolve(kept, events=(event,))] if kept is not None else ()),
                    )
        return (self,)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            self._constrain_open(model)
            return
        for flight in self.flights_in(model.lookup, empty_ascents=True):
            for event in SHIP_EVENTS:
                day = event_day(flight, event)
                if event in self.events and self.bars(day):
                    here = self.requirement(model.lookup, flight, event)
                    model.require(self, here, LinearExpr(constant=1) <= 0, settled=day)

    def _constrain_open(self, model: Model) -> None:
        for flight, picked in launched_in(model, self, empty_ascents=True):
            for event in SHIP_EVENTS:
                if event not in self.events:
                    continue
                barred = model.on_days(model_event(flight, event), self.bars)
                if may_be(barred):
                    here = self.requirement(model.lookup, flight, event)
                    last = event_day(flight, event)
                    model.require(self, here, barred + picked <= 1, settled=last)
