"""Turnaround: a spacecraft does not launch again before its turnaround is over."""

from __future__ import annotations

import pytest

from seatplan import Program, Status, check, explain, solve
from seatplan.structure import TURNAROUND
from tests.build import day
from tests.ships import cargo, craft, harbor, made_by


def two(gap: int, *crafts: str) -> Program:
    """Two flights with some days between them; these spacecraft take five."""
    flights = [cargo("F", 1, 11), cargo("G", 11 + gap, 30)]
    return harbor(flights, spacecraft=[craft(name, turnaround=5) for name in crafts])


@pytest.mark.parametrize(("gap", "count"), [(5, 0), (4, 1), (0, 1)])
def test_days_between_a_landing_and_the_next_launch(gap: int, count: int) -> None:
    """A landing and a launch on one day are 0 days apart."""
    report = check(two(gap, "S"), made_by(F="S", G="S"))
    assert sum(each.rule == TURNAROUND.id for each in report.violations) == count
    status = Status.INFEASIBLE if count else Status.OPTIMAL
    assert solve(two(gap, "S")).status is status
    assert solve(two(gap, "S", "T")).status is Status.OPTIMAL


def test_a_pair_that_has_launched_is_waived() -> None:
    """A pair that has launched is waived."""
    given = made_by(F="S", G="S")
    assert solve(two(2, "S"), given, as_of=day(14)).status is Status.OPTIMAL
    assert solve(two(2, "S"), given, as_of=day(13)).status is Status.INFEASIBLE


def test_the_sentence() -> None:
    """The sentence names both flights and the number of days."""
    (pair,) = explain(two(2, "S")).conflict
    assert (pair.id, pair.message) == (
        "turnaround:F:G",
        "G (2030-01-13) must have a spacecraft that is ready 2 days after the landing of F "
        "(2030-01-11), or another one",
    )
