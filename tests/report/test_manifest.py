"""The manifest as data and as a table."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from seatplan import FlightDates, Plan, Window
from seatplan.report.manifest import manifest, manifest_data
from seatplan.report.tables import manifest_table
from seatplan.timeline import PlanIndex
from tests.build import day, flight, program
from tests.report.test_layout import printed
from tests.small_programs import broken_plan, leaking, leaking_plan

READING = PlanIndex(leaking(), leaking_plan())


def test_flights_in_the_order_of_their_launches() -> None:
    """The manifest has every flight of the program, in the order of launches."""
    found = manifest(READING)
    assert [one.flight.id for one in found] == ["S-1", "D-1", "S-2"]
    assert (found[1].launch, found[1].landing) == (date(2024, 2, 1), date(2024, 8, 1))
    assert [one.operator for one in found] == ["Roscosmos", "NASA", "Roscosmos"]


def test_who_comes_home_on_another_vehicle() -> None:
    """Both flights name each other; members who stay with a vehicle have no mark."""
    first, dragon, second = manifest(READING)
    assert [(one.member, one.other) for one in first.up] == [("anna", "S-2"), ("carl", "S-2")]
    assert [(one.member, one.other) for one in second.joining] == [("anna", "S-1"), ("carl", "S-1")]
    assert [one.other for one in dragon.up] == [None, None]
    assert dragon.joining == ()


def test_seats_in_the_order_of_the_vehicle() -> None:
    """The pilot comes before the specialists, and empty seats are counted."""
    _, dragon, second = manifest(READING)
    assert [one.role for one in dragon.up] == ["pilot", "specialist"]
    assert dragon.empty == (("specialist", 1),)
    assert second.empty == ()


def test_people_of_one_name() -> None:
    """Two people with the same name are distinguished by their ids."""
    program = leaking()
    program = evolve(program, crew=tuple(evolve(one, name="J. Smith") for one in program.crew))
    first, *_ = manifest(PlanIndex(program, leaking_plan()))
    assert [one.name for one in first.up] == ["J. Smith (anna)", "J. Smith (carl)"]


def lines_of(reading: PlanIndex) -> list[str]:
    return [line for part in manifest_table(reading) for line in printed(part, 80)]


def test_table() -> None:
    """The manifest as printed: for each flight a line `up`, and `down` if it differs."""
    assert lines_of(READING) == [
        "S-1  Soyuz (Roscosmos)  2024-01-01 to 2024-07-01, 182 days",
        "  up    C Anna Petrova R ↓S-2  E Carl Young N° ↓S-2",
        "  down  empty",
        "D-1  Dragon Hope (NASA)  2024-02-01 to 2024-08-01, 182 days",
        "  up    P Dana Hill N°  S Boris Ivanov R°  S 1 seat empty",
        "S-2  Soyuz (Roscosmos)  2024-06-01 to 2024-12-01, 183 days",
        "  up    empty",
        "  down  C Anna Petrova R ↑S-1  E Carl Young N ↑S-1",
        "",
        "  key   C commander  E engineer  P pilot  S specialist  N NASA  R Roscosmos",
        "        ° first flight  ↓ home on  ↑ went up on",
    ]


def test_other_stations_are_named() -> None:
    """The line of a flight to a station other than the ISS names the station."""
    program = leaking()
    flights = tuple(evolve(one, station="Gateway") for one in program.flights)
    lines = lines_of(PlanIndex(evolve(program, flights=flights), Plan()))
    assert lines[0].startswith("S-1  Soyuz (Roscosmos, to Gateway)")


def test_plans_with_loose_ends() -> None:
    """Members who have no way home, or come down without having gone up, are marked."""
    lines = lines_of(PlanIndex(leaking(), broken_plan()))
    assert "  up    P Dana Hill N no way home  S Boris Ivanov R°  S 1 seat empty" in lines
    downs = tuple(line for line in leaking_plan().assignments if line.leg == "down")
    lines = lines_of(PlanIndex(leaking(), Plan(downs)))
    assert sum(line.count("never went up") for line in lines) == len(downs)


def test_moved_flights() -> None:
    """Flights have the dates of the plan, and the number of days by which the plan moved them."""
    window = Window(day(1), day(90))
    flights = [
        flight("F1", 10, 30, launch_window=window, landing_window=window),
        flight("F2", 20, 50, launch_window=window, landing_window=window),
        flight("F3", 30, 60),
    ]
    dates = (FlightDates("F1", day(22), day(42)), FlightDates("F2", day(20), day(49)))
    found = manifest(PlanIndex(program(flights, ["ann"]), Plan(dates=dates)))
    assert [(one.flight.id, one.launch, one.moved) for one in found] == [
        ("F2", day(20), "landing moved by -1 day"),
        ("F1", day(22), "moved by +12 days"),
        ("F3", day(30), ""),
    ]
    data = {one["flight"]: one for one in manifest_data(found)}
    assert data["F1"]["moved"] == {"launch": 12, "landing": 12}
    assert "moved" not in data["F3"]
