"""Strategies for programs with windows, and for the dates that a plan chooses in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from attrs import evolve
from hypothesis import strategies as st

from seatplan.dates import DateChoices, choices
from seatplan.plan import FlightDates
from seatplan.program import DockedDays, Flight, Program, Window
from seatplan.testing.draws import chance, day, maybe


@st.composite
def windowed(
    draw: st.DrawFn, program: Program, *, most_open: int = 2, most_days: int = 3
) -> Program:
    """The program with windows for a few flights.

    Args:
        program: a program without windows.
        most_open: the largest number of flights with windows.
        most_days: the largest number of possible days for each launch and each landing.
    """
    ids = [flight.id for flight in program.flights]
    some = draw(st.lists(st.sampled_from(ids), unique=True, max_size=most_open)) if ids else []
    flights = tuple(
        draw(_with_windows(one, most_days)) if one.id in some else one for one in program.flights
    )
    return evolve(program, flights=flights)


@st.composite
def _with_windows(draw: st.DrawFn, flight: Flight, most_days: int) -> Flight:
    """The flight with a window for its launch, its landing, or both."""
    which = draw(st.sampled_from(("both", "launch", "landing")))
    length = (flight.landing - flight.launch).days
    docked = None
    if chance(draw, 3):
        low = draw(st.integers(max(0, length - 3), length))
        high = maybe(draw, st.integers(length, length + 3))
        docked = DockedDays(low, high)
    return evolve(
        flight,
        launch_window=draw(windows(flight.launch, most_days)) if which != "landing" else None,
        landing_window=draw(windows(flight.landing, most_days)) if which != "launch" else None,
        docked_days=docked,
    )


@st.composite
def windows(draw: st.DrawFn, own: date, most_days: int = 3) -> Window:
    """A window around a day; its ends need not be possible days."""
    step = draw(st.sampled_from((1, 2, 5)))
    before = draw(st.integers(0, most_days - 1))
    after = draw(st.integers(0, most_days - 1 - before))
    since = own - timedelta(before * step + draw(st.integers(0, step - 1)))
    until = own + timedelta(after * step + 1 + draw(st.integers(0, step - 1)))
    return Window(since, until, step)


def pairs_of(one: DateChoices) -> tuple[tuple[date, date], ...]:
    """The pairs of launch and landing days that a flight may have, in order."""
    pairs = product(one.launches(), one.landings())
    return tuple(pair for pair in pairs if one.fits(*pair))


def all_dates(program: Program) -> Iterator[tuple[FlightDates, ...]]:
    """Yield every choice of dates for the flights with a window, as the `dates` of a plan."""
    windowed = [one for one in choices(program).values() if one.flight.has_window]
    for pairs in product(*map(pairs_of, windowed)):
        yield tuple(
            FlightDates(one.flight.id, *pair) for one, pair in zip(windowed, pairs, strict=True)
        )


@st.composite
def some_dates(
    draw: st.DrawFn, program: Program, *, broken: bool = False
) -> tuple[FlightDates, ...]:
    """The dates of a plan for the program.

    Args:
        program: a program with or without windows.
        broken: whether any flight may have any dates, even a landing before its launch.
    """
    found = []
    for one in choices(program).values():
        flight = one.flight
        if broken and chance(draw, 2):
            launch, landing = (draw(st.integers(0, 45)) for _ in range(2))
            found.append(FlightDates(flight.id, day(launch), day(landing)))
        elif flight.has_window and chance(draw, 5) is False:
            found.append(FlightDates(flight.id, *draw(st.sampled_from(pairs_of(one)))))
    return tuple(found)
