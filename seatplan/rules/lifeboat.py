"""Lifeboat: on every day there is a seat home for everyone aboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from seatplan import forgiving
from seatplan.capacity import lifeboat_seats
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.stretches import (
    AboardCounts,
    OpenAboardCounts,
    Stretch,
    is_docked,
    open_stretches,
    stretches,
)
from seatplan.timeline import PlanIndex, is_lifeboat
from seatplan.words import many, span


@rule_kind("lifeboat")
@frozen(kw_only=True, slots=False)
class Lifeboat(Rule):
    r"""On every day there is a seat home for everyone aboard.

    On every day of the window, the number of people aboard is at most the number of seats of the
    docked flights that count as lifeboats. These are the flights with `lifeboat = true`; a flight
    without that key counts if its descent is crewed. No flight counts from its `lifeboat_until` on.

    Attributes:
        stations: ids of the stations that the rule is about; every station if None.
        since, until: the window; from the station's first launch to its last landing if None.

    Counts:
        person-days without a seat

    Formula:
        \sum_{t} \left( \lvert A_t \rvert - \sum_{f \text{ lifeboat}} \mathrm{seats}(f) \right)^+

    Example:
        [[rules]]
        rule = "lifeboat"
        stations = ["ISS"]
        since = 2023-01-01
        weight = 10
    """

    only_bars = True
    of_docked_days = True

    stations: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_stations, metadata={"ids": "station"}
    )
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        yield from lookup.stations if self.stations is None else self.stations

    def requirement(self, lookup: ProgramIndex, stretch: Stretch) -> Requirement:
        """The requirement for one station in one stretch of days."""
        days = span(stretch.start, stretch.until)
        seats = lifeboat_seats(lookup, lifeboats(stretch))
        return self.piece(
            lookup,
            stretch.station,
            str(stretch.start),
            message=f"Everyone aboard {stretch.station} must have a seat home {days} ({seats})",
            decision=f"let people be aboard {stretch.station} without a seat home {days}",
            flights=tuple(one.id for one in stretch.docked),
            station=stretch.station,
            since=stretch.start,
            until=stretch.until,
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        as_of = reading.as_of if self.weight is None else None
        tours = list(reading.all_tours())
        for stretch in stretches(reading.lookup, self.stations, self.since, self.until, as_of):
            aboard = sum(
                tour.up.station == stretch.station and tour.covers(stretch.start) for tour in tours
            )
            seats = seats_home(reading.lookup, stretch)
            if aboard > seats:
                yield Finding(
                    self.requirement(reading.lookup, stretch),
                    (aboard - seats) * stretch.days,
                    f"{many(aboard, 'person')} aboard and {many(seats, 'seat')}",
                    None,
                    stretch.since,
                    stretch.until,
                )

    def for_open_dates(self, model: Model) -> bool:
        return True

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            self._constrain_open(model)
            return
        as_of = model.as_of if self.weight is None else None
        crew = AboardCounts(model)
        for stretch in stretches(model.lookup, self.stations, self.since, self.until, as_of):
            aboard = LinearExpr.total(crew.count(pair) for pair in crew.pairs(stretch))
            seated = aboard <= seats_home(model.lookup, stretch)
            here = self.requirement(model.lookup, stretch)
            model.require(self, here, seated, settled=None, times=stretch.days)

    def _constrain_open(self, model: Model) -> None:
        as_of = model.as_of if self.weight is None else None
        crew = OpenAboardCounts(model)
        window = (self.stations, self.since, self.until)
        for stretch, _ in open_stretches(model, *window, as_of):
            aboard = LinearExpr.total(crew.aboard(stretch).values())
            seats = LinearExpr()
            for flight in lifeboats(stretch):
                there = is_docked(model, flight, stretch.start)
                seats = seats + model.lookup.capacity(flight) * there
            here = self.requirement(model.lookup, stretch)
            model.require(self, here, aboard <= seats, settled=None, times=stretch.days)


def seats_home(lookup: ProgramIndex, stretch: Stretch) -> int:
    """The number of seats of the docked flights that count as lifeboats."""
    return sum(lookup.capacity(flight) for flight in lifeboats(stretch))


def lifeboats(stretch: Stretch) -> tuple[Flight, ...]:
    """The docked flights that count as lifeboats."""
    return tuple(flight for flight in stretch.docked if is_lifeboat(flight, stretch.start))
