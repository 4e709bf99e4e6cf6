"""Seat requirements: on the launch day going up, on the landing day coming down."""

from __future__ import annotations

import pytest

from seatplan import Agency
from tests.build import broken, flight, flying, held, member, plan, program, seat, solved, tour

ONE = [flight("F1", 1, 11)]


@pytest.mark.parametrize(
    ("since", "until", "amount"),
    [(1, 12, 0), (None, None, 0), (2, 12, 1), (1, 11, 1), (2, 11, 2), (12, 20, 2)],
)
def test_held_on_both_days(since: int | None, until: int | None, amount: int) -> None:
    """The first day counts, the last does not: `until` the day after the landing is enough."""
    who = member("ann", "NASA", held("eva", since, until))
    one = program(ONE, [who], seats=[seat(requires="eva")])
    assert sum(broken(one, plan(tour("ann", "F1"))).values()) == amount
    assert (solved(one) is None) == (amount > 0)


def test_not_in_between() -> None:
    """What is held on the launch day and again on the landing day may lapse in between."""
    who = member("ann", "NASA", held("eva", 1, 3), held("eva", 10, 20))
    assert solved(program(ONE, [who], seats=[seat(requires="eva")])) == []


def test_granted_by_the_agency() -> None:
    """An agency's qualifications are held by all its members, on every day."""
    agencies = [Agency("NASA", ("usos",)), Agency("JAXA")]
    crew = [member("aki", "JAXA"), member("ann")]
    one = program(ONE, crew, seats=[seat(requires="usos")], agencies=agencies)
    assert flying(one) == {"F1": "ann"}


def test_all_that_is_required() -> None:
    """One of two qualifications is not enough."""
    seats = [seat(requires=("eva", "arm"))]
    assert solved(program(ONE, [member("ann", "NASA", "eva")], seats=seats)) is None
    assert solved(program(ONE, [member("ann", "NASA", "eva", "arm")], seats=seats)) == []


def test_only_these_agencies() -> None:
    """A seat that belongs to some agencies takes nobody else."""
    crew = [member("ann"), member("aki", "JAXA")]
    one = program(ONE, crew, seats=[seat(agencies=("JAXA",))])
    assert broken(one, plan(tour("ann", "F1"))) == {"seat-requirements": 2}
    assert flying(one) == {"F1": "aki"}
