"""Backups: the laws on members who train for a seat and do not fly in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from seatplan import (
    Fixed,
    Forbidden,
    Plan,
    Program,
    Seat,
    Status,
    Unavailable,
    Vehicle,
    candidates,
    check,
    schema,
    solve,
)
from seatplan.engine.model.building import build_model
from seatplan.files.calendar import calendar_text
from seatplan.program_index import ProgramIndex
from seatplan.rules.backup import Backup
from seatplan.structure.backups import busy_from, required_backups
from tests.build import (
    backup,
    broken,
    day,
    findings,
    flight,
    held,
    member,
    of,
    plan,
    program,
    seat,
    solved,
    tour,
)

SHIP = Vehicle("ship", "NASA", seats=(Seat("pilot"),), backup_days=5)
F1 = flight("F1", 11, 21)


def one_flight(crew: Any = ("ann", "bob"), **keys: Any) -> Any:
    """One flight of a ship whose backups are busy for five days, and requested."""
    keys = {"vehicles": [SHIP], "rules": [Backup()], **keys}
    return program(keys.pop("flights", [F1]), crew, **keys)


def test_a_backup_is_no_tour() -> None:
    """A backup takes no seat, is on no leg and has no ground time."""
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    one = one_flight()
    assert check(one, flown).ok
    assert [one.member.id for one in flown.tours(one)] == ["ann"]


@pytest.mark.parametrize(
    ("lines", "amount", "found"),
    [
        ([backup("bob", "F1"), backup("cem", "F1")], 1, "2 people in 1 pilot seat"),
        ([backup("ann", "F1")], 1, "ann goes up on it"),
        ([backup("bob", "F1"), backup("bob", "F1", "guest")], 1, "bob has 2 roles"),
        ([backup("bob", "F2")], 1, "bob is a backup, but no one goes up"),
    ],
)
def test_places(lines: Any, amount: int, found: str) -> None:
    """One for each seat, in one role, not of those who go up, not on an empty ascent."""
    ship = evolve(SHIP, seats=(seat(), seat("guest", optional=True)))
    flights = [F1, flight("F2", 31, 41, ascent="empty")]
    rules = [Backup(min=0)]
    one = one_flight(["ann", "bob", "cem"], vehicles=[ship], flights=flights, rules=rules)
    flown = plan(tour("ann", "F1"), lines)
    assert broken(one, flown) == {"places": amount}
    assert [one.found for one in findings(one, flown)] == [found]


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ({"rules": [Backup()]}, True),
        ({"rules": [Backup(weight=1)]}, True),
        ({"rules": [Backup(roles=["guest"])]}, False),
        ({"rules": [Backup(until=day(11))]}, False),
        ({"rules": []}, False),
        ({"rules": [], "fixed": [Fixed("F1", "pilot", "bob", "backup")]}, True),
        ({"rules": [], "fixed": [Fixed("F1", "pilot", "bob", "backup", weight=1)]}, True),
        ({"rules": [], "fixed": [Fixed("F1", "pilot", "cem", "backup", weight=1)]}, False),
    ],
)
def test_only_where_someone_asks(keys: Any, asked: bool) -> None:
    """By a rule in its WHERE and roles, or by an entry for that member; also by a soft one."""
    ship = evolve(SHIP, seats=(seat(), seat("guest", optional=True)))
    one = one_flight(["ann", "bob", "cem"], vehicles=[ship], **keys)
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    assert ("places" not in broken(one, flown)) == asked
    literals = build_model(one).seat_variables(one.flights[0], "backup")
    assert any((one.role, one.member.id) == ("pilot", "bob") for one in literals) == asked


def test_no_literals_where_no_one_asks() -> None:
    """A program without such rules and entries has the model that it had."""
    one = one_flight(rules=[])
    asked = required_backups(ProgramIndex(one))
    assert (asked.roles, asked.people) == (frozenset(), frozenset())
    without = one_flight(rules=[], vehicles=[evolve(SHIP, backup_days=0)])
    assert len(build_model(one).rows) == len(build_model(without).rows)


@pytest.mark.parametrize(
    ("who", "lacking"),
    [
        (member("bob", "NASA", "eva"), ""),
        (member("bob", "NASA", held("eva", None, 20)), "lacks eva on 2030-01-21"),
        (member("bob", "NASA", held("eva", 12)), "lacks eva on 2030-01-11"),
        (member("bob", "JAXA", "eva"), "belongs to JAXA on 2030-01-11 and belongs to JAXA on"),
        (member("bob", (of("NASA", None, 12),), "eva"), ""),
        (member("bob", (of("NASA", 12),), "eva"), "belongs to no agency on the launch day"),
    ],
)
def test_seat_requirements_on_both_days(who: Any, lacking: str) -> None:
    """The agency on the launch day, qualifications on both days: one violation for the line."""
    ship = evolve(SHIP, seats=(seat(requires="eva", agencies=("NASA",)),))
    one = one_flight([member("ann", "NASA", "eva"), who], vehicles=[ship])
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    found = [one.found for one in findings(one, flown) if one.requirement.rule != "backup"]
    assert len(found) == bool(lacking)
    assert all(lacking in text for text in found)
    assert (solved(one) is None) == bool(lacking)


@pytest.mark.parametrize(
    ("since", "until", "training", "meets"),
    [
        (1, 6, False, False),
        (1, 7, False, True),
        (10, 11, False, True),
        (11, 15, False, False),
        (1, 15, True, False),
    ],
)
def test_absences(since: int, until: int, training: bool, meets: bool) -> None:
    """No absence meets the five days before the launch, unless training may meet it."""
    absence = Unavailable(day(since), day(until), training=training)
    one = one_flight(["ann", member("bob", unavailable=(absence,))], forbidden=[BOB_STAYS])
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    assert broken(one, flown).get("availability", 0) == meets
    assert (solved(one) is None) == meets
    idle = evolve(one, vehicles=(evolve(SHIP, backup_days=0),))
    assert "availability" not in broken(idle, flown)


BOB_STAYS = Forbidden("F1", "bob", leg="up")


@pytest.mark.parametrize(
    ("launch", "landing", "meets"),
    [(1, 6, False), (1, 7, True), (8, 9, True), (10, 30, True), (11, 30, False)],
)
def test_tours_of_a_backup(launch: int, landing: int, meets: bool) -> None:
    """The five days before the launch meet no tour, whether it began before them or in them."""
    flights = [F1, flight("F2", launch, landing)]
    entries = [Fixed("F2", "pilot", "bob"), Fixed("F1", "pilot", "ann")]
    one = one_flight(["ann", "bob"], flights=flights, fixed=entries, rules=[Backup(flights=["F1"])])
    flown = plan(tour("ann", "F1"), tour("bob", "F2"), backup("bob", "F1"))
    assert broken(one, flown).get("one-place", 0) == meets
    assert (solved(one) is None) == meets
    idle = evolve(one, vehicles=(evolve(SHIP, backup_days=0),))
    assert check(idle, flown).ok


def test_training_and_other_backup_days_may_meet() -> None:
    """A backup may also train for another flight, and be the backup of two flights at once."""
    ship = evolve(SHIP, training_days=20)
    flights = [F1, flight("F2", 12, 20), flight("F3", 13, 25)]
    rules = [Backup(flights=["F1", "F2"])]
    one = one_flight(["ann", "bob", "cem"], vehicles=[ship], flights=flights, rules=rules)
    flown = plan(
        tour("ann", "F1"),
        tour("cem", "F2"),
        tour("bob", "F3"),
        backup("bob", "F1"),
        backup("bob", "F2"),
    )
    assert check(one, flown).ok


@pytest.mark.parametrize(("last", "meets"), [(6, False), (7, True), (30, True)])
def test_the_landing_before_the_program(last: int, meets: bool) -> None:
    """The days do not begin before `last_landing`."""
    bob = member("bob", flights_before=1, last_landing=last)
    one = one_flight(["ann", bob], fixed=[Fixed("F1", "pilot", "ann")])
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    assert broken(one, flown).get("one-place", 0) == meets
    assert (solved(one) is None) == meets


def test_past_backups_are_as_they_are() -> None:
    """They are past when the launch is: nothing changes them, and what they break is waived."""
    one = one_flight(rules=[Backup(min=1)])
    flown = plan(tour("ann", "F1"), backup("ann", "F1"))
    assert not check(one, flown).ok
    assert not check(one, flown, as_of=day(11)).ok
    assert check(one, flown, as_of=day(12)).ok
    assert solve(one, flown, as_of=day(12)).plan == flown


def test_a_backup_who_is_still_in_orbit() -> None:
    """Before the launch the way home may still be another one; after it nothing mends it."""
    flights = [flight("F0", 1, 30, return_options=("F2",)), F1, flight("F2", 2, 6, ascent="empty")]
    one = one_flight(flights=flights, rules=[Backup(flights=["F1"])], fixed=[])
    given = plan(tour("bob", "F0"), tour("ann", "F1"), backup("bob", "F1"))
    assert "one-place" in broken(one, given)
    found = solve(one, given, as_of=day(3)).plan
    assert found is not None
    assert "bob" in {line.member for line in found.on("F2", "down")}
    assert "one-place" in broken(one, given, as_of=12)
    assert solve(one, given, as_of=day(12)).status is Status.INFEASIBLE


def test_entries_name_the_leg() -> None:
    """`both` is up and down, `any` is backups as well; sentences show which it is."""
    one = one_flight(
        forbidden=[Forbidden("F1", "ann"), Forbidden("F1", "bob", leg="both")],
        fixed=[Fixed("F1", "pilot", "ann", "backup")],
    )
    flown = plan(tour("bob", "F1"), backup("ann", "F1"))
    said = {one.requirement.message: one.found for one in findings(one, flown)}
    assert said == {
        "ann must not fly or be a backup on F1 (2030-01-11)": "as a backup as pilot",
        "bob must not fly on F1 (2030-01-11)": "on the way down as pilot",
    }
    assert broken(one, flown) == {"forbidden": 3}
    none = plan(tour("bob", "F1"))
    assert [x.message for x in findings(one, none) if x.requirement.rule == "fixed"] == [
        "ann must be a backup on F1 (2030-01-11) as pilot (1 seat): not as a backup"
    ]


def test_the_first_day_there_is() -> None:
    """More days than there are before a launch begin on the first one."""
    ship = evolve(SHIP, backup_days=1_000_000)
    index = ProgramIndex(one_flight(vehicles=[ship]))
    assert busy_from(index, index.flights["F1"]).toordinal() == 1


@pytest.mark.parametrize("name", ["plan.json", "plan.csv"])
def test_plans_in_files(name: str, tmp_path: Path) -> None:
    """A backup is a line like any other, in files and as data."""
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    flown.save(tmp_path / name)
    assert Plan.load(tmp_path / name, one_flight()) == flown
    assert Plan.from_dict(flown.to_dict()) == flown


def test_programs_as_data() -> None:
    """`backup_days` and the leg of entries come back, and the schema knows them."""
    one = one_flight(
        fixed=[Fixed("F1", "pilot", "bob", "backup")],
        forbidden=[Forbidden("F1", "ann", leg="backup")],
    )
    assert Program.from_dict(one.to_dict()) == one
    assert '"backup"' in json.dumps(schema("plan"))
    assert "backup_days" in json.dumps(schema("program"))


def test_a_plan_in_print_and_as_a_frame() -> None:
    """Backups have a line of their own, a column, and the day of the launch."""
    one = one_flight()
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    assert "F1 backup: pilot bob" in repr(flown)
    assert "<b>Plan</b>" in flown._repr_html_()
    assert "backup" in flown._repr_html_()
    assert "backup" not in plan(tour("ann", "F1"))._repr_html_()
    frame = flown.to_frame(one)
    assert list(frame["leg"]) == ["up", "backup", "down"]
    assert list(frame["day"].dt.date) == [day(11), day(11), day(21)]
    assert "pilot\\, backup: bob" in calendar_text(flown, one)


def test_a_backup_who_takes_the_seat_is_none_any_more() -> None:
    """Of those who could have a seat, a backup gives up that line and breaks nothing."""
    one = one_flight(rules=[Backup(min=0)])
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    (found,) = candidates(one, flown, "F1", "pilot").possible
    assert (found.member, found.bars, found.breaks) == ("bob", (), ())
    assert backup("bob", "F1") in found.removed
