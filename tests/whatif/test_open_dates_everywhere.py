"""Programs with windows in all functions: why not, alternatives, stress, sweep, trade-off."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from seatplan import (
    DockedDays,
    FlightDates,
    Plan,
    Scenario,
    Slip,
    Status,
    Window,
    alternatives,
    check,
    explain,
    solve,
    stress,
    sweep,
    tradeoff,
    what_if,
    why_not,
)
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_dates import KeepDates
from seatplan.rules.blackout import Blackout, Period
from seatplan.rules.handover import Handover
from seatplan.whatif.applying import with_fix
from tests.build import day, flight, program

MOVING = program(
    [
        flight(
            "F1",
            10,
            30,
            launch_window=Window(day(5), day(16)),
            landing_window=Window(day(20), day(41)),
            docked_days=DockedDays(max=30),
        ),
        flight("F2", 29, 50, launch_window=Window(day(20), day(41))),
    ],
    ["ann", "bob", "cem"],
    rules=[
        Blackout(periods=(Period(day(8), day(14)), Period(day(28), day(36)))),
        Handover(min=2, max=5),
    ],
    goals=[KeepDates()],
)


def best() -> Plan:
    """The best plan: F1 flies from day 7 to 27, F2 from day 25."""
    plan = solve(MOVING).plan
    assert plan is not None
    return plan


def test_the_dates_of_the_best_plan() -> None:
    """The dates of the best plan, from which the other tests start."""
    assert best().dates == (
        FlightDates("F1", day(7), day(27)),
        FlightDates("F2", day(25), day(50)),
    )
    assert check(MOVING, best()).ok
    assert check(MOVING.at(best()), best()).ok


def test_why_not_speaks_of_the_day_in_the_plan() -> None:
    """The answer uses the day of the flight in the plan, and shows changes and moves."""
    (line,) = best().on("F2", "up")
    (other, *_) = sorted({"ann", "bob", "cem"} - {one.member for one in best().assignments})
    answer = why_not(MOVING, best(), "F2", line.role, other)
    assert "F2 (2030-01-25)" in answer.verdict
    assert answer.proved
    assert answer.sentences[0].startswith("F2: ")


def test_alternatives_keep_what_dates_must_keep() -> None:
    """Alternatives may have other dates and keep every rule on them."""
    found = alternatives(MOVING, best(), count=3, at_least=1)
    assert found.plans
    for one in found:
        report = check(MOVING, one)
        assert report.ok
        assert report.values == check(MOVING, best()).values


def test_stress_counts_what_moves() -> None:
    """A fault that only moves flights is not quiet, and slips start at the plan's day."""
    study = stress(MOVING, best(), slips=(3,))
    row = next(one for one in study.rows if one.fault.scenario.name == "F2 slips by 3 days")
    assert row.survives
    assert (row.seats, row.changes) == (0, 4)
    assert not study.is_quiet(row)
    assert row.outcome is not None
    assert [one.flight for one in row.outcome.dates] == ["F1", "F2"]
    assert row.outcome.dates[1].launch >= day(28)
    assert study.baseline.changes == ()


def test_a_sweep_keeps_dates_in_its_journal(tmp_path: Path) -> None:
    """A sweep that is started again returns the same outcomes, including dates and changes."""
    scenarios = [Scenario("late", (Slip("F2", 3),)), Scenario("too late", (Slip("F2", 30),))]
    journal = tmp_path / "journal"
    first = list(sweep(MOVING, best(), scenarios, journal=journal))
    assert first == list(sweep(MOVING, best(), scenarios, journal=journal))
    assert [one.result.status for one in first] == [Status.OPTIMAL, Status.INFEASIBLE]
    assert [one.kind for one in first[0].changes] == ["moved"] * 4


def test_a_trade_off_of_dates_and_seats() -> None:
    """A trade-off can have `keep-dates` as one of its goals."""
    goals = (FillSeats(), KeepDates())
    points = list(tradeoff(evolve(MOVING, goals=goals), "fill-seats", "keep-dates"))
    assert [(one.first, one.second) for one in points] == [(2, 10)]
    assert all(one.proved for one in points)


def test_a_fix_that_is_applied_on_open_dates() -> None:
    """A fix that gives up one event leaves a plan on some dates."""
    closed = Blackout(periods=(Period(day(1), day(60)),), id="closed", events=("launch",))
    never = evolve(MOVING, rules=(*MOVING.rules, closed))
    explanation = explain(never)
    assert explanation.feasible is False
    assert explanation.fixes
    for fix in explanation.fixes:
        assert solve(with_fix(never, fix)).status is Status.OPTIMAL
    outcome = what_if(MOVING, best())
    assert (outcome.changes, outcome.dates) == ((), ())
