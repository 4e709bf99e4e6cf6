"""The distance of a number from a range."""

from __future__ import annotations

import pytest

from seatplan.ranges import outside


@pytest.mark.parametrize(
    ("number", "least", "most", "amount"),
    [(5, 3, 7, 0), (2, 3, 7, 1), (9, 3, 7, 2), (-9, None, 7, 0), (9, 3, None, 0), (1, None, -1, 2)],
)
def test_below_within_and_above(number: int, least: int, most: int, amount: int) -> None:
    """The distance to the nearer end, and 0 within; an open end is never passed."""
    assert outside(number, least, most) == amount
