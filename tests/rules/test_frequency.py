"""Frequency: each member launches at most this many times in any period of this many days."""

from __future__ import annotations

import pytest

from seatplan.rules.frequency import Frequency
from tests.build import broken, findings, flight, plan, program, solved, tour

FLIGHTS = [flight("F1", 1, 5), flight("F2", 11, 15), flight("F3", 21, 25)]
ANN = plan(tour("ann", "F1"), tour("ann", "F2"), tour("ann", "F3"))


@pytest.mark.parametrize(
    ("most", "days", "amount"),
    [(1, 10, 0), (1, 11, 2), (1, 21, 3), (2, 20, 0), (2, 21, 1), (0, 1, 3), (0, 21, 6)],
)
def test_launches_beyond(most: int, days: int, amount: int) -> None:
    """Launches on days 1, 11 and 21: each starts a window, whose last day is not in it."""
    rule = Frequency(max=most, days=days)
    assert sum(broken(program(FLIGHTS, ["ann"], rules=[rule]), ANN).values()) == amount
    soft = program(FLIGHTS, ["ann"], rules=[Frequency(max=most, days=days, weight=1)])
    assert solved(soft) == [amount]


def test_a_hard_rule_keeps_them_on_the_ground() -> None:
    """One alone cannot fly all three; two can."""
    rule = Frequency(max=1, days=15)
    assert solved(program(FLIGHTS, ["ann"], rules=[rule])) is None
    assert solved(program(FLIGHTS, ["ann", "bob"], rules=[rule])) == []


def test_a_window_that_is_past() -> None:
    """Launches that are past break nothing alone; the next one comes on top of them."""
    rule = Frequency(max=1, days=15)
    two = program(FLIGHTS[:2], ["ann"], rules=[rule])
    flown = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert solved(two, flown, as_of=12) == []
    assert solved(two, flown, as_of=11) is None
    wide = program(FLIGHTS, ["ann"], rules=[Frequency(max=1, days=30)])
    assert solved(wide, ANN, as_of=12) is None


def test_it_says_how_often() -> None:
    """The member, the number, the window, and the launches that are too many."""
    first, *_ = findings(program(FLIGHTS, ["ann"], rules=[Frequency(max=1, days=15)]), ANN)
    assert first.requirement.message == "ann must launch at most 1 time in any 15 days"
    assert first.found == "2 launches: F1 and F2"
