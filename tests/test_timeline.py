"""A plan by day: tours, loose legs, the people in space, and their lifeboats."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan.plan import Assignment
from seatplan.program import Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.testing import bare_programs, plans
from seatplan.timeline import (
    PlanIndex,
    docked,
    event_days,
    is_lifeboat,
    lifeboat_of,
    never_closed,
    pair_legs,
)
from tests.build import backup, day, down, flight, plan, program, seat, tour, up

from .properties.effort import examples

F1, F2, F3 = FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 15), flight("F3", 11, 21)]


@st.composite
def readings(draw: st.DrawFn) -> PlanIndex:
    """Draw any plan, good or bad, for any program."""
    program: Program = draw(bare_programs(max_flights=4))
    return PlanIndex(program, draw(plans(program) | plans(program, broken=True)))


@given(readings())
@examples(100)
def test_every_line_is_in_one_tour_or_in_none(reading: PlanIndex) -> None:
    """Each line of a plan is part of one tour or is loose."""
    legs = [
        line
        for one in reading.all_tours()
        for line in (
            Assignment(one.up.id, "up", one.role_up, one.member.id),
            Assignment(one.down.id, "down", one.role_down, one.member.id),
        )
    ]
    every = legs + reading.unpaired + reading.backups
    assert sorted(every) == sorted(reading.plan.assignments)
    assert all(one.member.id == member for member, tours in reading.tours.items() for one in tours)
    assert all(reading.tours.values())


@given(readings())
@examples(100)
def test_the_earliest_up_takes_the_next_down(reading: PlanIndex) -> None:
    """Tours end in the order in which they started, and no pair of legs is left loose."""
    for tours in reading.tours.values():
        days = [(one.launch, one.landing) for one in tours]
        assert days == sorted(days)
        assert sorted(landing for _, landing in days) == [landing for _, landing in days]
        assert all(launch < landing for launch, landing in days)
    for one in reading.unpaired:
        for two in reading.unpaired:
            if one.member == two.member and (one.leg, two.leg) == ("up", "down"):
                flights = reading.lookup.flights
                assert leg_day(flights[one.flight], "up") >= leg_day(flights[two.flight], "down")


def test_what_waits_takes_what_comes() -> None:
    """With legs up on F1 and F2 and down on F3 and F2, the first up has the first down."""
    seats = [seat("pilot"), seat("guest")]
    lines = (up("ann", "F1"), up("ann", "F2", "guest"), down("ann", "F2", "guest"))
    one = PlanIndex(program(FLIGHTS, ["ann"], seats=seats), plan(lines, down("ann", "F3")))
    first, second = one.tours["ann"]
    assert (first.up, first.down, first.role_up, first.role_down) == (F1, F2, "pilot", "guest")
    assert (second.up, second.down, second.role_up, second.role_down) == (F2, F3, "guest", "pilot")
    assert one.unpaired == []


def test_what_belongs_to_no_tour() -> None:
    """Downs without a leg up come first, then legs up without a leg down, by member."""
    one = PlanIndex(
        program(FLIGHTS, ["bob", "ann"]),
        plan(up("bob", "F1"), down("ann", "F1"), up("ann", "F3")),
    )
    assert one.unpaired == [down("ann", "F1"), up("ann", "F3"), up("bob", "F1")]
    assert one.tours == {}


def test_on_one_day_the_down_comes_first() -> None:
    """No one lands from a tour that starts on the same day, whatever the ids of flights."""
    flights = [flight("Z", 1, 11), flight("A", 11, 21)]
    one = PlanIndex(program(flights, ["ann"]), plan(down("ann", "Z"), tour("ann", "A")))
    assert one.unpaired == [down("ann", "Z")]
    assert [tour.up.id for tour in one.tours["ann"]] == ["A"]


def test_the_days_of_a_tour() -> None:
    """A tour includes its launch day but not its landing day."""
    one = PlanIndex(program(FLIGHTS, ["ann"]), plan(tour("ann", "F1", "F2")))
    (only,) = one.tours["ann"]
    assert [n for n in range(20) if only.covers(day(n))] == list(range(1, 15))
    assert only.days == 14


def test_the_lines_of_a_leg() -> None:
    """Each leg has its lines, and an empty leg has none."""
    one = PlanIndex(program(FLIGHTS, ["ann"]), plan(tour("ann", "F1", "F2")))
    assert one.on(F1, "up") == (up("ann", "F1"),)
    assert one.on(F2, "down") == (down("ann", "F2"),)
    assert one.on(F1, "down") == one.on(F2, "up") == ()


def test_what_is_past() -> None:
    """The days before `as_of` are past; without it, none are."""
    one = program(FLIGHTS, ["ann"])
    assert [PlanIndex(one, plan(), as_of=day(5)).past(day(n)) for n in (4, 5, 6)] == [
        True,
        False,
        False,
    ]
    assert not PlanIndex(one, plan()).past(day(1))


def test_what_a_reading_keeps() -> None:
    """A reading keeps its arguments, and makes an index only if none is given."""
    one = program(FLIGHTS, ["ann"])
    old, new, known = plan(tour("ann", "F1")), plan(), ProgramIndex(one)
    whole = PlanIndex(one, new, as_of=day(2), reference=old, lookup=known)
    assert (whole.program, whole.plan, whole.as_of, whole.reference) == (one, new, day(2), old)
    assert whole.lookup is known
    bare = PlanIndex(one, new)
    assert (bare.as_of, bare.reference, bare.lookup.program) == (None, None, one)


@pytest.mark.parametrize(
    ("n", "home"), [(0, None), (1, F1), (4, F1), (5, F2), (11, F2), (14, F2), (15, None)]
)
def test_whose_lifeboat(n: int, home: object) -> None:
    """The lifeboat is the flight home once it is docked, and until then the flight up."""
    assert lifeboat_of(F1, F2, day(n)) is home
    assert docked(F1, day(n)) == (1 <= n < 11)


def test_what_counts_as_lifeboat() -> None:
    """A flight that brings people down is a lifeboat unless it states otherwise, until its day."""
    for descent in ("crewed", "empty"):
        said = {
            lifeboat: flight("F1", 1, 11, descent=descent, lifeboat=lifeboat)
            for lifeboat in (None, True, False)
        }
        assert is_lifeboat(said[None], day(1)) == (descent == "crewed")
        assert is_lifeboat(said[True], day(10))
        assert not is_lifeboat(said[False], day(1))
        for one in said.values():
            until = evolve(one, lifeboat_until=day(5))
            assert is_lifeboat(until, day(4)) == is_lifeboat(one, day(4))
            assert not is_lifeboat(until, day(5))


def test_days_on_which_a_flight_changes_a_station() -> None:
    """The days are its launch, its landing, and the day on which it ceases to be a lifeboat."""
    for until in (-3, 1, 11, 15):
        assert event_days(flight("F1", 1, 11, lifeboat_until=day(until)))[-1] == day(11)
        assert set(event_days(flight("F1", 1, 11, lifeboat_until=day(until)))) == {day(1), day(11)}
    assert event_days(flight("F1", 1, 11, lifeboat_until=day(4))) == (day(1), day(4), day(11))


def test_backups_pair_with_nothing() -> None:
    """A backup is neither a leg up nor a leg down, whatever the order of lines."""
    lookup = ProgramIndex(program(FLIGHTS, ["ann"]))
    lines = [up("ann", "F1"), backup("ann", "F2"), down("ann", "F3")]
    (made,), rest = pair_legs(lookup, lines)
    assert (made.up, made.down, rest) == (F1, F3, [])
    history = plan(up("ann", "F1"), backup("ann", "F2"))
    assert never_closed(lookup, history, day(20)) == {up("ann", "F1")}
