"""Ports and spacecraft in a plan that contradict the program are a PlanError with its place."""

from __future__ import annotations

import pytest

from seatplan import Plan, PlanError, check
from seatplan.docked import known_ships
from seatplan.errors import path_of
from seatplan.program_index import ProgramIndex
from tests.ships import at, cargo, craft, harbor, made_by, port

FLIGHTS = [cargo("F", 1, 11), cargo("S", 1, 11, spacecraft="one"), cargo("T", 1, 2, craft="tug")]
ONE = harbor(FLIGHTS, [port("A"), port("B")], [craft("one"), craft("two")])


@pytest.mark.parametrize(
    ("plan", "place", "message"),
    [
        (at("X A"), "docking[0].flight", "unknown flight 'X'"),
        (at("F C"), "docking[0].port", "unknown port 'C'"),
        (at("F A", "F B 11"), "docking[1].since", "not on 2030-01-11"),
        (at("F A", "F B 1"), "docking[1]", "two ports on 2030-01-01"),
        (at("T A"), "docking[0]", "'T' needs no port"),
        (made_by(F="three"), "spacecraft[0].spacecraft", "unknown spacecraft 'three' of 'ship'"),
        (made_by(S="two"), "spacecraft[0].spacecraft", "'S' has 'one' in the program"),
        (made_by(T="one"), "spacecraft[0]", "the program lists no spacecraft of 'tug'"),
    ],
)
def test_what_cannot_be(plan: Plan, place: str, message: str) -> None:
    """Each contradiction is one problem; naming the spacecraft of the program again is none."""
    with pytest.raises(PlanError) as caught:
        check(ONE, plan)
    assert [path_of(problem.place) for problem in caught.value.problems] == [place]
    assert message in caught.value.problems[0].message
    check(ONE, made_by(S="one"))


def test_what_is_left_of_a_plan_that_is_older() -> None:
    """The entries of a flight are left out from the first impossible one on."""
    docking, chosen = known_ships(ProgramIndex(ONE), at("F A", "F C 5", "F B 7", "X A"))
    assert [(one.flight, one.port) for one in docking] == [("F", "A")]
    assert chosen == ()
