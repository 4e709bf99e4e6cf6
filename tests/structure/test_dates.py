"""Dates: flights are on days that the program allows."""

from __future__ import annotations

from seatplan import DockedDays, FlightDates, Plan, Window, check
from seatplan.structure import DATES
from tests.build import day, flight, program

DOCKED = DockedDays(min=15, max=40)
FLIGHTS = [
    flight(
        "F1",
        10,
        30,
        launch_window=Window(day(4), day(17), 3),
        landing_window=Window(day(25), day(60)),
        docked_days=DOCKED,
    ),
    flight("F2", 20, 50),
]
ONE = program(FLIGHTS, [], seats=[])


def on(name: str, launch: int, landing: int) -> Plan:
    """A plan with these dates."""
    return Plan(dates=(FlightDates(name, day(launch), day(landing)),))


def broken(plan: Plan, as_of: int | None = None, given: Plan | None = None) -> list[str]:
    """The findings of the law, without the requirement's sentence."""
    as_of_day = None if as_of is None else day(as_of)
    report = check(ONE, plan, as_of=as_of_day, reference=given)
    assert all((one.rule, one.amount, one.hard) == ("dates", 1, True) for one in report.violations)
    return [one.message.partition(": ")[2] for one in report.violations]


def test_days_that_are_no_candidates() -> None:
    """Off the steps, outside the window, or another date where there is no window."""
    assert broken(on("F1", 7, 28)) == []
    assert broken(on("F1", 8, 28)) == ["it launches on 2030-01-08"]
    assert broken(on("F1", 1, 61)) == ["it launches on 2030-01-01; it lands on 2030-03-02"]
    assert broken(on("F2", 20, 50)) == []
    assert broken(on("F2", 21, 51)) == ["it launches on 2030-01-21; it lands on 2030-02-20"]


def test_days_that_do_not_fit() -> None:
    """Too short, too long, or a landing that is not after the launch: never an error."""
    assert broken(on("F1", 16, 30)) == ["it is docked for 14 days"]
    assert broken(on("F1", 4, 45)) == ["it is docked for 41 days"]
    assert broken(on("F2", 50, 20)) == ["it launches on 2030-02-19; it lands on 2030-01-20"]


def test_the_past_is_as_it_was() -> None:
    """Days before `as_of` are excepted; none moves there, and none that lies there moves."""
    flown = on("F1", 8, 60)
    assert broken(flown) == ["it launches on 2030-01-08; it lands on 2030-03-01"]
    assert broken(flown, as_of=9) == ["it lands on 2030-03-01"]
    assert broken(on("F1", 8, 59), as_of=9) == ["it is docked for 51 days"]
    assert broken(flown, as_of=61) == []
    assert broken(on("F1", 7, 28), as_of=9, given=on("F1", 13, 28)) == [
        "it launches on 2030-01-07, moved before 2030-01-09"
    ]
    assert broken(on("F1", 13, 28), as_of=9, given=on("F1", 7, 28)) == [
        "it launches on 2030-01-13, but on 2030-01-07 in the given plan"
    ]


def test_what_it_says() -> None:
    """The windows, the steps and the days docked."""
    assert DATES.requirement(FLIGHTS[0]).message == (
        "F1 must launch in [2030-01-04, 2030-01-17) in steps of 3 days from 2030-01-10, land in "
        "[2030-01-25, 2030-03-01) and stay docked for at least 15 days and at most 40 days"
    )
    assert DATES.requirement(FLIGHTS[1]).message == (
        "F2 must launch on 2030-01-20 and land on 2030-02-19"
    )
    assert DATES.requirement(FLIGHTS[1]).id == "dates:F2"
