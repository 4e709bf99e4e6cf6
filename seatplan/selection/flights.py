"""The keys by which rules and goals pick flights."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Self

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.words import listed


@frozen(kw_only=True, slots=False)
class Where:
    """Picks flights. A key that is left out picks all; a flight must match all keys.

    Attributes:
        flights: only these flights, by id.
        vehicles: only flights of these vehicles.
        operators: only flights of vehicles that these agencies operate.
        stations: only flights to these stations.
        since, until: only flights that launch on the days `[since, until)`.
    """

    flights: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_flight_ids, metadata={"ids": "flight"}
    )
    vehicles: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_vehicle_ids, metadata={"ids": "vehicle"}
    )
    operators: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_agency_ids, metadata={"ids": "agency"}
    )
    stations: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_stations, metadata={"ids": "station"}
    )
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def without_flights(
        self, lookup: ProgramIndex, flights: Collection[str], *, empty_ascents: bool = False
    ) -> Self | None:
        """A copy that does not pick these flights; None if it would pick none.

        Flights with a window that could be picked on other dates are kept.
        """
        anytime = evolve(self, since=None, until=None)
        left = tuple(
            flight.id
            for flight in lookup.flights.values()
            if flight.id not in flights
            and (empty_ascents or flight.ascent == "crewed")
            and (anytime if flight.has_window else self).takes(lookup, flight)
        )
        return evolve(self, flights=left) if left else None

    def flights_in(
        self, lookup: ProgramIndex, *, empty_ascents: bool = False
    ) -> tuple[Flight, ...]:
        """The picked flights, by launch; those with an empty ascent only if requested."""
        return tuple(
            flight
            for flight in lookup.flights.values()
            if (empty_ascents or flight.ascent == "crewed") and self.takes(lookup, flight)
        )

    def empty_in(self, lookup: ProgramIndex) -> tuple[Flight, ...]:
        """The flights with an empty ascent that match the keys, by launch."""
        return tuple(one for one in lookup.empty_ascents if self.takes(lookup, one))

    def takes(self, lookup: ProgramIndex, flight: Flight) -> bool:
        """Whether a flight matches the keys, even if its ascent is empty."""
        return (
            (self.flights is None or flight.id in self.flights)
            and (self.vehicles is None or flight.vehicle in self.vehicles)
            and (self.operators is None or lookup.operator(flight) in self.operators)
            and (self.stations is None or flight.station in self.stations)
            and (self.since is None or self.since <= flight.launch)
            and (self.until is None or flight.launch < self.until)
        )

    def which(self, *, named: bool = True, year: int | None = None) -> str:
        """The flights as a phrase: `flights of Soyuz MS launched before 2026-01-01`, `all flights`.

        Args:
            named: whether to list `flights`; not wanted in a sentence about one flight.
            year: only the flights launched in this year.
        """
        words = ["flights"]
        if named and self.flights is not None:
            words = [
                "flight" if len(self.flights) == 1 else "flights",
                listed(sorted(self.flights)),
            ]
        for ids, verb in (
            (self.vehicles, "of"),
            (self.operators, "operated by"),
            (self.stations, "to"),
        ):
            if ids is not None:
                words.append(f"{verb} {listed(sorted(ids), 'or')}")
        days = [f"in {year}"] if year is not None else []
        days += [f"since {self.since}"] if self.since is not None else []
        days += [f"before {self.until}"] if self.until is not None else []
        if days:
            words.append(f"launched {listed(days)}")
        return " ".join(words) if len(words) > 1 else "all flights"

    def of_flight(self) -> str:
        """The end of a sentence on one flight: ` (as on all flights of Soyuz MS)`, or empty."""
        which = self.which(named=False)
        return f" (as on all {which})" if which != "all flights" else ""


def on_flights(which: str) -> str:
    """Where seats are that are counted together: `on flights of Soyuz MS`, `of all flights`.

    "On all flights" could mean that many on each of them.
    """
    return f"{'of' if which == 'all flights' else 'on'} {which}"
