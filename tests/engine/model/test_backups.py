"""Backups in a model: literals only if required, and days without overlap with tours."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan import Program, Window, solve
from seatplan.engine.model.building import build_model
from seatplan.rules.backup import Backup
from seatplan.testing import agrees, days, intervals, plans, programs, windowed
from seatplan.testing.laws import patient
from seatplan.testing.makers import rule_maker_of
from tests.build import day, flight, program, vehicle

SHIP = evolve(vehicle("ship"), backup_days=10)


def test_one_row_for_a_backup_and_tours_that_share_a_day() -> None:
    """Two long tours that share a backup day are in one row with the backup."""
    flights = [flight("F1", 1, 25), flight("F2", 5, 26), flight("F3", 31, 40)]
    one = program(flights, ["ann"], vehicles=[SHIP], rules=[Backup(flights=["F3"], min=0)])
    model = build_model(one)
    (spare,) = model.seat_variables(flights[2], "backup")
    tours = {tour.up.id: tour.literal for tour in model.tours_of("ann")}
    table = model.rows.table()
    rows = [
        set(table.variables[table.starts[row] : table.starts[row + 1]].tolist())
        for row in range(len(table))
    ]
    assert {spare.literal, tours["F1"], tours["F2"]} in rows


def test_the_launch_decides_whether_a_rule_asks() -> None:
    """If a flight launches when no rule requires backups any more, it needs none."""
    window = Window(day(11), day(14))
    moving = evolve(flight("F1", 11, 21), launch_window=window)
    one = program([moving], ["ann"], rules=[Backup(until=day(13))])
    found = solve(one).plan
    assert found is not None
    assert [entry.launch for entry in found.dates] == [day(13)]


@st.composite
def dated_backups(draw: st.DrawFn, program: Program) -> Backup:
    """A rule that requires backups on some days, or on all."""
    since, until = draw(intervals(0, 35) | st.just((None, None)))
    return evolve(draw(rule_maker_of("backup")(program)), since=since, until=until)


@st.composite
def moving_programs(draw: st.DrawFn) -> Program:
    """Small programs with backups and flights that may move."""
    rules = (dated_backups, dated_backups, "backup-flies", "standby")
    small = draw(programs(rules=rules, min_rules=1, max_rules=2, max_members=3, max_goals=1))
    return draw(windowed(small, most_open=2, most_days=3))


@given(moving_programs(), st.data())
@patient(settings(max_examples=15))
def test_the_best_over_all_dates(program: Program, data: st.DataObject) -> None:
    """With open dates and a past, `solve` finds what an enumeration of all plans finds."""
    past: date | None = data.draw(st.none() | days(-1, 45))
    agrees(program, data.draw(plans(program)), as_of=past, limit=800)
