"""No-overlap rows: a member's tours and backup duty exclude each other where the check says so."""

from __future__ import annotations

from datetime import date
from itertools import product

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import seatplan
from seatplan import CrewMember, Plan, Program, Vehicle, Window, solve
from seatplan.engine.model.building import build_model
from seatplan.engine.model.no_overlap import _may_precede, _no_earlier
from seatplan.modelling import Event
from seatplan.plan import Assignment
from seatplan.rules.backup import Backup
from seatplan.rules.ground_time import GroundTime
from seatplan.testing import agrees, days, intervals, plans, programs, windowed
from seatplan.testing.laws import patient
from seatplan.testing.makers import rule_maker_of
from tests.build import day, flight, program, seat, vehicle
from tests.properties.effort import examples

stays = st.lists(st.tuples(st.integers(1, 25), st.integers(1, 8)), min_size=1, max_size=4)


@given(stays, st.integers(0, 4), st.integers(0, 6), st.none() | st.integers(-6, 0))
@examples(25)
def test_rows_exclude_what_the_check_does(
    drawn: list[tuple[int, int]], training: int, rest: int, last: int | None
) -> None:
    """For each set of tours, all rows hold if and only if the check has no objection."""
    flights = [flight(f"F{at}", one, one + long) for at, (one, long) in enumerate(drawn)]
    ann = CrewMember("ann", "NASA")
    if last is not None:
        ann = CrewMember("ann", "NASA", flights_before=1, last_landing=day(last))
    ship = Vehicle("ship", "NASA", seats=(seat(optional=True),), training_days=training)
    asked = program(flights, [ann], vehicles=[ship], rules=[GroundTime(days=rest)])
    model = build_model(asked)
    rows = [model.rows.row(row) for row in range(len(model.rows))]
    for taken in product((0, 1), repeat=len(flights)):
        on = [one for one, there in zip(flights, taken, strict=True) if there]
        lines = [Assignment(one.id, leg, "pilot", "ann") for one in on for leg in ("up", "down")]
        values = {0: 1} | {
            tour.literal: int(any(tour.up.id == one.id for one in on)) for tour in model.tours
        }
        kept = all(
            (low is None or low <= total) and (high is None or total <= high)
            for factors, low, high in rows
            for total in [sum(factor * values.get(one, 0) for one, factor in factors.items())]
        )
        assert kept == seatplan.check(asked, Plan(lines)).ok


def test_events_on_one_day_are_in_the_order_of_their_ids() -> None:
    """As when a plan is read: the first may come before the second, and not the other way round."""
    model = build_model(program([flight("F0", 2, 10), flight("F1", 2, 10)], ["ann"]))
    pairs: list[tuple[Event, Event]] = [
        (("F0", "up"), ("F1", "up")),
        (("F0", "down"), ("F1", "down")),
    ]
    for first, second in pairs:
        assert _may_precede(model, first, second)
        assert not _may_precede(model, second, first)
        assert _no_earlier(model, first, second).constant == 1
        assert _no_earlier(model, second, first).constant == 0


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
