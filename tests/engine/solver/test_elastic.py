"""The elastic relaxation: what its multipliers add up to is a contradiction, or there is none."""

from __future__ import annotations

import numpy as np
from hypothesis import event, given

from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.elastic import elastic
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.relaxation import EFFORTS, relax
from tests.engine.linear_programs import keeps, linears, points
from tests.engine.partials import search_of
from tests.properties.effort import examples
from tests.small_programs import leaking


@given(linears())
@examples(60)
def test_it_is_0_wherever_a_point_keeps_all_rows(linear: LinearProgram) -> None:
    """Where it is more, no point does; every row may be missed on each side that it has."""
    asked = elastic(linear)
    sides = int(np.sum(linear.lows > -FAR) + np.sum(linear.highs < FAR))
    assert len(asked.least) == len(linear.least) + sides
    assert len(asked.variables) == len(linear.variables) + sides
    relaxed = relax(asked, search_of(leaking()), EFFORTS)
    assert relaxed is not None
    event(f"missed: {relaxed.bound < 0}")
    if any(keeps(linear, point) for point in points()):
        assert relaxed.bound == 0
