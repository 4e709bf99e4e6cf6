"""Edits of dates, and what-ifs of programs with windows: what is prepared, moved and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import (
    Cancel,
    Extend,
    FlightDates,
    Goal,
    OpenDates,
    Plan,
    Program,
    ProgramError,
    SetDates,
    Slip,
    Window,
    compare,
    solve,
    what_if,
)
from seatplan.dates import choices
from seatplan.files import load_plan
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.testing import bare_programs, days, programs, some_dates, windowed
from seatplan.whatif.changes import Change
from seatplan.whatif.edited import edited
from seatplan.whatif.editing import Draft
from seatplan.whatif.outcome import Outcome, outcome_of
from seatplan.whatif.preparing import prepared
from seatplan.whatif.records import changes_of, record_of, result_from
from seatplan.whatif.replanning_goals import with_least_change
from seatplan.whatif.scenario import Scenario
from tests.build import day, flight, plan, program, tour
from tests.properties.effort import examples


def window(since: int, until: int, step: int = 1) -> Window:
    """A window from day to day."""
    return Window(day(since), day(until), step)


def on(name: str, launch: int, landing: int) -> FlightDates:
    """Dates of a flight, as numbers of days."""
    return FlightDates(name, day(launch), day(landing))


FIXED = program([flight("F1", 10, 30), flight("F2", 20, 50)], ["ann", "bob"])
OPEN = program(
    [
        flight("F1", 10, 30, launch_window=window(5, 16), landing_window=window(25, 41, 5)),
        flight("F2", 20, 50),
    ],
    ["ann", "bob"],
)


def windows(of: Program, name: str) -> tuple[Window | None, Window | None]:
    """The windows of a flight."""
    one = of.flight(name)
    return one.launch_window, one.landing_window


def test_open_dates() -> None:
    """Windows around the days, for all flights or some; what is past keeps its day."""
    after = FIXED.apply(OpenDates(days=3, step=3))
    assert windows(after, "F1") == (window(7, 14, 3), window(27, 34, 3))
    assert windows(after, "F2") == (window(17, 24, 3), window(47, 54, 3))
    later = FIXED.apply(OpenDates(["F2"], after=4))
    assert windows(later, "F1") == (None, None)
    assert windows(later, "F2") == (window(20, 25), window(50, 55))
    seen = edited(FIXED, [OpenDates(days=9)], as_of=day(15))
    assert windows(seen, "F1") == (None, window(21, 40))
    assert windows(seen, "F2") == (window(15, 30), window(41, 60))
    assert windows(edited(FIXED, [OpenDates(days=9)], as_of=day(31)), "F1") == (None, None)
    with pytest.raises(ProgramError, match="the landing of 'F1' on 2030-01-30 is past"):
        edited(FIXED, [OpenDates(["F1"], days=9)], as_of=day(31))


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (OpenDates(), "it opens no days"),
        (OpenDates(days=1, before=1), "`days` is what `before` and `after` are together"),
        (OpenDates(days=-1), "-1 is less than 0"),
        (OpenDates(days=1, step=0), "0 is less than 1"),
        (OpenDates([], days=1), "an empty list opens nothing"),
        (OpenDates(["F3"], days=1), "unknown flight 'F3'"),
        (SetDates("F1"), "dates without a day"),
        (SetDates("F1", landing=day(3)), "is not after its launch"),
    ],
)
def test_edits_that_say_nothing_right(edit: OpenDates | SetDates, said: str) -> None:
    """Their mistakes are reported, and so is a program that contradicts itself after them."""
    with pytest.raises(ProgramError, match=said):
        FIXED.apply(edit)


def test_set_dates() -> None:
    """The days become the program's own; windows stay, and must have them in them."""
    assert FIXED.apply(SetDates("F1", day(12), day(33))).flight("F1") == flight("F1", 12, 33)
    moved = OPEN.apply(SetDates("F1", launch=day(12)))
    assert moved.flight("F1").launch == day(12)
    assert windows(moved, "F1") == windows(OPEN, "F1")
    with pytest.raises(ProgramError, match="is not in its launch_window"):
        OPEN.apply(SetDates("F1", launch=day(17)))
    (remark,) = SetDates("F1", launch=day(12)).remarks(OPEN, Plan(), None)
    assert remark == "F1 may launch on another day than 2030-01-12: its window stays open."
    assert not [*SetDates("F1", launch=day(12)).remarks(FIXED, Plan(), None)]


