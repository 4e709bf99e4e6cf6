"""Keep dates: how far flights have moved."""

from __future__ import annotations

from seatplan import FlightDates, Plan, Window, check
from seatplan.goals.keep_dates import KeepDates
from tests.build import day, flight, program

OPEN = Window(day(1), day(90))
FLIGHTS = [
    flight("F1", 10, 30, launch_window=OPEN, landing_window=OPEN),
    flight("F2", 20, 50, launch_window=OPEN, ascent="empty"),
]


def on(*dates: tuple[str, int, int]) -> Plan:
    """A plan with these dates."""
    return Plan(dates=tuple(FlightDates(name, day(up), day(down)) for name, up, down in dates))


def moved(goal: KeepDates, now: Plan, given: Plan | None) -> int:
    """The value of the goal for a plan."""
    one = program(FLIGHTS, [], seats=[], goals=[goal])
    return check(one, now, reference=given).values["keep-dates"]


def test_days_of_launches_and_landings() -> None:
    """Days are compared with the given plan, or else with the program."""
    now = on(("F1", 12, 25), ("F2", 15, 50))
    assert moved(KeepDates(), now, None) == 2 + 5 + 5
    assert moved(KeepDates(), now, Plan()) == 12
    assert moved(KeepDates(), now, on(("F1", 12, 30))) == 5 + 5
    assert moved(KeepDates(), now, now) == 0
    assert moved(KeepDates(), Plan(), now) == 12


def test_where_is_read_with_the_days_of_the_given_plan() -> None:
    """WHERE uses the days of the given plan, so a flight that leaves it still counts."""
    goal = KeepDates(until=day(15))
    now = on(("F1", 40, 60), ("F2", 14, 50))
    assert moved(goal, now, None) == 30 + 30
    assert moved(goal, now, on(("F1", 20, 30), ("F2", 13, 49))) == 1 + 1
