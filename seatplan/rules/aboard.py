"""Aboard: on every day, the number of picked people at the station lies in a range."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.capacity import docked_seats
from seatplan.cases import any_above_zero
from seatplan.errors import Problem
from seatplan.kinds import Reach, Rule, given, rule_kind
from seatplan.modelling import LinearConstraint, LinearExpr, Model, Variable, may_be
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Who
from seatplan.stretches import (
    AboardCounts,
    OpenAboardCounts,
    Pair,
    Stretch,
    open_stretches,
    stretches,
)
from seatplan.timeline import PlanIndex, Tour, lifeboat_of
from seatplan.words import listed, many, span


@rule_kind("aboard")
@frozen(kw_only=True, slots=False)
class Aboard(Rule, Who):
    r"""On every day, the number of picked people at the station lies in a range.

    On every day of the window and at each station, the number of members in WHO who are aboard lies
    in [`min`, `max`]. With `after_departure`, `min` also applies to those who stay if any one
    docked vehicle departs with everyone assigned to it as their lifeboat, unless no one stays at
    all. A member's lifeboat on a day is the flight they will return on if it is docked, otherwise
    the flight that took them up.

    Attributes:
        stations: ids of the stations that the rule is about; every station if None.
        since, until: the window; from the station's first launch to its last landing if None.
        min, max: the range, in persons; one of them may be left out.
        after_departure: whether `min` also applies after the departure of any one docked vehicle.

    Counts:
        person-days: for each day, the largest shortage, of all aboard or after any
        departure, plus the excess

    Formula:
        \sum_{t} \left( \max_{v} \left( \mathtt{min} - \lvert S_{tv} \rvert \right)^+
        + \left( \lvert A_t \rvert - \mathtt{max} \right)^+ \right)

    Example:
        [[rules]]
        rule = "aboard"
        holding = "rs"
        min = 1
        after_departure = true
        weight = 1
    """

    looser: ClassVar[Mapping[str, int]] = {"max": 1, "min": -1}
    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [
            given("min"),
            {**given("max"), "not": given("after_departure", const=True)},
        ]
    }

    of_docked_days = True

    stations: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_stations, metadata={"ids": "station"}
    )
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    min: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 0})
    max: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 0})
    after_departure: bool = field(default=False, converter=forgiving.flag)

    def problems(self) -> Iterable[Problem]:
        if self.after_departure and self.min is None:
            message = "after_departure without min demands nothing"
            yield Problem(message, ("after_departure",), "add `min`.")
        elif self.min is None and self.max is None:
            yield Problem("no bound on those aboard", (), "add `min` or `max`.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        number = self.counted(lookup, self.min, self.max)
        for station in lookup.stations if self.stations is None else self.stations:
            yield f"{station} {number} {self.after_departure}"

    def requirement(self, lookup: ProgramIndex, stretch: Stretch) -> Requirement:
        """The requirement for one station in one stretch of days."""
        number = self.counted(lookup, self.min, self.max)
        days = span(stretch.start, stretch.until)
        also = ", whichever vehicle leaves" if self.after_departure else ""
        note = f" ({docked_seats(lookup, stretch.docked)})" if self.min else ""
        after = ", or after a departure" if self.after_departure else ""
        return self.piece(
            lookup,
            stretch.station,
            str(stretch.start),
            message=f"{stretch.station} must have {number} aboard {days}{also}{note}",
            decision=f"let {stretch.station} have other than {number} aboard {days}{after}",
            station=stretch.station,
            since=stretch.start,
            until=stretch.until,
        )

    @property
    def only_bars(self) -> bool:
        return self.min is None

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach | None:
        if self.only_bars:
            return {}
        station, start = requirement.subject.station, requirement.subject.since
        if station is None or start is None:
            return None
        return {
            flight.id: self.picked_for(lookup, flight)
            for flight in lookup.flights.values()
            if flight.station == station and _may_be_up(lookup, flight, start)
        }

    def segments(self) -> Iterable[str]:
        return self.held

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        as_of = reading.as_of if self.weight is None else None
        lookup = reading.lookup
        tours = list(reading.all_tours())
        picks = {flight.id: self.picked_for(lookup, flight) for flight in lookup.flights.values()}
        asked = list(stretches(lookup, self.stations, self.since, self.until, as_of))
        for stretch, aboard in zip(asked, _aboard(asked, tours), strict=True):
            ours = [
                tour
                for tour in aboard
                if tour.member.id in picks[tour.up.id] and self.in_role(tour.role_up)
            ]
            short, reason = self._shortage(stretch, aboard, ours)
            over = max(0, len(ours) - self.max) if self.max is not None else 0
            if short or over:
                found = listed(
                    [*([reason] if short else []), *([f"{over} too many"] if over else [])]
                )
                yield Finding(
                    self.requirement(lookup, stretch),
                    (short + over) * stretch.days,
                    found,
                    None,
                    stretch.since,
                    stretch.until,
                )

    def _shortage(self, stretch: Stretch, aboard: list[Tour], ours: list[Tour]) -> tuple[int, str]:
        """The largest shortage on a day of the stretch, in persons, and its reason in words."""
        if self.min is None:
            return 0, ""
        worst = max(0, self.min - len(ours))
        reason = f"{many(len(ours), 'person')} aboard"
        for vehicle in stretch.docked if self.after_departure else ():
            stay = [t for t in aboard if lifeboat_of(t.up, t.down, stretch.start) is not vehicle]
            left = sum(tour in stay for tour in ours)
            if stay and self.min - left > worst:
                worst = self.min - left
                reason = f"{many(left, 'person')} left when {vehicle.id} leaves"
        return worst, reason

    def for_open_dates(self, model: Model) -> bool:
        return True

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            self._constrain_open(model)
            return
        as_of = model.as_of if self.weight is None else None
        lookup = model.lookup
        crew = AboardCounts(model, self)
        for stretch in stretches(lookup, self.stations, self.since, self.until, as_of):
            pairs = crew.pairs(stretch)
            ours = {pair: crew.count(pair) for pair in pairs}
            here = self.requirement(lookup, stretch)
            everyone = LinearExpr.total(ours.values())
            if self.min is not None:
                enough: list[LinearConstraint] = [everyone >= self.min]
                for vehicle in stretch.docked if self.after_departure else ():
                    stay = [p for p in pairs if lifeboat_of(*p, stretch.start) is not vehicle]
                    if len(stay) < len(pairs):
                        left = LinearExpr.total(ours[pair] for pair in stay)
                        enough += [(left >= self.min).where(crew.anyone(pair)) for pair in stay]
                model.require(self, here, *enough, settled=None, times=stretch.days)
            if self.max is not None:
                few = everyone <= self.max
                model.require(self, here, few, settled=None, times=stretch.days)

    def _constrain_open(self, model: Model) -> None:
        as_of = model.as_of if self.weight is None else None
        crew, everyone = OpenAboardCounts(model, self), OpenAboardCounts(model)
        window = (self.stations, self.since, self.until)
        for stretch, inside in open_stretches(model, *window, as_of):
            ours = crew.aboard(stretch)
            here = self.requirement(model.lookup, stretch)
            total = LinearExpr.total(ours.values())
            if self.min is not None:
                enough = [(total >= self.min).where(inside)]
                if self.after_departure:
                    every = everyone.aboard(stretch)
                    staying = self._after(model, stretch, crew, ours, everyone, every)
                    enough += [(left >= self.min).where(anyone) for left, anyone in staying]
                model.require(self, here, *enough, settled=None, times=stretch.days)
            if self.max is not None:
                model.require(self, here, total <= self.max, settled=None, times=stretch.days)

    def _after(
        self,
        model: Model,
        stretch: Stretch,
        crew: OpenAboardCounts,
        ours: Mapping[Pair, LinearExpr],
        everyone: OpenAboardCounts,
        every: Mapping[Pair, LinearExpr],
    ) -> Iterator[tuple[LinearExpr, Variable]]:
        """For each departing ship: the number of picked people who stay, "anyone stays" as a
        literal."""
        whole: dict[Pair, int] = {}
        for ship in stretch.docked:
            left, leaves = LinearExpr(), False
            for pair, aboard in ours.items():
                leaving = crew.leaving(stretch, pair, aboard, ship)
                left = left + aboard - leaving
            for pair, aboard in every.items():
                leaving = everyone.leaving(stretch, pair, aboard, ship)
                leaves |= may_be(leaving)
            for pair, aboard in every.items() if leaves else ():
                leaving = everyone.leaving(stretch, pair, aboard, ship)
                if leaving is aboard:
                    continue
                if may_be(leaving):
                    anyone = any_above_zero(model, aboard - leaving)
                else:
                    if pair not in whole:
                        whole[pair] = any_above_zero(model, aboard)
                    anyone = whole[pair]
                yield left, anyone


def _may_be_up(lookup: ProgramIndex, flight: Flight, day: date) -> bool:
    """Whether people who go up on a flight may be aboard on a day, on any of its possible dates."""
    if not flight.has_window and not any(
        lookup.flights[o].has_window for o in flight.return_options
    ):
        homes = lookup.ways_home(flight)
        return flight.launch <= day and any(day < home.landing for home in homes)
    launches, _ = lookup.possible_days(flight)
    homes = (flight, *(lookup.flights[option] for option in flight.return_options))
    landings = [days[-1] for home in homes if (days := lookup.possible_days(home)[1])]
    return any(one <= day.toordinal() for one in launches[:1]) and any(
        day.toordinal() < one for one in landings
    )


def _aboard(asked: Sequence[Stretch], tours: Iterable[Tour]) -> list[list[Tour]]:
    """The tours of those aboard on the first day of each stretch.

    Each tour meets few of the stretches, so these are found by bisection.
    """
    aboard: list[list[Tour]] = [[] for _ in asked]
    places: dict[str, list[int]] = {}
    for at in sorted(range(len(asked)), key=lambda at: asked[at].start):
        places.setdefault(asked[at].station, []).append(at)
    starts = {station: [asked[at].start for at in mine] for station, mine in places.items()}
    for tour in tours:
        mine = starts.get(tour.up.station, [])
        begin, end = bisect_left(mine, tour.launch), bisect_left(mine, tour.landing)
        for at in places.get(tour.up.station, [])[begin:end]:
            aboard[at].append(tour)
    return aboard
