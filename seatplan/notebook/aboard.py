"""The number of people aboard a station, by day and agency."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from itertools import accumulate, pairwise

from attrs import frozen

from seatplan.notebook.colors import OTHERS
from seatplan.timeline import PlanIndex, event_days, is_lifeboat


@frozen
class AboardCounts:
    """Numbers that hold from each day of a list to the next; the last numbers are 0.

    Attributes:
        days: the days on which a number changes, in order.
        aboard: the number of people aboard on each of the days, for each of the given agencies and
            for all others together.
        lifeboat: the number of seats on docked flights that count as lifeboats.
    """

    days: tuple[date, ...]
    aboard: Mapping[str, tuple[int, ...]]
    lifeboat: tuple[int, ...]


def counts(reading: PlanIndex, station: str, agencies: Collection[str]) -> AboardCounts:
    """Count the people aboard one station; agencies other than the given ones are one group."""
    docked = [flight for flight in reading.lookup.flights.values() if flight.station == station]
    tours = [tour for tour in reading.all_tours() if tour.up.station == station]
    steps: dict[str, dict[date, int]] = {agency: {} for agency in (*agencies, OTHERS)}
    seats: dict[date, int] = {}

    def stay(changes: dict[date, int], since: date, until: date, number: int) -> None:
        changes[since] = changes.get(since, 0) + number
        changes[until] = changes.get(until, 0) - number

    for tour in tours:
        agency = tour.agency if tour.agency is not None and tour.agency in agencies else OTHERS
        stay(steps[agency], tour.launch, tour.landing, 1)
    for flight in docked:
        for since, until in pairwise(sorted(set(event_days(flight)))):
            if is_lifeboat(flight, since):
                stay(seats, since, until, reading.lookup.capacity(flight))
    days = tuple(sorted({day for changes in (*steps.values(), seats) for day in changes}))

    def running(changes: dict[date, int]) -> tuple[int, ...]:
        return tuple(accumulate(changes.get(day, 0) for day in days))

    present = {agency: running(changes) for agency, changes in steps.items() if changes}
    return AboardCounts(days, present, running(seats))
