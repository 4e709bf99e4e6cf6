"""The days that flights can choose, and programs on the dates of a plan."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import (
    DockedDays,
    FlightDates,
    Plan,
    PlanError,
    Program,
    ProgramError,
    Report,
    Window,
    check,
)
from seatplan.dates import choices, dated
from seatplan.testing import all_dates, bare_programs, plans, programs, some_dates, windowed
from tests.build import day, flight, plan, program, tour
from tests.properties.effort import examples


def on(name: str, launch: int, landing: int) -> FlightDates:
    """Return dates of a flight, given by numbers of days."""
    return FlightDates(name, day(launch), day(landing))


def window(since: int, until: int, step: int = 1) -> Window:
    """Return a window, given by numbers of days."""
    return Window(day(since), day(until), step)


def test_days_lie_whole_steps_from_the_own_day() -> None:
    """Candidates are whole steps from the program's day; without a window, only that day."""
    one = flight("F1", 10, 30, launch_window=window(3, 18, 4))
    found = choices(program([one], ["ann"]))["F1"]
    assert found.launches() == (day(6), day(10), day(14))
    assert found.landings() == (day(30),)
    assert found.is_open
    alone = choices(program([flight("F1", 10, 30, launch_window=window(10, 11))], ["ann"]))["F1"]
    assert (alone.launches(), alone.is_open) == ((day(10),), False)


def test_pairs_that_go_together() -> None:
    """The landing is after the launch, and `docked_days` are kept."""
    docked = DockedDays(min=2, max=9)
    one = flight(
        "F1", 10, 15, launch_window=window(8, 15), landing_window=window(11, 18), docked_days=docked
    )
    found = choices(program([one], ["ann"]))["F1"]
    allowed = {
        (launch, landing)
        for launch in range(1, 31)
        for landing in range(1, 31)
        if found.allows(day(launch), day(landing))
    }
    assert allowed == {
        (launch, landing)
        for launch in range(8, 15)
        for landing in range(11, 18)
        if 2 <= landing - launch <= 9
    }


def test_the_past_stays_and_no_leg_moves_into_it() -> None:
    """A past leg keeps the day of the given plan; other legs have days from `as_of` on."""
    one = flight("F1", 10, 30, launch_window=window(5, 16), landing_window=window(25, 36, 5))
    known = program([one], ["ann"])
    flown = Plan(dates=(on("F1", 3, 27),))
    past = choices(known, flown, day(4))["F1"]
    assert (past.launches(), past.launch_past) == ((day(3),), True)
    assert (past.landings(), past.landing_past) == ((day(25), day(30), day(35)), False)
    coming = choices(known, Plan(), day(8))["F1"]
    assert coming.launches() == tuple(map(day, range(8, 16)))
    over = choices(known, flown, day(28))["F1"]
    assert over.landings() == (day(27),)
    assert choices(known, None, day(28))["F1"].launches() == (day(10),)
    none_left = choices(known, Plan(dates=(on("F1", 20, 30),)), day(18))["F1"]
    assert (none_left.launches(), none_left.is_open) == ((), True)


@given(st.integers(1, 40), st.integers(0, 20), st.integers(1, 20), st.integers(1, 9))
def test_days_from_a_day_on(as_of: int, before: int, after: int, step: int) -> None:
    """With `as_of`, the candidates are the days of the window that are not before it."""
    one = flight("F1", 20, 90, launch_window=window(20 - before, 20 + after, step))
    flown = Plan(dates=(on("F1", 80, 90),))
    found = choices(program([one], ["ann"]), flown, day(as_of))["F1"]
    whole = choices(program([one], ["ann"]))["F1"]
    assert found.launches() == tuple(one for one in whole.launches() if one >= day(as_of))


def test_a_program_on_the_dates_of_a_plan() -> None:
    """The program has no windows, and its flights are in the order of the new launches."""
    flights = [
        flight("F1", 10, 30, launch_window=window(5, 16), docked_days=DockedDays(max=40)),
        flight("F2", 12, 40, landing_window=window(30, 50)),
    ]
    known = program(flights, ["ann"])
    moved = Plan(dates=(on("F1", 14, 30),))
    there = known.at(moved)
    assert there.flights == (
        flight("F1", 14, 30, docked_days=DockedDays(max=40)),
        flight("F2", 12, 40),
    )
    assert known.at(Plan(dates=(on("F1", 14, 90),))).flights[0].docked_days is None
    fixed = program([flight("F1", 10, 30)], ["ann"])
    assert dated(fixed, Plan()) is fixed
    with pytest.raises(PlanError, match="unknown flight 'F3'"):
        known.at(Plan(dates=(on("F3", 1, 2),)))
    with pytest.raises(ProgramError, match="is not after its launch"):
        known.at(Plan(dates=(on("F1", 14, 14),)))


