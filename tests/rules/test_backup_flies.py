"""Backup flies: each backup goes up on one of the next flights."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan import Program, solve
from seatplan.rules.backup import Backup
from seatplan.rules.backup_flies import BackupFlies
from seatplan.testing import agrees, days, plans, programs
from seatplan.testing.laws import patient
from tests.build import backup, broken, findings, flight, plan, program, tour

FLIGHTS = [flight(f"F{number}", 10 * number, 10 * number + 5) for number in (1, 2, 3)]
CREW = ["ann", "bob", "cem"]


@pytest.mark.parametrize(
    ("within", "amount", "broken_on"),
    [(1, 2, ["F1", "F2"]), (2, 1, ["F1"]), (3, 0, [])],
)
def test_backups_who_do_not(within: int, amount: int, broken_on: list[str]) -> None:
    """Ann and Cem, backups of F1 and F2, never fly; F3 has no flights after it."""
    rules = [BackupFlies(within=within), Backup(min=0)]
    one = program(FLIGHTS, [*CREW, "dag"], rules=rules)
    flown = plan(
        tour("bob", "F1"),
        tour("bob", "F2"),
        tour("bob", "F3"),
        backup("ann", "F1"),
        backup("cem", "F2"),
        backup("dag", "F3"),
    )
    assert broken(one, flown).get("backup-flies", 0) == amount
    assert [x.requirement.flights[0] for x in findings(one, flown)] == broken_on


def test_the_backup_is_prime_on_the_next_flight() -> None:
    """With a backup on each flight, that backup is the crew of the next flight."""
    rules = [BackupFlies(within=1), Backup()]
    found = solve(program(FLIGHTS, CREW, rules=rules)).plan
    assert found is not None
    for one, two in (("F1", "F2"), ("F2", "F3")):
        (first,), (next_up,) = found.on(one, "backup"), found.on(two, "up")
        assert first.member == next_up.member


def test_waived_once_the_last_of_the_next_has_launched() -> None:
    """The rule is waived only once all flights on which the backup could fly are past."""
    one = program(FLIGHTS, CREW, rules=[BackupFlies(within=2), Backup(flights=["F1"])])
    flown = plan(tour("ann", "F1"), tour("ann", "F2"), tour("ann", "F3"), backup("cem", "F1"))
    assert "backup-flies" in broken(one, flown, as_of=30)
    assert "backup-flies" not in broken(one, flown, as_of=31)
    coming = solve(one, flown, as_of=findings(one, flown)[0].settled).plan
    assert coming is not None
    assert [line.member for line in coming.on("F3", "up")] == ["cem"]


def test_it_says_where_they_must_go_up() -> None:
    """The sentence has the flight and the next ones with their days; the finding has the names."""
    one = program(FLIGHTS, CREW, rules=[BackupFlies(within=2), Backup(min=0)])
    flown = plan(tour("bob", "F1"), tour("bob", "F2"), tour("bob", "F3"), backup("ann", "F1"))
    (found,) = findings(one, flown)
    assert found.message == (
        "Each backup of F1 (2030-01-10) must go up on F2 (2030-01-20) or F3 (2030-01-30): "
        "ann does not"
    )


@given(
    programs(rules=("backup", "backup-flies"), max_members=3, min_rules=2, max_rules=2), st.data()
)
@patient(settings(max_examples=8))
def test_with_backups_it_is_what_enumeration_finds(program: Program, data: st.DataObject) -> None:
    """With backups and with a past, `solve` finds what an enumeration of all plans finds."""
    agrees(program)
    agrees(program, data.draw(plans(program)), as_of=data.draw(days(-1, 45)))
