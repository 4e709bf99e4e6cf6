"""Windows on the page: the open days, drawn behind the flight and listed in its card."""

from __future__ import annotations

from attrs import evolve

from seatplan import FlightDates, Plan, Slip, Window, what_if
from seatplan.report.page import report_page
from seatplan.report.page.windows import OpenDays, open_days
from seatplan.timeline import PlanIndex
from tests.build import day, flight, plan, program, tour

MOVING = program(
    [
        flight(
            "F1",
            10,
            30,
            launch_window=Window(day(5), day(16)),
            landing_window=Window(day(25), day(41), 5),
        ),
        flight("F2", 40, 50),
    ],
    ["ann", "bob"],
)
GIVEN = plan(tour("ann", "F1"), tour("bob", "F2"))


def test_days_that_are_open() -> None:
    """Windows go from the first possible day to the last; with `as_of`, only the rest counts."""
    launch = OpenDays("launch", day(5), day(15), 1)
    landing = OpenDays("land", day(25), day(40), 5)
    assert open_days(PlanIndex(MOVING, GIVEN)) == {"F1": (launch, landing)}
    later = open_days(PlanIndex(MOVING, GIVEN, as_of=day(12)))
    assert later == {"F1": (landing,)}
    assert launch.in_words == "may launch from 2030-01-05 to 2030-01-15"
    assert landing.in_words == "may land from 2030-01-25 to 2030-02-09, every 5 days"


def test_a_page_with_windows_and_moved_flights() -> None:
    """Windows and earlier dates are drawn, and the card shows by how many days a flight moved."""
    moved = evolve(GIVEN, dates=(FlightDates("F1", day(12), day(30)),))
    page = report_page(MOVING, moved)
    assert page.count('<svg class="window') == 2
    assert "F1 may launch from 2030-01-05 to 2030-01-15" in page
    assert page.count('<svg class="ghost"') == 1
    assert "launch moved by +2 days" in page
    fixed = evolve(
        MOVING,
        flights=tuple(evolve(f, launch_window=None, landing_window=None) for f in MOVING.flights),
    )
    still = report_page(fixed, GIVEN)
    assert "may launch" not in still
    assert "where it was" not in still


def test_a_page_of_a_what_if_in_which_flights_move() -> None:
    """If no seat changes but flights move, the page shows which flights move."""
    outcome = what_if(
        MOVING, evolve(GIVEN, dates=(FlightDates("F1", day(10), day(30)),)), Slip("F1", 2)
    )
    page = report_page(outcome)
    assert "No seat changes." in page
    assert "both plans are the same" not in page
    assert "<b>1 flight</b> moved" in page
    assert "(2 days later)" in page
    assert "nothing changes" not in page
    assert outcome.result.plan is not None
    assert isinstance(outcome.result.plan, Plan)
