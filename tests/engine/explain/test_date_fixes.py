"""Fixes that move one flight: each leaves a plan, and a day less leaves none."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

from attrs import evolve
from hypothesis import given

import seatplan
from seatplan import DateFix, Flight, Plan, Program, Status
from seatplan.engine.explain import date_fixes
from seatplan.engine.explain.date_fixes import MOST_DAYS
from seatplan.errors import ProgramError
from seatplan.explanation import DATES_UNTRIED
from seatplan.rules.aboard import Aboard
from seatplan.rules.stay import Stay
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples
from tests.small_programs import leaking


def has_plan(program: Program) -> bool:
    """Whether there is a plan of the hard rules."""
    return seatplan.solve(evolve(program, goals=())).status is Status.OPTIMAL


def shorter(flight: Flight, fix: DateFix) -> list[DateFix]:
    """The same shift by one day less, later and earlier."""
    less = abs(fix.days) - 1
    made = []
    for days in {less, -less}:
        shift = timedelta(days)
        launch = flight.launch + (shift if fix.moves != "landing" else timedelta())
        landing = flight.landing + (shift if fix.moves != "launch" else timedelta())
        made.append(evolve(fix, days=days, launch=launch, landing=landing))
    return made


@given(tight_programs(max_flights=3, max_members=3, max_rules=2))
@examples(16)
def test_a_shift_leaves_a_plan_and_a_day_less_leaves_none(one: Program) -> None:
    """The program with the new days has a plan; with a day less it has none."""
    explanation = seatplan.explain(one, max_fixes=1)
    flights = {flight.id: flight for flight in one.flights}
    for fix in explanation.date_fixes:
        assert 1 <= abs(fix.days) <= MOST_DAYS
        assert has_plan(fix.made(one))
        for less in shorter(flights[fix.flight], fix):
            try:
                tighter = less.made(one)
            except ProgramError:
                continue
            assert not has_plan(tighter)


def too_short() -> Program:
    """A program in which D-1 is docked for 182 days, but must stay for at least 221."""
    return evolve(leaking(), rules=(Stay(flights=("D-1",), min=221),), goals=())


def test_the_smallest_shift_is_offered() -> None:
    """The smallest shift, a landing 39 days later, is offered."""
    explanation = seatplan.explain(too_short(), max_fixes=2)
    (fix,) = explanation.date_fixes
    assert (fix.flight, fix.moves, fix.days) == ("D-1", "landing", 39)
    assert fix.landing == date(2024, 9, 9)
    assert has_plan(fix.made(too_short()))


def test_the_past_does_not_move() -> None:
    """A past landing or launch is not moved."""
    plan = Plan((), "A leak")
    before = seatplan.explain(too_short(), plan, as_of=date(2024, 1, 1), max_fixes=1)
    assert [(fix.moves, fix.days) for fix in before.date_fixes] == [("landing", 39)]
    late = seatplan.explain(too_short(), plan, as_of=date(2025, 1, 1), max_fixes=1)
    assert late.date_fixes == ()


def test_none_where_no_fix_is_wanted() -> None:
    """There are no shifts if no fixes are requested or no shift helps."""
    assert seatplan.explain(too_short(), max_fixes=0).date_fixes == ()
    hopeless = evolve(leaking(), rules=(Stay(flights=("D-1",), min=400),), goals=())
    assert seatplan.explain(hopeless, max_fixes=1).date_fixes == ()


def test_a_station_that_would_be_empty() -> None:
    """For an empty station, the previous and the next ship are candidates to move."""
    flights = (
        Flight("D-1", "Dragon", date(2030, 1, 1), date(2030, 6, 1)),
        Flight("D-2", "Dragon", date(2030, 7, 1), date(2030, 12, 1)),
        Flight("D-3", "Dragon", date(2031, 7, 1), date(2031, 12, 1)),
    )
    rule = Aboard(min=1, since=date(2030, 2, 1), until=date(2030, 11, 1))
    one = evolve(leaking(), flights=flights, rules=(rule,), goals=(), fixed=(), forbidden=())
    fixes = seatplan.explain(one, max_fixes=1).date_fixes
    assert [(fix.flight, fix.moves, fix.days) for fix in fixes] == [
        ("D-1", "landing", 30),
        ("D-2", "launch", -30),
    ]
    assert all(has_plan(fix.made(one)) for fix in fixes)


def test_that_not_all_shifts_were_tried_is_in_the_explanation() -> None:
    """Where the search is cut off, the data and the text have it; otherwise neither does."""
    whole = seatplan.explain(too_short(), max_fixes=1)
    assert not whole.dates_untried
    assert DATES_UNTRIED not in str(whole)
    with patch.object(date_fixes, "MOST_VARIABLES", -1):
        cut = seatplan.explain(too_short(), max_fixes=1)
    assert (cut.date_fixes, cut.dates_untried) == ((), True)
    assert str(cut).endswith(DATES_UNTRIED)
