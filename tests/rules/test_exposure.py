"""Exposure: what adds up over a member's days in space stays within a limit."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import ProgramError
from seatplan.engine.lexicographic.ways import Ways
from seatplan.goals.keep_rules import KeepRules
from seatplan.rules.exposure import Exposure, Rate
from tests.build import broken, day, findings, flight, plan, program, solved, tour
from tests.engine.runs import run_of, with_model

FLIGHTS = [flight("F1", 1, 11), flight("F2", 21, 31)]
ANN = plan(tour("ann", "F1"), tour("ann", "F2"))
HALF = Rate(per_day="0.5")


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"rates": (HALF,), "max": 10}, 0),
        ({"rates": (HALF,), "max": "9.9"}, 1),
        ({"rates": (HALF,), "max": 10, "before": {"ann": "1.2"}}, 2),
        ({"rates": (Rate(per_day=1, since=day(6), until=day(23)),), "max": 0}, 7),
        ({"rates": (HALF, Rate(per_day=1, since=day(30))), "max": 10}, 1),
    ],
)
def test_units_beyond_are_rounded_up(keys: Any, amount: int) -> None:
    """Units beyond the limit are rounded up; rates for the same days add up."""
    one = program(FLIGHTS, ["ann"], rules=[Exposure(**keys)])
    assert sum(broken(one, ANN).values()) == amount
    assert solved(program(FLIGHTS, ["ann"], rules=[Exposure(weight=1, **keys)])) == [amount]


def test_who_does_not_fly_is_left_alone() -> None:
    """A member who is already beyond the limit cannot fly, but breaks nothing on the ground."""
    rule = Exposure(rates=(HALF,), max=3, before={"ann": 4}, members=("ann",))
    assert solved(program(FLIGHTS, ["ann", "bob"], rules=[rule])) == []
    assert solved(program(FLIGHTS, ["ann"], rules=[rule])) is None


def test_fractions_of_tours_add_up_in_the_relaxation() -> None:
    """Three flights and two people who may fly once each: its bound is the cost of the third."""
    rule, third = Exposure(rates=(HALF,), max=5, weight=1), flight("F3", 41, 51)
    one = program([*FLIGHTS, third], ["ann", "bob"], rules=[rule], goals=[KeepRules()])
    run = run_of(one)
    ways = Ways(run, with_model(run))
    ways.relax(1.0)
    assert run.bound_of(ways.first) == 5
    assert solved(one) == [5]


def test_days_that_are_past() -> None:
    """Past tours are waived until another tour is added."""
    rule = Exposure(rates=(HALF,), max=4)
    assert solved(program(FLIGHTS[:1], ["ann"], rules=[rule]), ANN, as_of=12) == []
    assert solved(program(FLIGHTS, ["ann"], rules=[rule]), ANN, as_of=12) is None


def test_it_says_who_and_how_much() -> None:
    """The sentence has the member and the limit; the finding has the total."""
    (found,) = findings(program(FLIGHTS, ["ann"], rules=[Exposure(rates=(HALF,), max="9.5")]), ANN)
    assert found.requirement.message == "ann must not be exposed to more than 9.5 at 0.5 a day"
    assert found.found == "10"


@pytest.mark.parametrize(
    "keys", [{"rates": (), "max": 1}, {"rates": (HALF,), "max": "1e-13"}, {"max": -1}]
)
def test_what_cannot_be_counted_is_refused(keys: Any) -> None:
    """No rates, too many digits, or a limit below 0."""
    with pytest.raises(ProgramError):
        program(FLIGHTS, ["ann"], rules=[Exposure(**{"rates": (HALF,), **keys})])
