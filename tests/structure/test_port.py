"""Port: every ship that needs a port is at one of its own."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan import (
    Flight,
    Goal,
    Plan,
    Port,
    Program,
    ProgramError,
    Rule,
    Status,
    check,
    explain,
    solve,
)
from seatplan.dates import dated
from seatplan.goals import FewestRelocations, KeepDates, KeepSpacecraft
from seatplan.program import Window
from seatplan.rules import Relocations
from seatplan.structure import PORT
from seatplan.testing import (
    agrees,
    days,
    dockings,
    programs,
    ships_alone,
    some_dates,
    windowed,
)
from seatplan.testing.laws import patient
from tests.build import day
from tests.ships import at, cargo, harbor, port, told

A, B = port("A"), port("B")


def wrong(one: Program, plan: Plan, as_of: int | None = None) -> list[str]:
    """The findings of the law, without the requirement's sentence."""
    report = check(one, plan, as_of=None if as_of is None else day(as_of))
    return [
        violation.message.split(": ")[-1]
        for violation in report.violations
        if violation.rule == PORT.id
    ]


TWO = harbor([cargo("F", 1, 11), cargo("G", 5, 15)], [A, B])


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (at("F A", "G B"), []),
        (at("F A", "F A 5", "G B"), []),
        (at("F A", "G B", "G A 11"), []),
        (at("G B"), ["F has none", "F has none"]),
        (at("F A 5", "G B"), ["F has none"]),
        (at("F A", "G A"), ["F and G share A"]),
        (at("F A", "F B 5", "G A"), []),
        (at("F A", "G B", "G A 12"), ["G changes to A on 2030-01-12, not an event day"]),
        (at("F A", "G B", "F B 7"), ["F and G share B",
         "F changes to B on 2030-01-07, not an event day"]),
    ],
)  # fmt: skip
def test_what_a_plan_breaks(plan: Plan, found: list[str]) -> None:
    """Once for each ship, port and change in a stretch of days."""
    assert wrong(TWO, plan) == found


def test_no_ship_comes_to_a_port_that_another_leaves_on_that_day() -> None:
    """Two ships cannot change places on one day; one that lands makes room at once."""
    one = harbor([cargo("F", 1, 11), cargo("G", 1, 11), cargo("H", 6, 9)], [A, B, port("C")])
    swap = at("F A", "G B", "F B 6", "G A 6", "H C")
    assert wrong(one, swap) == [
        "F changes to B on the day on which G does",
        "G changes to A on the day on which F does",
    ]
    after = harbor([cargo("F", 1, 6), cargo("G", 1, 11)], [A, B])
    assert wrong(after, at("F A", "G B", "G A 6")) == []


def test_ships_take_turns_over_the_free_port() -> None:
    """To change places two ships need three changes on three days, and a third port."""
    flights = [
        cargo("F", 1, 30),
        cargo("G", 1, 30),
        tug(10),
        *(cargo(f"X{at}", at, at + 1, ports=("C",)) for at in (5, 29)),
        cargo("Y", 28, 29, ports=("A",)),
        cargo("Z", 29, 30, ports=("B",)),
    ]
    ports = [A, B, port("C"), port("D", closed=(None, 9))]
    given = at("F A", "G B", "X5 C")
    found = solve(harbor(flights, ports, goals=[FewestRelocations()]), given, as_of=day(5))
    assert [goal.value for goal in found.goals] == [2]
    assert solve(harbor(flights, ports[:3]), given, as_of=day(5)).status is Status.INFEASIBLE


def tug(launch: int) -> Flight:
    """A ship that needs no port, and whose coming is an event all the same."""
    return cargo(f"T{launch}", launch, launch + 1, craft="tug")


def test_a_closed_port_and_one_of_another_vehicle() -> None:
    """A ship may be at neither, nor at a port that the flight does not name."""
    one = harbor([cargo("F", 1, 11)], [port("A", closed=(4, 8))])
    assert wrong(one, at("F A")) == ["F is at A, which is not available"]
    assert solve(one).status is Status.INFEASIBLE
    two = harbor([cargo("F", 1, 11, ports=("A",))], [A, B])
    assert wrong(two, at("F B")) == ["F is at B, which does not take it"]
    assert told(solve(two).plan) == ["F A"]


def test_a_station_without_a_port_for_a_vehicle_asks_for_nothing() -> None:
    """A station without a port for a vehicle requires none."""
    assert wrong(harbor([cargo("F", 1, 11)]), Plan()) == []
    mir = [cargo("F", 1, 11), cargo("M", 1, 2, station="Mir")]
    assert wrong(harbor(mir, [port("A", station="Mir")]), at("M A")) == []


