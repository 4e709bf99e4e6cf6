"""Programs of planners are solved to the proof, whatever the order of their goals."""

from __future__ import annotations

from itertools import permutations

import pytest
from attrs import evolve

import seatplan
from seatplan import Status

from . import path

ARTEMIS = seatplan.load(path("programs/artemis.toml"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_artemis(order: tuple[int, ...]) -> None:
    """Five flights of weeks, years apart, are proved for each order of the goals."""
    program = evolve(ARTEMIS, goals=tuple(ARTEMIS.goals[at] for at in order))
    result = seatplan.solve(program, time_limit=60)
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    assert seatplan.check(program, result.plan).ok
    values = {one.id: one.value for one in result.goals}
    assert values["keep-rules"] == 0
    assert values["fill-seats"] == 20
