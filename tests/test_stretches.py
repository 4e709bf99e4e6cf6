"""Stretches of days: the ends of windows, and the ships docked in between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from seatplan.plan import FlightDates, Plan
from seatplan.program import Program, Window
from seatplan.program_index import ProgramIndex
from seatplan.stretches import stretches
from seatplan.testing import bare_programs, days
from seatplan.timeline import PlanIndex
from tests.build import day, flight, maybe_day, program

from .properties.effort import examples

FLIGHTS = [
    flight("F1", 1, 11),
    flight("F2", 5, 15),
    flight("F3", 20, 25),
    flight("A1", 3, 8, station="Axiom Station"),
]


def window(since: int, until: int, step: int = 1) -> Window:
    """Return a window, given by the numbers of days."""
    return Window(day(since), day(until), step)


Told = tuple[str, int, int, int, str]


def told(
    since: int | None = None,
    until: int | None = None,
    as_of: int | None = None,
    stations: Iterable[str] | None = ("ISS",),
) -> list[Told]:
    """Return station, start, since, until and docked ships, with numbers of days."""
    lookup = ProgramIndex(program(FLIGHTS, []))
    first, last, now = map(maybe_day, (since, until, as_of))
    picked = None if stations is None else tuple(stations)
    return [
        (
            one.station,
            *((when - day(0)).days for when in (one.start, one.since, one.until)),
            " ".join(flight.id for flight in one.docked),
        )
        for one in stretches(lookup, picked, first, last, now)
    ]


def test_between_events() -> None:
    """Stretches go from one launch or landing to the next."""
    assert told() == [
        ("ISS", 1, 1, 5, "F1"),
        ("ISS", 5, 5, 11, "F1 F2"),
        ("ISS", 11, 11, 15, "F2"),
        ("ISS", 15, 15, 20, ""),
        ("ISS", 20, 20, 25, "F3"),
    ]


def test_the_window_cuts() -> None:
    """The ends of a window are events too; an empty window has no days."""
    assert told(since=4, until=7) == [("ISS", 4, 4, 5, "F1"), ("ISS", 5, 5, 7, "F1 F2")]
    assert told(until=5) == [("ISS", 1, 1, 5, "F1")]
    assert told(since=20) == [("ISS", 20, 20, 25, "F3")]
    assert told(since=30, until=40) == [("ISS", 30, 30, 40, "")]
    assert told(since=7, until=7) == []
    assert told(since=26) == []
    assert told(until=-3) == []


def test_possible_days_are_event_days() -> None:
    """Stretches lie between all days on which an event is possible, in every plan."""
    flights = [
        flight("F1", 1, 11, launch_window=window(1, 4)),
        flight("F2", 5, 15, landing_window=window(9, 21, 6), lifeboat_until=day(13)),
    ]
    one = program(flights, [])

    def starts(*dates: FlightDates) -> list[int]:
        reading = PlanIndex(one, Plan(dates=dates))
        return [
            (found.start - day(0)).days
            for found in stretches(reading.lookup, None, None, None, None)
        ]

    assert starts() == [1, 2, 3, 5, 9, 11, 13]
    assert starts(FlightDates("F1", day(2), day(11))) == [2, 3, 5, 9, 11, 13]
    assert starts(FlightDates("F2", day(5), day(9))) == [1, 2, 3, 5, 9]
    flown = FlightDates("F2", day(4), day(15))  # a day that is no candidate
    assert starts(flown) == [1, 2, 3, 4, 9, 11, 13]
    past = PlanIndex(one, Plan(), as_of=day(6))
    lookup = past.lookup
    assert [len(days) for days in lookup.possible_days(lookup.flights["F1"])] == [1, 1]


def test_the_past_is_cut_off() -> None:
    """A stretch that `as_of` cuts keeps its start, which is part of its name."""
    assert told(until=15, as_of=5) == [("ISS", 5, 5, 11, "F1 F2"), ("ISS", 11, 11, 15, "F2")]
    assert told(until=15, as_of=7) == [("ISS", 5, 7, 11, "F1 F2"), ("ISS", 11, 11, 15, "F2")]
    assert told(as_of=24) == [("ISS", 20, 24, 25, "F3")]
    assert told(as_of=25) == []


def test_each_station() -> None:
    """Stations have separate events, in the order of their names; all if none is picked."""
    axiom = ("Axiom Station", 3, 3, 8, "A1")
    assert told(stations=("ISS", "Axiom Station"), until=8) == [
        axiom,
        ("ISS", 1, 1, 5, "F1"),
        ("ISS", 5, 5, 8, "F1 F2"),
    ]
    assert told(stations=None, until=8) == told(stations=("Axiom Station", "ISS"), until=8)


@given(bare_programs(), st.none() | days(), st.none() | days(), st.none() | days())
@examples(100)
def test_every_day_once(
    one: Program, since: date | None, until: date | None, as_of: date | None
) -> None:
    """Each day from `as_of` on is in one stretch, in which the docked ships do not change."""
    lookup = ProgramIndex(one)
    for station in lookup.stations:
        flights = [flight for flight in lookup.flights.values() if flight.station == station]
        first = since or min(flight.launch for flight in flights)
        last = until or max(flight.landing for flight in flights)
        begin = max(first, as_of or first)
        seen: list[int] = []
        for piece in stretches(lookup, (station,), since, until, as_of):
            ordinals = range(piece.since.toordinal(), piece.until.toordinal())
            seen += ordinals
            assert piece.days == len(ordinals) > 0
            for number in ordinals:
                on = date.fromordinal(number)
                there = [flight for flight in flights if flight.launch <= on < flight.landing]
                assert list(piece.docked) == there
        assert seen == list(range(begin.toordinal(), last.toordinal()))
