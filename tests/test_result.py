"""Looking up the goals of a result by id."""

from __future__ import annotations

import pytest

import seatplan
from seatplan import ProgramError
from tests.small_programs import leaking


def test_goals_of_a_result() -> None:
    """By id; one that was not reached is an error."""
    result = seatplan.solve(leaking())
    assert [result.goal(one.id) for one in result.goals] == list(result.goals)
    with pytest.raises(ProgramError, match=r"'fill-seat' was .*\n.*Maybe 'fill-seats'"):
        result.goal("fill-seat")