def test_what_windows_must_not_say() -> None:
    """The program's dates must be candidates and keep `docked_days`; ends must be in order."""
    for keys, said in (
        ({"launch_window": window(11, 20)}, r"the launch 2030-01-10 of 'F1' is not in its launch_"),
        ({"landing_window": window(20, 30)}, "until = 2030-01-31"),
        ({"launch_window": window(12, 8)}, "since 2030-01-12 is after until 2030-01-08"),
        ({"launch_window": window(8, 12, 0)}, "0 is less than 1"),
        ({"docked_days": DockedDays()}, "has neither min nor max"),
        ({"docked_days": DockedDays(min=21)}, "docked for 20 days, against docked_days min = 21"),
        ({"docked_days": DockedDays(max=19)}, "docked for 20 days, against docked_days max = 19"),
        ({"docked_days": DockedDays(min=9, max=3)}, "min 9 is more than max 3"),
    ):
        with pytest.raises(ProgramError, match=said):
            program([flight("F1", 10, 30, **keys)], ["ann"])


def test_spacecraft_may_make_room_for_each_other() -> None:
    """Overlapping flights of one spacecraft are an error only if neither can move."""
    one, two = flight("F1", 10, 30, spacecraft="E"), flight("F2", 20, 40, spacecraft="E")
    program([one, evolve(two, launch_window=window(20, 35))], ["ann"])
    with pytest.raises(ProgramError, match="'E' is still on 'F1'"):
        program([one, two], ["ann"])


def test_plans_that_contradict_themselves() -> None:
    """A flight has one pair of dates in a plan; a repeated entry counts once."""
    assert Plan(dates=(on("F1", 1, 2), on("F1", 1, 2))).dates == (on("F1", 1, 2),)
    with pytest.raises(PlanError, match=r"dates\[1\]: 'F1' is already in dates\[0\], with"):
        Plan(dates=(on("F1", 1, 2), on("F1", 1, 3)))
    with pytest.raises(PlanError, match="is not a FlightDates"):
        Plan(dates=("F1",))  # type: ignore[arg-type]


OF_OWN_DATES = {"longest-waiting", "keep-dates"}
"""Goals that look at the dates of the program itself; in P@plan these are those of the plan."""


def amounts(report: Report) -> Counter[tuple[str, bool]]:
    """Return the amounts of violations, by rule."""
    found: Counter[tuple[str, bool]] = Counter()
    for one in report.violations:
        found[one.rule, one.hard] += one.amount
    return found


@given(st.data())
@examples(60)
def test_a_plan_is_read_on_its_own_dates(data: st.DataObject) -> None:
    """It breaks and is worth in P what it is in P@plan, by the same amounts.

    Only the stretches of days that requirements are about may be shorter.
    """
    whole = data.draw(programs(max_rules=2, max_goals=2))
    whole = evolve(whole, goals=tuple(g for g in whole.goals if g.kind not in OF_OWN_DATES))
    whole = data.draw(windowed(whole))
    lines = data.draw(plans(whole))
    flown = evolve(lines, dates=data.draw(some_dates(whole)))
    here, there = check(whole, flown), check(whole.at(flown), evolve(flown, dates=()))
    assert (here.ok, here.values) == (there.ok, there.values)
    assert amounts(here) == amounts(there)
    stretched = {"aboard", "lifeboat"}
    if not stretched & {rule.kind for rule in whole.rules}:
        assert here.violations == there.violations


@given(st.data())
@examples(40)
def test_no_dates_are_an_error(data: st.DataObject) -> None:
    """A plan with other dates can be read; each flight on impossible dates is one violation."""
    whole = data.draw(programs().flatmap(windowed))
    flown = evolve(data.draw(plans(whole)), dates=data.draw(some_dates(whole, broken=True)))
    found = [one for one in check(whole, flown).violations if one.rule == "dates"]
    known = choices(whole)
    wrong = [
        one.flight for one in flown.dates if not known[one.flight].allows(one.launch, one.landing)
    ]
    assert sorted(one.flights for one in found) == sorted((name,) for name in wrong)
    assert all(one.amount == 1 for one in found)


@given(st.data())
@examples(30)
def test_a_window_of_one_day_is_a_fixed_date(data: st.DataObject) -> None:
    """It changes no report of `check`."""
    whole = data.draw(bare_programs())
    later = timedelta(1)
    closed = evolve(
        whole,
        flights=tuple(
            evolve(
                one,
                launch_window=Window(one.launch, one.launch + later),
                landing_window=Window(one.landing, one.landing + later),
            )
            for one in whole.flights
        ),
    )
    flown = data.draw(plans(whole))
    assert check(closed, flown) == check(whole, flown)
    assert len(list(all_dates(closed))) == 1


@given(programs().flatmap(windowed))
@examples(40)
def test_windows_survive_being_written(whole: Program) -> None:
    """Windows come back equal from plain data shaped as in a file."""
    assert Program.from_dict(whole.to_dict()) == whole


def test_waiting_is_counted_on_the_own_dates() -> None:
    """Waiting is counted on the program's dates, so launching late gains nothing."""
    from seatplan.goals import LongestWaiting

    one = flight("F1", 10, 30, launch_window=window(10, 26))
    known = program([flight("F0", 1, 5), one], ["ann"], goals=[LongestWaiting()])
    flown = evolve(plan(tour("ann", "F0"), tour("ann", "F1")), dates=(on("F1", 25, 30),))
    assert check(known, flown).values == {"longest-waiting": 5}
