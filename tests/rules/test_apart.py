"""Apart: no two of them on one ascent."""

from __future__ import annotations

from seatplan.rules.apart import Apart
from tests.build import broken, flight, flying, plan, program, seat, solved, tour

FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 15)]
TWO = [seat("pilot", 2)]


def test_two_of_them() -> None:
    """On one flight they break it, on two they do not."""
    rule = Apart(members=("ann", "bob"))
    one = program(FLIGHTS[:1], ["ann", "bob", "cem"], seats=TWO, rules=[rule])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F1"))) == {"apart": 1}
    assert "cem" in flying(one)["F1"]
    other = program(FLIGHTS, ["ann", "bob"], rules=[rule])
    assert broken(other, plan(tour("ann", "F1"), tour("bob", "F2"))) == {}


def test_three_count_as_two() -> None:
    """A flight counts one however many of them it takes."""
    rule = Apart(members=("ann", "bob", "cem"), weight=5)
    one = program(FLIGHTS[:1], ["ann", "bob", "cem"], seats=[seat("pilot", 3)], rules=[rule])
    assert solved(one) == [5]


def test_one_alone_is_never_together() -> None:
    """A list of one member asks for nothing."""
    rule = Apart(members=("ann",))
    assert solved(program(FLIGHTS[:1], ["ann"], rules=[rule])) == []


def test_elsewhere_they_may() -> None:
    """A flight that is not in WHERE is left alone."""
    rule = Apart(members=("ann", "bob"), flights=("F2",))
    flights = [FLIGHTS[0], flight("F2", 20, 25, seats=(seat(),))]
    one = program(flights, ["ann", "bob"], seats=TWO, rules=[rule])
    assert flying(one)["F1"] == "ann bob"


def test_a_launch_that_is_past() -> None:
    """Who went up together is up there."""
    rule = Apart(members=("ann", "bob"))
    one = program(FLIGHTS[:1], ["ann", "bob"], seats=TWO, rules=[rule])
    flies = plan(tour("ann", "F1"), tour("bob", "F1"))
    assert solved(one, flies, as_of=1) is None
    assert solved(one, flies, as_of=2) == []
