"""Reuse: a spacecraft does not fly before it is ready, nor more often than allowed."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from seatplan import Outage, Program, Status, check, explain, solve
from seatplan.structure import REUSE
from tests.build import day
from tests.ships import cargo, craft, harbor, made_by

FLIGHTS = [cargo("F", 1, 5), cargo("G", 11, 15)]
GIVEN = made_by(F="S", G="S")


def one_craft(**keys: Any) -> Program:
    """Two flights and one spacecraft."""
    return harbor(FLIGHTS, spacecraft=[craft("S", **keys)])


@pytest.mark.parametrize(
    ("keys", "count"),
    [
        ({"max_flights": 2}, 0),
        ({"max_flights": 1}, 1),
        ({"max_flights": 2, "flights_before": 1}, 1),
        ({"ready": 1}, 0),
        ({"ready": 2}, 1),
        ({"ready": 12}, 2),
        ({"ready": 2, "max_flights": 1}, 2),
        ({"unavailable": (Outage(day(10), day(12)),)}, 1),
        ({"unavailable": (Outage(),)}, 2),
    ],
)
def test_what_a_plan_breaks(keys: Any, count: int) -> None:
    """Once for each flight that is too soon, and once if there are too many."""
    one = one_craft(**keys)
    report = check(one, GIVEN)
    assert [each.requirement for each in report.violations] == ["reuse:S"] * count
    assert solve(one).status is (Status.INFEASIBLE if count else Status.OPTIMAL)
    two = evolve(one, spacecraft=(*one.spacecraft, craft("T")))
    assert solve(two).status is Status.OPTIMAL


@pytest.mark.parametrize("keys", [{"max_flights": 0}, {"ready": 9}])
def test_what_has_launched_is_past(keys: Any) -> None:
    """One more flight than there may be is one too many; none is not."""
    one = one_craft(**keys)
    assert solve(one, GIVEN, as_of=day(12)).status is Status.OPTIMAL
    status = Status.INFEASIBLE if "max_flights" in keys else Status.OPTIMAL
    assert solve(one, GIVEN, as_of=day(6)).status is status


def test_it_can_be_given_up() -> None:
    """The sentence shows what the spacecraft has behind it; the fix frees it."""
    one = one_craft(max_flights=2, flights_before=1)
    (demand,) = explain(one).conflict
    assert demand.message == ("S (ship) must not make more than 2 flights, with 1 flight behind it")
    assert solve(REUSE.without(one, demand)).status is Status.OPTIMAL