def test_days_before_as_of_are_waived() -> None:
    """A plan that does not show where a ship is may choose from that day on, which is no change."""
    one = harbor([cargo("F", 1, 11), cargo("G", 5, 15)], [A, B], goals=[FewestRelocations()])
    silent = at("G B")
    assert wrong(one, silent, as_of=8) == ["F has none"]
    found = solve(one, silent, as_of=day(8))
    assert told(found.plan) == ["F A 8", "G B"]
    assert [goal.value for goal in found.goals] == [0]
    assert check(one, found.plan or Plan(), as_of=day(8), reference=silent).ok


def test_the_past_stays_and_ships_stay_where_they_are() -> None:
    """Ships stay where they are even if no goal requires it."""
    one = harbor([cargo("F", 1, 30), cargo("G", 5, 15), cargo("H", 20, 25)], [A, B])
    given = at("F A", "G B", "H B")
    assert solve(one, given, as_of=day(8)).plan == evolve(given, program=one.name)
    assert told(solve(one, given).plan) == told(given)


def test_a_conflict_names_ships_and_ports() -> None:
    """The conflict is worded for a planner, with the days."""
    one = harbor([cargo("F", 1, 11), cargo("G", 5, 15), cargo("H", 7, 9)], [A, B])
    (demand,) = explain(one).conflict
    assert demand.id == "port:ISS:2030-01-07"
    assert demand.message == (
        "F, G and H must each have a port of ISS from 2030-01-07 to 2030-01-08: "
        "3 ships for 2 ports (A and B)"
    )
    assert [[part.id for part in fix] for fix in explain(one).fixes] == [[demand.id]]
    assert solve(one, without=[demand]).status is Status.OPTIMAL


def test_a_stretch_ends_where_a_ship_is_no_lifeboat_any_more() -> None:
    """As the stretches of people aboard do; and yet no ship may change its port on that day."""
    one = harbor([cargo("F", 1, 11, lifeboat_until=day(6)), cargo("G", 1, 11)], [A])
    found = [demand.id for demand in explain(one, max_fixes=1).fixes[0]]
    assert found == ["port:ISS:2030-01-01", "port:ISS:2030-01-06"]
    wide = harbor([cargo("F", 1, 11, lifeboat_until=day(6))], [A, B])
    assert wrong(wide, at("F A", "F B 6")) == ["F changes to B on 2030-01-06, not an event day"]


def test_a_day_on_which_a_ship_may_launch_is_an_event_day_only_if_it_does() -> None:
    """H has to leave B before F comes there; that K could launch on day 5 does not help."""
    ships = [
        cargo("F", 1, 30, ports=("A", "B")),
        cargo("H", 1, 30, ports=("B", "C")),
        cargo("G", 10, 20, ports=("A",)),
        cargo("K", 15, 25, ports=("D",), launch_window=Window(day(5), day(16), 10)),
    ]
    berths = [A, B, port("C"), port("D")]
    one = harbor(ships, berths, goals=[KeepDates(), FewestRelocations()])
    found = solve(one, at("F A", "H B"), as_of=day(4))
    assert [goal.value for goal in found.goals] == [10, 2]
    assert told(found.plan) == ["F A", "F B 10", "G A", "H B", "H C 5", "K D"]


def test_an_arrival_later_than_planned_is_no_change_of_port() -> None:
    """F waits until G has left, and comes to its port then."""
    late = cargo("F", 1, 30, launch_window=Window(day(1), day(12), 10))
    one = harbor([late, cargo("G", 1, 11)], [A], goals=[FewestRelocations()])
    found = solve(one)
    assert [(goal.value, goal.optimal) for goal in found.goals] == [(0, True)]
    two = harbor([late, cargo("G", 1, 11), cargo("H", 11, 20, ports=("B",))], [A, B])
    found = solve(evolve(two, goals=(FewestRelocations(),)))
    assert [goal.value for goal in found.goals] == [0]


GOALS = st.sampled_from(
    [
        (),
        (FewestRelocations(),),
        (KeepSpacecraft(), FewestRelocations()),
        (FewestRelocations(flights=("F1",)), KeepSpacecraft()),
    ]
)
RULES = st.sampled_from(
    [
        (),
        (Relocations(max=0),),
        (Relocations(id="all", max=1, weight=2), Relocations(id="one", max=0, flights=("F1",))),
    ]
)


