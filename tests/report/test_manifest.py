"""The manifest as data and as a table."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from seatplan import Plan
from seatplan.report.manifest import manifest
from seatplan.report.tables import manifest_table
from seatplan.timeline import PlanIndex
from tests.report.test_layout import printed
from tests.small_programs import broken_plan, leaking, leaking_plan

READING = PlanIndex(leaking(), leaking_plan())


def test_flights_in_the_order_of_their_launches() -> None:
    """Every flight of the program is there, by launch."""
    found = manifest(READING)
    assert [one.flight.id for one in found] == ["S-1", "D-1", "S-2"]
    assert (found[1].launch, found[1].landing) == (date(2024, 2, 1), date(2024, 8, 1))
    assert [one.operator for one in found] == ["Roscosmos", "NASA", "Roscosmos"]


def test_who_comes_home_on_another_vehicle() -> None:
    """Both flights name the other one; who stays with a vehicle has no mark."""
    first, dragon, second = manifest(READING)
    assert [(one.member, one.other) for one in first.up] == [("anna", "S-2"), ("carl", "S-2")]
    assert [(one.member, one.other) for one in second.joining] == [("anna", "S-1"), ("carl", "S-1")]
    assert [one.other for one in dragon.up] == [None, None]
    assert dragon.joining == ()


def test_seats_in_the_order_of_the_vehicle() -> None:
    """The pilot stands before the specialists, and empty seats are counted."""
    _, dragon, second = manifest(READING)
    assert [one.role for one in dragon.up] == ["pilot", "specialist"]
    assert dragon.empty == (("specialist", 1),)
    assert second.empty == ()


def test_people_of_one_name() -> None:
    """Two people of one name are told apart by their ids."""
    program = leaking()
    program = evolve(program, crew=tuple(evolve(one, name="J. Smith") for one in program.crew))
    first, *_ = manifest(PlanIndex(program, leaking_plan()))
    assert [one.name for one in first.up] == ["J. Smith (anna)", "J. Smith (carl)"]


def test_table() -> None:
    """The manifest as it stands on a terminal."""
    assert printed(manifest_table(manifest(READING)), 80) == [
        "S-1  Soyuz (Roscosmos)  2024-01-01 to 2024-07-01, 182 days",
        "  commander   Anna Petrova      Roscosmos  home on S-2",
        "  engineer    Carl Young        NASA       home on S-2",
        "  no one      comes down on it",
        "D-1  Dragon Hope (NASA)  2024-02-01 to 2024-08-01, 182 days",
        "  pilot       Dana Hill         NASA",
        "  specialist  Boris Ivanov      Roscosmos",
        "  specialist  1 seat empty",
        "S-2  Soyuz (Roscosmos)  2024-06-01 to 2024-12-01, 183 days",
        "  no one      goes up on it",
        "  commander   Anna Petrova      Roscosmos  went up on S-1",
        "  engineer    Carl Young        NASA       went up on S-1",
    ]


def test_other_stations_are_named() -> None:
    """Where a flight goes elsewhere than to the ISS its line says so."""
    program = leaking()
    flights = tuple(evolve(one, station="Gateway") for one in program.flights)
    lines = printed(
        manifest_table(manifest(PlanIndex(evolve(program, flights=flights), Plan()))), 80
    )
    assert lines[0].startswith("S-1  Soyuz (Roscosmos, to Gateway)")


def test_plans_with_loose_ends() -> None:
    """Who has no way home, and who comes down without having gone up, is marked."""
    lines = printed(manifest_table(manifest(PlanIndex(leaking(), broken_plan()))), 80)
    assert "  pilot       Dana Hill         NASA       no way home" in lines
    downs = tuple(line for line in leaking_plan().assignments if line.leg == "down")
    lines = printed(manifest_table(manifest(PlanIndex(leaking(), Plan(downs)))), 80)
    assert sum(line.endswith("never went up") for line in lines) == len(downs)