def test_windows_slip_too() -> None:
    """And begin no earlier than the new day; `extend` and `hold` move the landing's alone."""
    later = OPEN.apply(Slip("F1", 4)).flight("F1")
    assert (later.launch, later.launch_window) == (day(14), window(14, 20))
    assert (later.landing, later.landing_window) == (day(34), window(34, 45, 5))
    earlier = OPEN.apply(Slip("F1", -2, keep_landing=True)).flight("F1")
    assert (earlier.launch, earlier.launch_window) == (day(8), window(8, 14))
    assert earlier.landing_window == window(25, 41, 5)
    for edit in (Extend("F1", 3), Slip("F2", 3, hold=("F1",))):
        held = OPEN.apply(edit).flight("F1")
        assert held.launch_window == window(5, 16)
        assert (held.landing, held.landing_window) == (day(33), window(33, 44, 5))


def ready(given: Plan, as_of: int | None = None, what: Program = OPEN) -> Program:
    """The program as a what-if finds it."""
    found = prepared(Draft.of(what), given, None if as_of is None else day(as_of))
    return evolve(what, flights=found.flights)


def test_a_what_if_begins_on_the_dates_of_the_plan() -> None:
    """Where they are candidates; windows begin on `as_of`, and what is past has its day alone."""
    there = ready(Plan(dates=(on("F1", 12, 35),))).flight("F1")
    assert (there.launch, there.landing) == (day(12), day(35))
    assert windows(ready(Plan(dates=(on("F1", 12, 35),))), "F1") == windows(OPEN, "F1")
    off = ready(Plan(dates=(on("F1", 3, 35),))).flight("F1")
    assert (off.launch, off.landing) == (day(10), day(35))
    flown = ready(Plan(dates=(on("F1", 3, 35),)), as_of=8).flight("F1")
    assert (flown.launch, flown.launch_window) == (day(3), window(3, 4))
    assert flown.landing_window == window(25, 41, 5)
    cut = ready(Plan(), as_of=9).flight("F1")
    assert cut.launch_window == window(9, 16)
    assert ready(Plan(), what=FIXED) is not OPEN
    assert ready(Plan(dates=(on("F2", 1, 2),)), what=FIXED) == FIXED


def test_a_flight_slips_from_its_day_in_the_plan() -> None:
    """Not from that of the program."""
    given = Plan(dates=(on("F1", 12, 35),))
    there = edited(OPEN, [Slip("F1", 2)], plan=given).flight("F1")
    assert (there.launch, there.launch_window) == (day(14), window(14, 18))
    assert (there.landing, there.landing_window) == (day(37), window(37, 43, 5))


def test_goals_of_a_what_if() -> None:
    """`keep-dates` comes after `least-change` where a flight has a window, instead of its own."""
    goals = (KeepRules(), KeepDates(flights=("F1",)), FillSeats())
    known = Draft.of(evolve(OPEN, goals=goals))
    names = [type(goal) for goal in with_least_change(known).goals]
    assert names == [KeepRules, LeastChange, KeepDates, FillSeats]
    assert with_least_change(known).goals[2] == KeepDates(id="keep-dates")
    fixed = Draft.of(evolve(FIXED, goals=goals))
    names = [type(goal) for goal in with_least_change(fixed).goals]
    assert names == [KeepRules, LeastChange, KeepDates, FillSeats]
    assert with_least_change(fixed).goals[2] == evolve(goals[1], id="keep-dates")
    own = with_least_change(Draft.of(OPEN)).goals
    assert [type(goal) for goal in own] == [LeastChange, KeepDates]


GIVEN = plan(tour("ann", "F1"), tour("bob", "F2"))


def test_without_edits_nothing_moves() -> None:
    """The plan stands, on its dates, and so do its goals."""
    given = evolve(GIVEN, dates=(on("F1", 12, 35),))
    outcome = what_if(OPEN, given)
    assert outcome.result.plan is not None
    assert outcome.result.plan.dates == given.dates
    assert (outcome.changes, outcome.dates) == ((), ())
    assert outcome.program.goals == OPEN.goals


