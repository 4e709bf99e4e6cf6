"""Blocks, the people in their seats, and crossings from one vehicle to another."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import Flight, Plan, Program
from seatplan.report.page.station import GAP, HEAD, ROW, StationChart, station_charts
from seatplan.testing import plans, programs
from seatplan.timeline import PlanIndex, lifeboat_of
from tests.build import flight, plan, program, tour
from tests.properties.effort import examples
from tests.small_programs import leaking, leaking_plan


def days_of(chart: StationChart) -> list[tuple[str, str, date, date]]:
    return [
        (stay.flight.id, stay.member, stay.since, stay.until)
        for block in chart.blocks
        for stay in block.stays
    ]


def test_who_changes_vehicles_crosses_when_the_other_one_docks() -> None:
    """The crew of S-1 stays on it until S-2 has come, which is then its way home."""
    (chart,) = station_charts(PlanIndex(leaking(), leaking_plan()))
    up, swap, down = date(2024, 1, 1), date(2024, 6, 1), date(2024, 12, 1)
    for who in ("anna", "carl"):
        mine = [days for days in days_of(chart) if days[1] == who]
        assert mine == [("S-1", who, up, swap), ("S-2", who, swap, down)]
    assert [(one.tour.member.id, one.since, one.until) for one in chart.crossings] == [
        ("anna", swap, swap),
        ("carl", swap, swap),
    ]
    assert [one.place for one in chart.crossings] == [0, 1]


def test_up_to_a_ship_that_is_there_already() -> None:
    """Whose way home is docked at launch is only a mark on what took them up."""
    flights = [
        flight("F1", 1, 21, return_options=("F2",)),
        flight("F2", 11, 31, return_options=("F1",)),
    ]
    one = program(flights, ["ann", "bob"])
    two = plan(tour("ann", "F1", "F2"), tour("bob", "F2", "F1"))
    (chart,) = station_charts(PlanIndex(one, two))
    (mark,) = [days for days in days_of(chart) if days[:2] == ("F2", "bob")]
    assert mark[2] == mark[3] == flights[1].launch
    assert len(chart.crossings) == 2


def test_lanes() -> None:
    """Flights that follow each other share a lane, those that overlap do not."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 21), flight("F3", 11, 31)]
    (chart,) = station_charts(PlanIndex(program(flights, ["ann"]), Plan()))
    tall = HEAD + ROW
    assert [block.top for block in chart.blocks] == [0, tall + GAP, 0]
    assert chart.height == 2 * (tall + GAP)


@st.composite
def readings(draw: st.DrawFn) -> PlanIndex:
    drawn = draw(programs(rules=(), goals=()))
    return PlanIndex(drawn, draw(plans(drawn)))


@given(readings())
@examples(60)
def test_stays_follow_the_lifeboat(reading: PlanIndex) -> None:
    """On every day of a tour exactly the flight that is the way home has a stay of that tour."""
    stays = [
        stay for one in station_charts(reading) for block in one.blocks for stay in block.stays
    ]
    for one in reading.all_tours():
        mine = [stay for stay in stays if stay.tour is one]
        assert {stay.flight.id for stay in mine} == {one.up.id, one.down.id}
        for number in range(one.days):
            day = date.fromordinal(one.launch.toordinal() + number)
            there = [stay.flight for stay in mine if stay.since <= day < stay.until]
            home = lifeboat_of(one.up, one.down, day)
            assert there == ([home] if home is not None else [])
    assert sum(stay.tour is None for stay in stays) == len(reading.unpaired)


@given(readings())
@examples(60)
def test_nothing_covers_anything(reading: PlanIndex) -> None:
    """Two blocks never share a place, nor do two people in one block."""
    for chart in station_charts(reading):
        for block in chart.blocks:
            assert block.top + block.height <= chart.height
            for stay in block.stays:
                assert block.y(stay) + ROW <= block.top + block.height
        apart(
            [
                (block.flight.launch, block.flight.landing, block.top, block.top + block.height)
                for block in chart.blocks
            ]
        )
        for block in chart.blocks:
            lines = [(one.since, one.until, one.row, one.row + 1) for one in block.stays]
            apart([line for line in lines if line[0] < line[1]])
            marks = [(line[0], line[2]) for line in lines if line[0] == line[1]]
            assert len(set(marks)) == len(marks)


def apart(boxes: list[tuple[date, date, int, int]]) -> None:
    for place, (left, right, top, bottom) in enumerate(boxes):
        for left2, right2, top2, bottom2 in boxes[:place]:
            assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top


def test_each_station_for_itself() -> None:
    """Every flight is on the chart of its station, by name."""
    flights = [flight("F1", 1, 11, station="Z"), flight("F2", 1, 11, station="A")]
    found = station_charts(PlanIndex(program(flights, ["ann"]), Plan()))
    assert [(one.name, [block.flight.id for block in one.blocks]) for one in found] == [
        ("A", ["F2"]),
        ("Z", ["F1"]),
    ]


def test_history() -> None:
    """Of 526 tours to the ISS 75 came home on another vehicle, and each of these crosses once."""
    shipped: Program = seatplan.catalog.load("iss")
    reading = PlanIndex(shipped, seatplan.catalog.flown("iss"))
    (chart,) = station_charts(reading)
    changed = [one for one in reading.all_tours() if one.up is not one.down]
    assert len(chart.crossings) == len(changed) == 75
    assert isinstance(chart.crossings[0].tour.up, Flight)
