"""Linear programs that are so small that all their integer points can be enumerated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import strategies as st

from seatplan.engine.rows.rows import FAR, Whole
from seatplan.engine.solver.linear_program import LinearProgram

COLUMNS = 3


@st.composite
def linears(draw: st.DrawFn) -> LinearProgram:
    """A few rows over a few columns; some rows are empty or open, some columns identical."""
    rows = draw(st.integers(1, 4))
    factors = st.lists(st.integers(-2, 2), min_size=COLUMNS, max_size=COLUMNS)
    entries = [draw(factors) for _ in range(rows)]
    sides = [sorted(draw(st.tuples(st.integers(-3, 3), st.integers(-3, 3)))) for _ in range(rows)]
    opened = [draw(st.tuples(st.booleans(), st.booleans())) for _ in range(rows)]
    full = [[(at, one) for at, one in enumerate(row) if one] for row in entries]
    return LinearProgram(
        starts=np.cumsum([0, *map(len, full)]),
        variables=np.array([at for row in full for at, _ in row], dtype=np.int64),
        factors=np.array([one for row in full for _, one in row], dtype=np.int64),
        lows=np.array(
            [-FAR if far else low for (low, _), (far, _) in zip(sides, opened, strict=True)]
        ),
        highs=np.array(
            [FAR if far else high for (_, high), (_, far) in zip(sides, opened, strict=True)]
        ),
        least=np.array(draw(st.lists(st.integers(-1, 0), min_size=COLUMNS, max_size=COLUMNS))),
        most=np.array(draw(st.lists(st.integers(0, 2), min_size=COLUMNS, max_size=COLUMNS))),
        costs=np.array(draw(st.lists(st.integers(0, 2), min_size=COLUMNS, max_size=COLUMNS))),
        constant=draw(st.integers(-5, 5)),
    )


def points() -> Iterator[Whole]:
    """Every integer point within the bounds of the columns."""
    return (np.array(one) for one in product(range(-1, 3), repeat=COLUMNS))


def keeps(linear: LinearProgram, point: Whole) -> bool:
    """Whether a point satisfies all bounds."""
    totals = np.zeros(len(linear), dtype=np.int64)
    np.add.at(totals, linear.rows, linear.factors * point[linear.variables])
    within = (linear.lows <= totals) & (totals <= linear.highs)
    return bool(within.all() and (linear.least <= point).all() and (point <= linear.most).all())
