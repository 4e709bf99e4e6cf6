"""Relocations: ships change their ports at most this many times."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import Program, Status, check, explain, solve
from seatplan.rules import Relocations
from tests.build import day
from tests.ships import at, cargo, harbor, port

PORTS = [port("A"), port("B")]
FLIGHTS = [cargo("F", 1, 30), cargo("X", 10, 12, ports=("A",)), cargo("Y", 20, 22, ports=("B",))]
MOVED = at("F B", "F A 20", "X A", "Y B")


def one_rule(**keys: Any) -> Program:
    """A ship that has to make room once, whatever port it comes to."""
    return harbor(FLIGHTS, PORTS, rules=[Relocations(**keys)])


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"max": 1}, 0),
        ({"max": 0}, 1),
        ({"max": 0, "flights": ("X",)}, 0),
        ({"max": 0, "until": day(2)}, 1),
    ],
)
def test_changes_beyond(keys: Any, amount: int) -> None:
    """Changes of port count, arrivals do not; ships without people count, too."""
    one = one_rule(**keys)
    report = check(one, MOVED)
    assert sum(each.amount for each in report.violations) == amount
    assert solve(one).status is (Status.INFEASIBLE if amount else Status.OPTIMAL)
    soft = one_rule(**keys, weight=3)
    assert [goal.value for goal in solve(soft).goals] == [3 * amount]


def test_changes_of_the_past_count_where_others_come_on_top() -> None:
    """Past changes alone are waived, but count together with later ones."""
    one = one_rule(max=0)
    assert solve(one, MOVED, as_of=day(21)).status is Status.OPTIMAL
    assert solve(one, MOVED, as_of=day(15)).status is Status.INFEASIBLE
    assert check(one, MOVED, as_of=day(20)).violations


def test_the_sentence() -> None:
    """The sentence has the demand, and the conflict has the other requirements."""
    conflict = explain(one_rule(max=0)).conflict
    assert conflict[0].message == "Ships must not change their ports"
    assert {each.rule for each in conflict} == {"relocations", "port"}
