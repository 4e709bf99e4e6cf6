"""Stretches: periods of days between two neighboring event days, in which nothing changes aboard.

Event days are launches, landings, and the days from which a docked flight is no longer a lifeboat.
If a flight has a window, all days on which it can launch or land are event days, whatever a plan
chooses. So the stretches, and the requirements on them, are the same for all plans.

The rules `aboard` and `lifeboat` share the stretches, and the counts of people aboard.
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
    """Days `[since, until)` at one station, between neighboring event days.

    Attributes:
        station: the id of the station.
        start: the event day at which it starts.
        since: the first day: `start`, or `as_of` if that is later.
        until: the day after the last one.
        docked: the flights that are docked on all these days.
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
    """The stretches of a window at each station, without the days before `as_of`.

    Args:
        lookup: the index of the program.
        stations: the stations; all if None.
        since: the start of the window; if None, the first launch of each station.
        until: the end of the window; if None, the last landing of each station.
        as_of: days before this day are left out.
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
    """The days on which a flight can change its station, for all its possible dates."""
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
"""A flight up and a flight down: everyone with this pair is aboard on the same days."""


class AboardCounts:
    """Numbers of people aboard for each pair of flights, in a model with fixed dates.

    Args:
        model: the model.
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
        """The pairs of flights whose people are aboard in a stretch."""
        return [
            (up, down)
            for up, down in self._pairs.get(stretch.station, ())
            if up.launch <= stretch.start < down.landing
        ]

    def count(self, pair: Pair, picked: frozenset[str] | None = None) -> LinearExpr:
        """The number of members who count and fly on a pair of flights: a variable made once.

        Args:
            pair: the flights.
            picked: the ids of the members who count; the same in each call for this pair.
        """
        key = (pair[0].id, pair[1].id)
        if key not in self._counts:
            ways = self._picked.get(key, ())
            literals = (w.literal for w in ways if picked is None or w.member.id in picked)
            self._counts[key] = self._model.auxiliary(LinearExpr(literals))
        return self._counts[key]

    def anyone(self, pair: Pair) -> int:
        """A literal that is true if anyone flies on a pair of flights."""
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
    """The stretches between all possible event days, in a model with open dates.

    Each comes with a literal that is true if the stretch lies in the window. An open end of the
    window is the first launch or the last landing. `docked` has all flights that can be docked.
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
    """The event days of the check, and the possible days of the flight in this model."""
    yield from possible_events(model.own_lookup, flight)
    for leg in LEGS:
        for day, _ in model.days_of((flight.id, leg)):
            yield day


def is_docked(model: Model, flight: Flight, day: date) -> LinearExpr:
    """An expression that is 1 if a flight is docked on a day, else 0."""
    return model.after((flight.id, "down"), day) - model.after((flight.id, "up"), day)


class OpenAboardCounts:
    """Numbers of people aboard for each pair of flights, in a model with open dates.

    Args:
        model: the model.
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
        """By pair of flights, the number of members who count and are aboard in a stretch."""
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
        """The number of members who count, fly on a pair of flights, and have launched."""
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
        """An expression that is 1 if a flight launched by `start`, on one of the given days."""
        if len(self._picked(up)) == 1:
            return self._model.by((up.id, "up"), start)
        if (up.id, ids) not in self._days:
            self._days[up.id, ids] = frozenset(days)
        mine = self._days[up.id, ids]
        return self._model.on_days((up.id, "up"), lambda day: day <= start and day in mine)

    def _picked(self, up: Flight) -> list[tuple[frozenset[str], list[date]]]:
        """Sets of members who count on a flight, each with the launch days on which they do."""
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
        """The number of those aboard whose lifeboat is a ship, and who leave with it."""
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
