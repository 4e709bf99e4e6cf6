"""Timelines: blocks, the people in their seats, and changes from one vehicle to another."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import Plan
from seatplan.plan import Docking
from seatplan.report.manifest import is_first, manifest
from seatplan.report.page.axis import Axis
from seatplan.report.page.blocks import StationChart, Stay
from seatplan.report.page.packing import GAP, GROUP, HEAD, ROW
from seatplan.report.page.station import station_charts
from seatplan.report.palette import looks, roles
from seatplan.testing import plans, programs
from seatplan.timeline import PlanIndex, lifeboat_of
from tests.build import day, flight, plan, program, tour
from tests.properties.effort import examples
from tests.small_programs import leaking, leaking_plan


def charts_of(reading: PlanIndex) -> tuple[StationChart, ...]:
    flights = manifest(reading)
    days = [day for one in flights for day in (one.launch, one.landing)]
    axis = Axis.over(days) if days else None
    return station_charts(reading, flights, axis, roles(reading.lookup), looks(reading.program))


def lines_of(charts: tuple[StationChart, ...]) -> list[tuple[str, Stay]]:
    return [
        (block.flight.id, stay)
        for chart in charts
        for block in chart.blocks
        for stay in block.stays
        if stay.member
    ]


def test_members_change_vehicles_when_the_other_one_arrives() -> None:
    """The crew of S-1 has lines in S-1 until S-2 arrives, and in S-2, its way home, after that."""
    found = lines_of(charts_of(PlanIndex(leaking(), leaking_plan())))
    up, swap, down = date(2024, 1, 1), date(2024, 6, 1), date(2024, 12, 1)
    for who in ("anna", "carl"):
        mine = [
            (ship, one.since, one.until, one.remark) for ship, one in found if one.member == who
        ]
        assert mine == [("S-1", up, swap, "↓S-2"), ("S-2", swap, down, "↑S-1")]


def test_the_text_of_a_line() -> None:
    """A line has the letters of role and agency, the name, and a sign for a first flight."""
    found = lines_of(charts_of(PlanIndex(leaking(), leaking_plan())))
    assert [one.label for ship, one in found if ship != "S-2"] == [
        "C Anna Petrova R ↓S-2",
        "E Carl Young N° ↓S-2",
        "P Dana Hill N°",
        "S Boris Ivanov R°",
    ]
    assert found[0][1].surname == "C Petrova R ↓S-2"


def test_two_people_of_one_name() -> None:
    """Without given names, lines still have the surname, with the id to distinguish the two."""
    one = leaking()
    named = evolve(one, crew=tuple(evolve(each, name="J. Smith") for each in one.crew))
    found = lines_of(charts_of(PlanIndex(named, leaking_plan())))
    assert {stay.surname for ship, stay in found if ship == "D-1"} == {
        "P Smith (dana) N°",
        "S Smith (boris) R°",
    }
    assert found[0][1].label == "C J. Smith (anna) R ↓S-2"


def test_first_flights() -> None:
    """A flight is the first if there is none before the program or earlier in the plan."""
    one = program([flight("F1", 1, 11), flight("F2", 21, 31)], ["ann"])
    reading = PlanIndex(one, plan(tour("ann", "F1"), tour("ann", "F2")))
    assert [is_first(reading, tour) for tour in reading.tours["ann"]] == [True, False]


def test_up_to_a_ship_that_is_docked_already() -> None:
    """If the way home is docked at launch, the line in the flight up has no days."""
    flights = [
        flight("F1", 1, 21, return_options=("F2",)),
        flight("F2", 11, 31, return_options=("F1",)),
    ]
    one = program(flights, ["ann", "bob"])
    two = plan(tour("ann", "F1", "F2"), tour("bob", "F2", "F1"))
    found = lines_of(charts_of(PlanIndex(one, two)))
    (mark,) = [line for ship, line in found if ship == "F2" and line.member == "bob"]
    assert mark.since == mark.until == flights[1].launch


def test_lanes() -> None:
    """Flights with room for their labels share a lane; overlapping flights do not."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 21), flight("F3", 15, 31)]
    (chart,) = charts_of(PlanIndex(program(flights, ["ann"]), Plan()))
    tall = HEAD + ROW
    assert [block.top for block in chart.blocks] == [0, tall + GAP, 0]
    assert chart.height == 2 * (tall + GAP) + GROUP


@st.composite
def readings(draw: st.DrawFn) -> PlanIndex:
    drawn = draw(programs(rules=(), goals=()))
    return PlanIndex(drawn, draw(plans(drawn)))


@given(readings())
@examples(60)
def test_stays_follow_the_lifeboat(reading: PlanIndex) -> None:
    """On every day of a tour, its line is in the flight that is the way home, and in no other."""
    found = lines_of(charts_of(reading))
    for one in reading.all_tours():
        mine = [(ship, stay) for ship, stay in found if stay.tour is one]
        assert {ship for ship, _ in mine} == {one.up.id, one.down.id}
        for number in range(one.days):
            day = date.fromordinal(one.launch.toordinal() + number)
            there = [ship for ship, stay in mine if stay.since <= day < stay.until]
            home = lifeboat_of(one.up, one.down, day)
            assert there == ([home.id] if home is not None else [])
    alone = [stay for _, stay in found if stay.tour is None and not stay.backup]
    assert len(alone) == len(reading.unpaired)


def test_ports_are_rows() -> None:
    """A flight with a port in the plan is in the row of that port, and shows its moves."""
    flights = [flight("F1", 1, 21), flight("F2", 11, 31), flight("F3", 41, 51)]
    one = evolve(
        program(flights, ["ann"]),
        ports=tuple(seatplan.Port(name, vehicles=("ship",)) for name in ("front", "top")),
    )
    moved = [Docking("F1", "top"), Docking("F1", "front", day(11)), Docking("F2", "top")]
    (chart,) = charts_of(PlanIndex(one, Plan(docking=tuple(moved))))
    assert [(row.vehicle, row.operator) for row in chart.groups] == [
        ("front", "port"),
        ("top", "port"),
        ("ship", "NASA"),
    ]
    assert [block.group for block in chart.blocks] == [1, 1, 2]
    assert chart.blocks[0].when.endswith("20 d · to front 11 Jan")
    assert [block.left for block in chart.blocks] == [day(11), None, None]
    (there,) = chart.moved
    assert (there.flight.id, there.group, there.since, there.until) == ("F1", 0, day(11), day(21))
    assert there.when == "from top 11 Jan"
    assert [one.flight.id for one in chart.docks] == ["F1", "F2", "F1", "F3"]


def test_each_station_for_itself() -> None:
    """Each flight is in the timeline of its station; stations are sorted by name."""
    flights = [flight("F1", 1, 11, station="Z"), flight("F2", 1, 11, station="A")]
    found = charts_of(PlanIndex(program(flights, ["ann"]), Plan()))
    assert [(one.name, [block.flight.id for block in one.blocks]) for one in found] == [
        ("A", ["F2"]),
        ("Z", ["F1"]),
    ]


def test_history() -> None:
    """The 75 tours to the ISS that came home on another vehicle have a remark in both flights."""
    reading = PlanIndex(seatplan.catalog.load("iss"), seatplan.catalog.flown("iss"))
    changed = [one for one in reading.all_tours() if one.up is not one.down]
    found = [stay.remark[:1] for _, stay in lines_of(charts_of(reading)) if stay.remark]
    assert (found.count("↓"), found.count("↑")) == (75, 75)
    assert len(changed) == 75
