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

from seatplan.modelling import LinearExpr, Model, TourVariable
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.selection import Who, picked_tours
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
