"""The axis of days: positions, ticks and labels."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from seatplan.report.page.axis import MOST_YEARS, Axis, percent, size

AXIS = Axis(date(2024, 1, 1), date(2024, 4, 10))  # 100 days


def test_places() -> None:
    """A position is a percentage of the width; days outside of the axis are at its ends."""
    assert AXIS.at(date(2024, 1, 1)) == "0%"
    assert AXIS.at(date(2024, 1, 26)) == "25%"
    assert AXIS.at(date(1999, 1, 1)) == "0%"
    assert AXIS.at(date(2999, 1, 1)) == "100%"
    assert AXIS.width(date(2023, 1, 1), date(2024, 1, 11)) == "10%"
    assert percent(1, 3) == "33.3333%"


def test_room_at_both_ends() -> None:
    """The axis has a little room at both ends, unless `date` has no further days."""
    axis = Axis.over([date(2024, 1, 1), date(2024, 3, 31)])
    assert (axis.start, axis.end) == (date(2023, 12, 30), date(2024, 4, 2))
    assert Axis.over([date.min, date.max]) == Axis(date.min, date.max)


def test_sizes() -> None:
    """Each size class is twice as long as the one before it."""
    assert [size(days) for days in (0, 1, 2, 3, 4, 365)] == [0, 0, 1, 1, 2, 8]


def test_ticks() -> None:
    """There is a tick for every month, with the year for January; long axes have only years."""
    assert [tick.label for tick in AXIS.ticks()] == ["2024", "Feb", "Mar", "Apr"]
    years = timedelta(days=366 * (MOST_YEARS + 1))
    labels = [tick.label for tick in Axis(date(2024, 1, 1), date(2024, 1, 1) + years).ticks()]
    assert labels[:2] == ["2024", "2025"]


@pytest.mark.parametrize(("days", "least"), [(10, 0), (28, 1), (1000, 6), (10_000, 9)])
def test_the_shortest_label(days: int, least: int) -> None:
    """The more days an axis has, the longer a stretch must be to have a label."""
    assert Axis(date(2000, 1, 1), date(2000, 1, 1) + timedelta(days=days)).least == least
