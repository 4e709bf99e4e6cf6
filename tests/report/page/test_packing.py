"""The packing of flights into lanes: no two labels overlap."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.report.page.packing import LEVELS, TALLEST, Level, Parcel, at_level, packed
from tests.properties.effort import examples

PARCELS = st.lists(
    st.builds(
        Parcel,
        group=st.integers(0, 2),
        far_group=st.just(0),
        left=st.floats(0, 1000),
        width=st.floats(1, 200),
        near=st.floats(60, 260),
        middle=st.floats(30, 60),
        rows=st.integers(1, 7),
    ),
    max_size=12,
).map(lambda found: sorted(found, key=lambda one: one.left))


@pytest.mark.parametrize("level", LEVELS)
@given(PARCELS)
@examples(30)
def test_nothing_covers_anything(level: Level, parcels: list[Parcel]) -> None:
    """Blocks and labels of two flights never overlap, and vehicles have separate lanes."""
    found = at_level(parcels, 3, level)
    boxes = [
        (one.left, one.left + one.needs(level), top, top + one.height(level), one.lanes(level))
        for one, top in zip(parcels, found.tops, strict=True)
    ]
    for (left, right, top, bottom, group), other in combinations(boxes, 2):
        assert right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
        assert group == other[4] or (group < other[4]) == (top < other[2])
    assert all(bottom <= found.height for *_, bottom, _ in boxes)


def test_the_nearest_level_that_is_not_too_tall() -> None:
    """The more flights overlap, the less detailed the level: near, then middle, then far."""

    def level(days: int) -> Level:
        parcels = [Parcel(0, 0, float(days * n), 5, 200, 70, 4) for n in range(100)]
        assert (at_level(parcels, 1, "near").height > TALLEST) is (days < 40)
        return packed(parcels, 1).level

    assert [level(days) for days in (40, 10, 3)] == ["near", "middle", "far"]
