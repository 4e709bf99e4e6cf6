"""Ground time: so many days between a landing and the next launch."""

from __future__ import annotations

import pytest

from seatplan.rules.ground_time import GroundTime
from tests.build import broken, flight, member, plan, program, solved, tour

FLIGHTS = [flight("F1", 1, 11), flight("F2", 16, 21), flight("F3", 25, 31)]
ALL = plan(*(tour("ann", name) for name in ("F1", "F2", "F3")))


@pytest.mark.parametrize(("days", "amount"), [(0, 0), (4, 0), (5, 1), (6, 2), (30, 2)])
def test_neighbouring_tours(days: int, amount: int) -> None:
    """Five days, then four: F1 and F3 are no neighbours, however long the rest."""
    one = program(FLIGHTS, ["ann"], rules=[GroundTime(days=days)])
    assert sum(broken(one, ALL).values()) == amount
    assert (solved(one) is None) == (amount > 0)
    soft = program(FLIGHTS, ["ann"], rules=[GroundTime(days=days, weight=2)])
    assert solved(soft) == [2 * amount]


@pytest.mark.parametrize(("landing", "amount"), [(-9, 0), (-8, 1), (1, 1)])
def test_a_landing_before_the_program(landing: int, amount: int) -> None:
    """`last_landing` counts: ten days before day 1 are just enough."""
    who = member("ann", flights_before=1, last_landing=landing)
    one = program(FLIGHTS[:1], [who], rules=[GroundTime(days=10)])
    assert sum(broken(one, plan(tour("ann", "F1"))).values()) == amount


def test_only_the_picked() -> None:
    """Others may fly again the next day."""
    rule = GroundTime(days=30, agencies=("JAXA",))
    assert solved(program(FLIGHTS, ["ann"], rules=[rule])) == []


def test_waived_when_both_are_past() -> None:
    """A pair counts until its landing and its launch have happened."""
    one = program(FLIGHTS, ["ann", "bob"], rules=[GroundTime(days=30)])
    assert broken(one, ALL, as_of=16) == {"ground-time": 2}
    assert broken(one, ALL, as_of=17) == {"ground-time": 1}
    assert solved(one, ALL, as_of=17) == []  # bob flies on F3
    assert broken(one, ALL, as_of=26) == {}
