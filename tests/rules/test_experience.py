"""Experience: every ascent carries people who have flown."""

from __future__ import annotations

import pytest

from seatplan import Fixed
from seatplan.rules.experience import Experience
from tests.build import broken, flight, flying, member, plan, program, seat, solved, tour

FLIGHTS = [flight("F1", 1, 11), flight("F2", 11, 21)]


def test_flown_before_the_program() -> None:
    """A first flight needs somebody with flights before."""
    crew = ["ann", member("bob", flights_before=1)]
    one = program(FLIGHTS[:1], crew, rules=[Experience()])
    assert broken(one, plan(tour("ann", "F1"))) == {"experience": 1}
    assert flying(one) == {"F1": "bob"}


@pytest.mark.parametrize(("launch", "amount"), [(10, 1), (11, 0)])
def test_flown_in_the_plan(launch: int, amount: int) -> None:
    """Who has landed, if only on the day of this launch, has flown."""
    flights = [FLIGHTS[0], flight("F2", launch, 21)]
    rule = Experience(flights=("F2",))
    one = program(flights, ["ann"], rules=[rule])
    twice = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert broken(one, twice).get("experience", 0) == amount


def test_flown_some_time_before() -> None:
    """Ann landed from the first of three flights and sat out the second."""
    flights = [flight("F1", 1, 5), flight("F2", 6, 10), flight("F3", 11, 15)]
    wishes = [Fixed(name, "pilot", who) for name, who in (("F1", "ann"), ("F2", "bob"))]
    rule = Experience(flights=("F3",))
    last = Fixed("F3", "pilot", "ann")
    assert solved(program(flights, ["ann", "bob"], rules=[rule], fixed=[*wishes, last])) == []


def test_an_empty_ascent_needs_nobody() -> None:
    """Nor does a flight whose optional seats stay empty."""
    one = program(FLIGHTS, ["ann"], seats=[seat(optional=True)], rules=[Experience()])
    assert broken(one, plan()) == {}
    assert flying(one) == {}


def test_several_veterans() -> None:
    """Two are asked for and one flies: one person missing, at its price."""
    crew = ["ann", member("bob", flights_before=1)]
    rule = Experience(min=2, weight=4)
    one = program(FLIGHTS[:1], crew, seats=[seat("pilot", 2)], rules=[rule])
    assert solved(one) == [4]


def test_a_launch_that_is_past() -> None:
    """Rookies who have launched alone are history."""
    one = program(FLIGHTS[:1], ["ann"], rules=[Experience()])
    flies = plan(tour("ann", "F1"))
    assert solved(one, flies, as_of=1) is None
    assert solved(one, flies, as_of=2) == []