def test_what_moved_is_told() -> None:
    """From what day to what day; in programs without windows a slip is no news."""
    old = evolve(GIVEN, dates=(on("F1", 12, 35),))
    new = evolve(GIVEN, dates=(on("F1", 10, 40),))
    found = compare(OPEN, old, new)
    assert [one.sentence for one in found.dates] == [
        "F1: launches on 2030-01-10 instead of 2030-01-12 (2 days earlier) "
        "and lands on 2030-02-09 instead of 2030-02-04 (5 days later)."
    ]
    assert found.lines == ()
    assert repr(found) == "<Difference 2 lines, 0 flights, 0 members>"
    assert found.changes == (
        Change("F1", "up", "", "", "moved", day(12), day(10)),
        Change("F1", "down", "", "", "moved", day(35), day(40)),
    )
    slipped = FIXED.apply(Slip("F1", 1))
    assert compare(slipped, GIVEN, GIVEN, before=FIXED).dates == ()


BOTH = ("F1", "F2")


@pytest.mark.parametrize(
    "goals",
    [
        (KeepDates(flights=BOTH),),
        (FillSeats(flights=BOTH), KeepDates(flights=BOTH)),
        (LeastChange(), KeepDates(flights=("F2",)), FillSeats()),
    ],
)
def test_goals_that_name_a_canceled_flight(goals: tuple[Goal, ...]) -> None:
    """The program of an outcome is the edited one, its own `keep-dates` included."""
    one = evolve(OPEN, goals=goals)
    outcome = what_if(one, GIVEN, Cancel("F2"))
    assert outcome.program == edited(one, (Cancel("F2"),), plan=GIVEN)
    assert Outcome.from_dict(outcome.to_dict()) == outcome


def test_a_journal_keeps_dates(tmp_path: Path) -> None:
    """The result comes back with the dates of its plan."""
    outcome = what_if(OPEN, GIVEN)
    new = evolve(GIVEN, dates=(on("F1", 10, 40),), program="")
    moved = outcome_of(
        Scenario("moved"),
        evolve(outcome.result, plan=new),
        program=OPEN,
        edited=OPEN,
        own=OPEN.goals,
        plan=GIVEN,
        before={},
    )
    assert [one.flight for one in moved.dates] == ["F1"]
    assert [one.leg for one in moved.changes if one.kind == "moved"] == ["down"]
    assert changes_of(record_of(moved)) == moved.changes
    assert Outcome.from_dict(moved.to_dict()) == moved
    assert result_from(record_of(moved), GIVEN, OPEN).plan == new
    new.save(tmp_path / "new.csv")
    assert load_plan(tmp_path / "new.csv", Plan, OPEN) == new


@given(st.data())
@examples(8)
def test_a_plan_that_is_given_back_moves_nothing(data: st.DataObject) -> None:
    """Whatever the windows are: without an edit the best plan keeps its people and its dates."""
    drawn = data.draw(programs(goals=(), max_rules=1).flatmap(windowed))
    hard = evolve(drawn, rules=tuple(evolve(rule, weight=None) for rule in drawn.rules))
    wishless = evolve(hard, fixed=(), forbidden=())
    given_plan = solve(wishless).plan
    if given_plan is None:
        return
    as_of = data.draw(st.none() | days(-1, 45))
    outcome = what_if(wishless, given_plan, as_of=as_of)
    assert (outcome.changes, outcome.dates) == ((), ())
    assert outcome.result.plan is not None
    assert outcome.result.plan.dates == given_plan.dates


@given(st.data())
@examples(60)
def test_a_prepared_program_has_the_plan_on_its_own_dates(data: st.DataObject) -> None:
    """Legs that are past or candidates are on the plan's days, all others where they were."""
    drawn = data.draw(bare_programs().flatmap(windowed))
    given_plan = Plan(dates=data.draw(some_dates(drawn, broken=data.draw(st.booleans()))))
    as_of = data.draw(st.none() | days(-1, 45))
    found = prepared(Draft.of(drawn), given_plan, as_of)
    after = evolve(drawn, flights=found.flights)  # it contradicts itself in nothing
    allowed = choices(drawn, given_plan, as_of)
    for one in given_plan.dates:
        now = after.flight(one.flight)
        if (
            allowed[one.flight].allows(one.launch, one.landing)
            and drawn.flight(one.flight).has_window
        ):
            assert (now.launch, now.landing) == (one.launch, one.landing)
