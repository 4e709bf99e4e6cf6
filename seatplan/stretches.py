"""Days folded together: between two neighboring event days nothing changes aboard.

Event days are launches, landings, and the days from which a docked flight is no lifeboat. Where a
flight has a window all days count on which it may launch or land, whatever a plan chooses: so the
stretches, and the requirements about them, are the same for all plans.

What `aboard` and `lifeboat` share: which days they look at, and who can be aboard on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from attrs import frozen

from seatplan.cases import all_of, any_of_cases, on_days, where_it_holds
from seatplan.modelling import LinearExpr, Model, TourVariable, Variable, may_be
from seatplan.program import LEGS, Flight
from seatplan.program_index import ProgramIndex
from seatplan.selection import Who, picked_tours, tours_of_picked
from seatplan.timeline import docked, event_days


@frozen
class Stretch:
    """Days `[since, until)` at one station, between neighbouring event days.

    Attributes:
        start: the event day that it starts at; `since` is later where `as_of` cuts it.
        docked: the flights that are docked on all of them.
    """

    station: str
    start: date
    since: date
    until: date
    docked: tuple[Flight, ...]

    @property
    def days(self) -> int:
        return (self.until - self.since).days


def stretches(
    lookup: ProgramIndex,
    stations: Sequence[str] | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
) -> Iterator[Stretch]:
    """The stretches of the window at each station; without the days before `as_of`.

    The window starts at the station's first launch and ends at its last landing where it is left
    open.
    """
    for station in lookup.stations if stations is None else sorted(stations):
        flights = [flight for flight in lookup.flights.values() if flight.station == station]
        first = since if since is not None else min(flight.launch for flight in flights)
        last = until if until is not None else max(flight.landing for flight in flights)
        events = {day for flight in flights for day in possible_events(lookup, flight)}
        days = sorted({first, last} | {day for day in events if first < day < last})
        for start, end in pairwise(days):
            begin = start if as_of is None else max(start, as_of)
            if begin < end and first < last:
                there = tuple(flight for flight in flights if docked(flight, start))
                yield Stretch(station, start, begin, end, there)


def possible_events(lookup: ProgramIndex, flight: Flight) -> Iterator[date]:
    """The days on which a station may change by a flight, on whatever dates it flies."""
    yield from event_days(flight)
    launches, landings = lookup.possible_days(flight)
    for days in (launches, landings):
        if len(days) > 1:
            yield from map(date.fromordinal, days)
    until = flight.lifeboat_until
    if until is None or not launches or not landings:
        return
    if launches[0] <= until.toordinal() < landings[-1]:
        yield until


Pair = tuple[Flight, Flight]
"""A flight up and a flight down: all who share them are aboard on the same days."""


class AboardCounts:
    """Who can be aboard, pair of flights by pair of flights, as sums of a model.

    Args:
        model: whose sums they are.
        who: the members who count; everyone if None.
    """

    def __init__(self, model: Model, who: Who | None = None) -> None:
        self._model = model
        self._ways: dict[tuple[str, str], list[TourVariable]] = {}
        self._pairs: dict[str, list[Pair]] = {}
        self._counts: dict[tuple[str, str], LinearExpr] = {}
        for way in model.tours:
            key = (way.up.id, way.down.id)
            if key not in self._ways:
                self._pairs.setdefault(way.up.station, []).append((way.up, way.down))
            self._ways.setdefault(key, []).append(way)
        self._picked = self._ways
        if who is not None:
            self._picked = {}
            for way in picked_tours(who, model, model.lookup.flights.values()):
                self._picked.setdefault((way.up.id, way.down.id), []).append(way)

    def pairs(self, stretch: Stretch) -> list[Pair]:
        """The pairs of flights whose people are aboard in that stretch."""
        return [
            (up, down)
            for up, down in self._pairs.get(stretch.station, ())
            if up.launch <= stretch.start < down.landing
        ]

    def count(self, pair: Pair, picked: frozenset[str] | None = None) -> LinearExpr:
        """How many of those who count share that pair, in persons: one variable, made once.

        Args:
            pair: which flights.
            picked: only these members, by id; the same ones each time that the pair is looked at.
        """
        key = (pair[0].id, pair[1].id)
        if key not in self._counts:
            ways = self._picked.get(key, ())
            literals = (w.literal for w in ways if picked is None or w.member.id in picked)
            self._counts[key] = self._model.auxiliary(LinearExpr(literals))
        return self._counts[key]

    def anyone(self, pair: Pair) -> int:
        """A literal that is true if anyone at all shares that pair."""
        up, down = pair
        if up is down and self._model.lookup.ways_home(up) == (up,):
            return self._model.carries(up, "up")
        seats = self._model.lookup.seats
        most = min(sum(seat.count for seat in seats(one).values()) for one in pair)
        return self._model.any_of((way.literal for way in self._ways[up.id, down.id]), most=most)


def open_stretches(
    model: Model,
    stations: Sequence[str] | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
) -> Iterator[tuple[Stretch, Variable]]:
    """The stretches between all days that may be event days, where the dates are open.

    Each with a literal that is true where it lies in the window: where that is left open, after the
    first launch and before the last landing. Who is docked is who may be.
    """
    lookup = model.lookup
    for station in lookup.stations if stations is None else sorted(stations):
        flights = [flight for flight in lookup.flights.values() if flight.station == station]
        events = {day for flight in flights for day in _possible_events(model, flight)}
        first = min(events) if since is None else since
        last = max(events) if until is None else until
        days = sorted({first, last} | {day for day in events if first < day < last})
        for start, end in pairwise(days):
            begin = start if as_of is None else max(start, as_of)
            if begin >= end or first >= last:
                continue
            launched = [model.by((flight.id, "up"), start) for flight in flights]
            flying = [model.after((flight.id, "down"), start) for flight in flights]
            there = tuple(
                flight
                for flight, up, down in zip(flights, launched, flying, strict=True)
                if may_be(up) and may_be(down)
            )
            ends = [
                any_of_cases(model, cases)
                for cases, open_end in ((launched, since is None), (flying, until is None))
                if open_end
            ]
            if None not in ends:
                inside = all_of(model, [one for one in ends if one is not None])
                yield Stretch(station, start, begin, end, there), inside


def _possible_events(model: Model, flight: Flight) -> Iterator[date]:
    """The days that the check takes for event days, and those on which it may be in this model."""
    yield from possible_events(model.own_lookup, flight)
    for leg in LEGS:
        for day, _ in model.days_of((flight.id, leg)):
            yield day


def is_docked(model: Model, flight: Flight, day: date) -> LinearExpr:
    """That a flight is docked on a day."""
    return model.after((flight.id, "down"), day) - model.after((flight.id, "up"), day)


class OpenAboardCounts:
    """Who is aboard in a stretch where the dates are open, pair of flights by pair of flights.

    Args:
        model: whose sums they are.
        who: the members who count; everyone if None.
    """

    def __init__(self, model: Model, who: Who | None = None) -> None:
        self._model = model
        self._who = who
        self._pairs: dict[tuple[str, str], Pair] = {}
        self._sums: dict[tuple[str, str, frozenset[str]], LinearExpr] = {}
        self._picks: dict[str, list[tuple[frozenset[str], list[date]]]] = {}
        self._days: dict[tuple[str, frozenset[str]], frozenset[date]] = {}
        for way in model.tours:
            self._pairs.setdefault((way.up.id, way.down.id), (way.up, way.down))

    def aboard(self, stretch: Stretch) -> dict[Pair, LinearExpr]:
        """How many of those who count share each pair of flights and are aboard."""
        found = {}
        for up, down in self._pairs.values():
            if up.station != stretch.station:
                continue
            launched = self._model.by((up.id, "up"), stretch.start)
            flying = self._model.after((down.id, "down"), stretch.start)
            if may_be(launched) and may_be(flying):
                count = self._count((up, down), stretch.start)
                found[up, down] = where_it_holds(self._model, count, flying)
        return found

    def _count(self, pair: Pair, start: date) -> LinearExpr:
        """How many of those who count share a pair and have launched."""
        up, down = pair
        counts = []
        for ids, days in self._picked(up):
            if days[0] <= start:
                case = self._launched(up, ids, days, start)
                counts.append(where_it_holds(self._model, self._sum(up, down, ids), case))
        return LinearExpr.total(counts)

    def _launched(
        self, up: Flight, ids: frozenset[str], days: list[date], start: date
    ) -> LinearExpr:
        """That a flight has launched by a day, on one of those on which these count."""
        if len(self._picked(up)) == 1:
            return self._model.by((up.id, "up"), start)
        if (up.id, ids) not in self._days:
            self._days[up.id, ids] = frozenset(days)
        mine = self._days[up.id, ids]
        return self._model.on_days((up.id, "up"), lambda day: day <= start and day in mine)

    def _picked(self, up: Flight) -> list[tuple[frozenset[str], list[date]]]:
        """Who counts on a flight, and on which launch days."""
        if up.id not in self._picks:
            groups: dict[frozenset[str], list[date]] = {}
            for there, _ in on_days(self._model, up):
                ids = self._model.lookup.everyone
                if self._who is not None:
                    ids = self._who.picked_for(self._model.lookup, there)
                groups.setdefault(ids, []).append(there.launch)
            self._picks[up.id] = list(groups.items())
        return self._picks[up.id]

    def _sum(self, up: Flight, down: Flight, ids: frozenset[str]) -> LinearExpr:
        key = (up.id, down.id, ids)
        if key not in self._sums:
            ways = tours_of_picked(self._who or Who(), self._model, up, ids)
            literals = [way.literal for way in ways if way.down.id == down.id]
            self._sums[key] = self._model.auxiliary(LinearExpr(literals))
        return self._sums[key]

    def leaving(self, stretch: Stretch, pair: Pair, aboard: LinearExpr, ship: Flight) -> LinearExpr:
        """How many of those aboard leave with a ship, as their lifeboat."""
        up, down = pair
        if up is ship and down is ship:
            return aboard
        if down is ship:
            launched = self._model.by((down.id, "up"), stretch.start)
            return where_it_holds(self._model, aboard, launched)
        if up is ship:
            not_there_yet = self._model.after((down.id, "up"), stretch.start)
            still_there = self._model.after((up.id, "down"), stretch.start)
            without = where_it_holds(self._model, aboard, not_there_yet)
            return where_it_holds(self._model, without, still_there)
        return LinearExpr()
