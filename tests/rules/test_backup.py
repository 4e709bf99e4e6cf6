"""Backup: each role of the picked flights has at least this many backups."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import solve
from seatplan.rules.backup import Backup
from tests.build import backup, broken, day, findings, flight, plan, program, seat, solved, tour

SEATS = [seat("pilot"), seat("guest", 2, optional=True)]


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({}, 2),
        ({"min": 1}, 1),
        ({"min": 3}, 5),
        ({"min": 0}, 0),
        ({"roles": ("guest",)}, 2),
        ({"roles": ("pilot",)}, 0),
        ({"until": day(1)}, 0),
    ],
)
def test_persons_short(keys: Any, amount: int) -> None:
    """The amount is the number of missing backups: Bob is the pilot's, the two guests have none."""
    keys.setdefault("weight", None)
    rules = [Backup(**keys), Backup(id="asks", min=0)]
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=SEATS, rules=rules)
    flown = plan(tour("ann", "F1"), backup("bob", "F1"))
    assert sum(one.amount for one in findings(one, flown)) == amount


def test_as_many_as_there_are_seats() -> None:
    """`min` is the number of seats by default; with a larger one, the conflict shows why."""
    crew = ["ann", "bob", "cem", "dag"]
    one = program([flight("F1", 1, 11)], crew, seats=SEATS, rules=[Backup()])
    found = solve(one).plan
    assert found is not None
    assert sorted(line.role for line in found.on("F1", "backup")) == ["guest", "guest", "pilot"]
    two = program([flight("F1", 1, 11)], crew, seats=SEATS, rules=[Backup(min=2)])
    assert solved(two) is None
    (short, *_) = findings(two, plan(tour("ann", "F1")))
    assert (
        short.message
        == "F1 (2030-01-01) must have at least 2 backups as pilot (it has 1 seat): none"
    )
    for roles, more in {
        ("pilot",): "",
        ("pilot", "guest"): " (as on all flights, as guest or pilot)",
    }.items():
        three = program([flight("F1", 1, 11)], crew, seats=SEATS, rules=[Backup(roles=roles)])
        (short, *_) = findings(three, plan(tour("ann", "F1")))
        assert short.message == f"F1 (2030-01-01) must have at least 1 backup as pilot{more}: none"


def test_a_soft_rule_and_a_past_flight() -> None:
    """A soft rule costs one for each missing backup; a hard rule is waived after the launch."""
    one = program([flight("F1", 1, 11)], ["ann"], rules=[Backup(weight=3)])
    assert solved(one) == [3]
    two = program([flight("F1", 1, 11)], ["ann"], rules=[Backup()])
    flown = plan(tour("ann", "F1"))
    assert broken(two, flown, as_of=1) == {"backup": 1}
    assert broken(two, flown, as_of=2) == {}
    assert solved(two, flown, as_of=2) == []
    assert solved(two, flown, as_of=1) is None


def test_roles_that_are_alike_have_backups_of_their_own() -> None:
    """Two identical roles with one backup each are not merged into one role with one backup."""
    seats = [seat("diver-1"), seat("diver-2")]
    crew = ["ann", "bob", "cem", "dag"]
    one = program([flight("F1", 1, 11)], crew, seats=seats, rules=[Backup(min=1)])
    found = solve(one).plan
    assert found is not None
    assert {line.role for line in found.on("F1", "backup")} == {"diver-1", "diver-2"}
