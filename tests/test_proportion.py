"""A part near its share of a whole: the rows and their hull, against the formula."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.rows.row_model import RowModel
from seatplan.modelling import LinearExpr
from seatplan.proportion import MOST_STEPS, Proportion, lower_hull, upper_hull
from tests.properties.effort import examples

few = st.integers(0, 4)
steps = st.sampled_from([1, 2, 5, 6])


def violation(
    rows: list[LinearExpr], scale: int, values: dict[int, Fraction], *, whole: bool = True
) -> Fraction:
    """What the rows give for these values of the variables, rounded up if `whole`."""
    found = Fraction(0)
    for row in rows:
        pairs = zip(row.variables, row.factors, strict=True)
        amount = Fraction(row.constant + sum(factor * values[one] for one, factor in pairs)) / scale
        found = max(found, Fraction(ceil(amount)) if whole else amount)
    return found


@given(
    part=st.tuples(st.integers(-3, 3), steps),
    whole=st.tuples(few, steps, st.integers(0, 5)),
    numbers=st.tuples(st.integers(1, 12), few, st.integers(-9, 9), st.integers(0, 20)),
)
@examples(60)
def test_rows_count_as_the_formula(
    part: tuple[int, int], whole: tuple[int, int, int], numbers: tuple[int, int, int, int]
) -> None:
    """They miss by the same whole number; if the whole is constant, between two of them too."""
    model = RowModel()
    scale, share, before, slack = numbers
    mine = LinearExpr([model.number(0, 4)], part[1], part[0])
    total = LinearExpr([model.number(0, whole[2])], whole[1], whole[0])
    if whole[2] == 0:
        total = LinearExpr(constant=whole[0])
    made, common = Proportion(mine, total, scale, share, before).within(model, slack)
    rows = [row for one in made for row in one.excesses()]

    def exact(one: int, other: int) -> Fraction:
        off = scale * (part[0] + part[1] * one) - share * (whole[0] + whole[1] * other) + before
        return Fraction(max(0, ceil(Fraction(abs(off) - slack, scale))))

    for one in range(5):
        for other in range(whole[2] + 1):
            values = {1: Fraction(one), 2: Fraction(other)}
            assert violation(rows, common, values) == exact(one, other)
    for one in range(4 if whole[2] == 0 else 0):
        middle = violation(rows, common, {1: Fraction(2 * one + 1, 2)}, whole=False)
        assert middle >= (exact(one, 0) + exact(one + 1, 0)) / 2


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=8))
@examples(40)
def test_hulls(values: list[int]) -> None:
    """The edges are on the right side of all values, and each meets two of them."""
    for edges, sign in ((upper_hull(values), 1), (lower_hull(values), -1)):
        for edge in edges:
            line = [Fraction(edge.slope * z + edge.rise, edge.run) for z in range(len(values))]
            away = [sign * (one - value) for one, value in zip(line, values, strict=True)]
            assert min(away) == 0
            assert away.count(0) >= min(2, len(values))
            assert edge.run > 0


@pytest.mark.parametrize("variables", [1, 2])
def test_without_a_hull(variables: int) -> None:
    """A whole of several variables, or with too many values, keeps the row as it is written."""
    model = RowModel()
    mine = LinearExpr([model.number(0, 9)])
    total = LinearExpr([model.number(0, 2 * MOST_STEPS) for _ in range(variables)])
    made, scale = Proportion(mine, total, 7, 3, 1).within(model, 2)
    assert scale == 7
    assert [(one.expression.factors, one.expression.constant) for one in made] == [
        ([7, *[-3] * variables], -1),
        ([-7, *[3] * variables], -3),
    ]