@given(ships_alone(), GOALS, RULES, st.data())
@patient(settings(max_examples=60))
def test_every_way_to_dock_is_tried(
    one: Program, goals: tuple[Goal, ...], rules: tuple[Rule, ...], data: st.DataObject
) -> None:
    """Ports and spacecraft are the best there are, also when they are searched with the rest."""
    one = evolve(one, goals=goals, rules=rules)
    given = data.draw(st.none() | dockings(one) | dockings(one))
    as_of = data.draw(st.none() | days(0, 30)) if given is not None else None
    first = agrees(one, given, as_of=as_of, limit=1500)
    with patch("seatplan.engine.answers.driver.choose_traffic", lambda run: None):
        whole = solve(one, given, as_of=as_of)
    assert whole.status is first.status
    assert [goal.value for goal in whole.goals] == [goal.value for goal in first.goals]


@given(programs(goals=("even-turns", "fill-seats", "least-change"), rules=("quota", "apart")))
@patient(settings(max_examples=25))
def test_with_a_port_for_each_ship_nothing_changes(one: Program) -> None:
    """With enough ports, the same people sit in the same seats."""
    vehicles = tuple(vehicle.id for vehicle in one.vehicles)
    ports = [
        Port(f"{flight.station} {at}", vehicles, flight.station)
        for at, flight in enumerate(one.flights)
    ]
    docked = solve(evolve(one, ports=ports))
    bare = solve(one)
    assert docked.status is bare.status
    assert docked.goals == bare.goals
    if bare.plan is not None and docked.plan is not None:
        assert docked.plan.assignments == bare.plan.assignments


@given(ships_alone(), GOALS, RULES, st.data())
@patient(settings(max_examples=40))
def test_with_open_dates_every_choice_of_them_is_tried(
    one: Program, goals: tuple[Goal, ...], rules: tuple[Rule, ...], data: st.DataObject
) -> None:
    """Ports, spacecraft and days are chosen together, also after some days are past."""
    try:
        one = data.draw(windowed(evolve(one, goals=goals, rules=rules)))
    except ProgramError:
        return
    given, as_of = None, None
    if data.draw(st.booleans()):
        dates = data.draw(some_dates(one))
        given = evolve(data.draw(dockings(dated(one, Plan(dates=dates)))), dates=dates)
        as_of = data.draw(st.none() | days(0, 30))
    agrees(one, given, as_of=as_of, limit=1500)


@given(ships_alone(), st.data())
@patient(settings(max_examples=60))
def test_check_alone_finds_every_conflict(one: Program, data: st.DataObject) -> None:
    """Day by day, as the contract has it, with nothing of the package but its data."""
    plan = data.draw(dockings(one))
    as_of = data.draw(st.none() | days(0, 30))
    report = check(one, plan, as_of=as_of)
    assert any(v.rule == PORT.id for v in report.violations) == _is_wrong(one, plan, as_of)


def _is_wrong(one: Program, plan: Plan, as_of: date | None) -> bool:
    """Whether a day from `as_of` on has a ship without a port of its own, or a wrong change."""
    for station in {flight.station for flight in one.flights}:
        ships = [f for f in one.flights if f.station == station]
        events = {day for f in ships for day in (f.launch, f.landing)}
        for berth in one.ports:
            if berth.station == station:
                for outage in berth.unavailable:
                    events |= {day for day in (outage.since, outage.until) if day is not None}
        where = {f.id: _by_day(plan, f.id, f.launch, f.landing) for f in ships}
        for f in ships:
            fits = {
                berth.id: berth
                for berth in one.ports
                if berth.station == station and f.vehicle in berth.vehicles
            }
            if not fits:
                continue
            for today, here in where[f.id].items():
                if as_of is not None and today < as_of:
                    continue
                if here not in fits or (f.ports is not None and here not in f.ports):
                    return True
                if any(outage.on(today) for outage in fits[here].unavailable):
                    return True
                others = [o.id for o in ships if o is not f and where[o.id].get(today) == here]
                if others:
                    return True
                before = where[f.id].get(today - timedelta(1))
                if before is None or before == here:
                    continue
                if today not in events:
                    return True
                for other in ships:
                    there = where[other.id].get(today - timedelta(1))
                    now = where[other.id].get(today)
                    if other is not f and there == here and now not in (here, None):
                        return True
    return False


def _by_day(plan: Plan, flight: str, launch: date, landing: date) -> dict[date, str | None]:
    told = sorted((d.since or launch, d.port) for d in plan.docking if d.flight == flight)
    spans = pairwise([*told, (landing, "")])
    return {
        since + timedelta(number): berth
        for (since, berth), (until, _) in spans
        for number in range((until - since).days)
    } | {
        launch + timedelta(number): None
        for number in range(((told[0][0] if told else landing) - launch).days)
    }
